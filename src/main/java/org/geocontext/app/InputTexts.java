package org.geocontext.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Inputs given as text, by name; an absent one is null, and so is a blank one. */
record InputTexts(Map<String, List<String>> values) {

    @Nullable
    String one(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        return given.isEmpty() || given.get(0).isBlank() ? null : given.get(0).trim();
    }

    List<String> many(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(String::trim)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    @Nullable
    Double number(String name) throws InvalidRequestException {
        String text = one(name);
        if (text == null) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a number");
        }
    }

    <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) throws InvalidRequestException {
        String text = one(name);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw wrong(name, text, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    boolean bool(String name) throws InvalidRequestException {
        String text = one(name);
        if (text == null) {
            return false;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    void requireOnce(String name) throws InvalidRequestException {
        int given = values.getOrDefault(name, List.of()).size();
        if (given > 1) {
            throw new InvalidRequestException(name, name + ": given " + given + " times (expected: at most once)");
        }
    }

    static InvalidRequestException wrong(String name, String text, String expected) {
        return new InvalidRequestException(
                name, name + ": " + InvalidRequestException.shown(text) + " (expected: " + expected + ")");
    }
}
