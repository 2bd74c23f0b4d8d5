package org.geocontext.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What somebody may have meant by a key that does not exist. */
public final class KeySuggestions {

    private static final int COUNT = 3;

    /** Hardly a key is longer; more would only cost time. */
    private static final int MAX_LENGTH = 200;

    private KeySuggestions() {}

    /**
     * The closest three of the known keys, closest first, equally close ones in alphabetical order.
     *
     * @param known only what the caller may see
     */
    public static List<String> closest(String unknown, Collection<String> known) {
        String stripped = unknown.strip().toLowerCase(Locale.ROOT);
        String wanted = cut(stripped);
        record Near(String key, int distance) {}
        return known.stream()
                .map(key -> new Near(key, distance(wanted, cut(key))))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::key))
                .limit(COUNT)
                .map(Near::key)
                .toList();
    }

    private static String cut(String key) {
        return key.substring(0, Math.min(key.length(), MAX_LENGTH));
    }

    /** As {@link #closest}, as the end of a sentence: {@code "; closest: a, b, c"}, or empty if nothing is known. */
    public static String phrase(String unknown, Collection<String> known) {
        List<String> closest = closest(unknown, known);
        return closest.isEmpty() ? "" : "; closest: " + String.join(", ", closest);
    }

    /** Levenshtein distance: letters to insert, delete or replace. */
    static int distance(String from, String to) {
        int[] previous = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
