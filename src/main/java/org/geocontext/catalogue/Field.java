package org.geocontext.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One field of the catalogue file: its name, what it accepts, and what stands in for it. */
sealed interface Field {

    /** As in the file. */
    String name();

    /** What is accepted, as it ends a sentence: {@code a number from 0 to 100000}. */
    String accepted();

    /** @param numbers whether a JSON number is taken as its text without a word */
    record Text(String name, boolean numbers) implements Field {
        @Override
        public String accepted() {
            return numbers ? "text or a number" : "text";
        }
    }

    /** Text that is never shown. */
    record Secret(String name) implements Field {
        @Override
        public String accepted() {
            return "text, ${env:NAME}, or what the host encrypted";
        }
    }

    /** @param otherwise null for none */
    record Decimal(
            String name, double min, double max, @Nullable Double otherwise) implements Field {
        @Override
        public String accepted() {
            return min == -Double.MAX_VALUE ? "a number" : "a number from " + plain(min) + " to " + plain(max);
        }
    }

    /** @param otherwise null for none */
    record Whole(String name, int min, int max, @Nullable Integer otherwise) implements Field {
        @Override
        public String accepted() {
            return "a whole number from " + min + " to " + max;
        }
    }

    record Flag(String name, boolean otherwise) implements Field {
        @Override
        public String accepted() {
            return "true or false";
        }
    }

    /** @param otherwise null for none */
    record Choice(String name, List<String> words, @Nullable String otherwise) implements Field {
        @Override
        public String accepted() {
            return String.join(", ", words);
        }
    }

    record Texts(String name) implements Field {
        @Override
        public String accepted() {
            return "a list of texts";
        }
    }

    /** @param secret whether its values are never shown */
    record TextMap(String name, boolean secret) implements Field {
        @Override
        public String accepted() {
            return "an object with texts, numbers or true and false";
        }
    }

    /** Read by a rule of its own. */
    record Special(String name, String accepted) implements Field {}

    /** Without a fraction of zero. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
