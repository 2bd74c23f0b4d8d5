package org.geocontext.app;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.KeySuggestions;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.jspecify.annotations.Nullable;

/** Turns the inputs of {@code geocontext:Query}, given as text, into a request. Stateless. */
public final class QueryInputs {

    private static final String NUMBER = "([-+]?[\\d.]++(?:[eE][-+]?\\d++)?)";

    /** Possessive, so that a long run of blanks is looked at once. */
    private static final Pattern PAIR =
            Pattern.compile("\\s*+" + NUMBER + "\\s*+(?:(?<=\\s)|[,;])\\s*+" + NUMBER + "\\s*+");

    /** Every input in the order of the process description, and whether it may be given more than once. */
    private static final Map<String, Boolean> INPUTS = inputs();

    private QueryInputs() {}

    private static Map<String, Boolean> inputs() {
        Map<String, Boolean> inputs = new LinkedHashMap<>();
        for (String name : List.of(
                "point",
                "collection",
                "group",
                "service",
                "crs",
                "tolerance",
                "timeout",
                "features",
                "geometry",
                "refresh")) {
            inputs.put(name, name.equals("group") || name.equals("service"));
        }
        return inputs;
    }

    /** The names of all inputs, in the order of the process description. */
    public static List<String> names() {
        return List.copyOf(INPUTS.keySet());
    }

    /**
     * Reads the inputs.
     *
     * @param values texts by input name; a name that is absent or whose text is blank takes its default. The point is
     *     WKT, EWKT, GML 2 or 3, GeoJSON or {@code x,y}.
     * @throws InvalidRequestException naming the first input that is unknown, repeated or unreadable
     */
    public static QueryRequest parse(Map<String, List<String>> values) throws InvalidRequestException {
        for (Map.Entry<String, List<String>> input : values.entrySet()) {
            check(input.getKey(), input.getValue());
        }
        String point = one(values, "point");
        return new QueryRequest(
                point == null ? null : PointText.parse(point),
                one(values, "crs"),
                one(values, "collection"),
                many(values, "group"),
                many(values, "service"),
                number(values, "tolerance"),
                number(values, "timeout"),
                word(values, "features", FeaturesMode.class, FeaturesMode.NEAREST),
                word(values, "geometry", GeometryMode.class, GeometryMode.SOURCE),
                bool(values, "refresh"));
    }

    /** {@code x,y} or {@code x y} as two numbers, or null if the text is not of that form. */
    static double @Nullable [] pair(String text) {
        Matcher matcher = PAIR.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new double[] {Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))};
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void check(String name, List<String> values) throws InvalidRequestException {
        Boolean repeatable = INPUTS.get(name);
        if (repeatable == null) {
            throw new InvalidRequestException(
                    name,
                    name + ": no such input (closest: "
                            + String.join(", ", KeySuggestions.closest(name, INPUTS.keySet())) + ")");
        }
        if (!repeatable && values.size() > 1) {
            throw new InvalidRequestException(
                    name, name + ": given " + values.size() + " times (expected: at most once)");
        }
    }

    private static @Nullable String one(Map<String, List<String>> values, String name) {
        List<String> given = values.getOrDefault(name, List.of());
        return given.isEmpty() || given.get(0).isBlank() ? null : given.get(0).trim();
    }

    private static List<String> many(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(String::trim)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private static @Nullable Double number(Map<String, List<String>> values, String name)
            throws InvalidRequestException {
        String text = one(values, name);
        if (text == null) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(
                    name, name + ": " + InvalidRequestException.shown(text) + " (expected: a number)");
        }
    }

    private static <E extends Enum<E>> E word(Map<String, List<String>> values, String name, Class<E> type, E otherwise)
            throws InvalidRequestException {
        String text = one(values, name);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new InvalidRequestException(
                name,
                name + ": " + InvalidRequestException.shown(text) + " (expected: one of "
                        + Arrays.toString(type.getEnumConstants()) + ")");
    }

    private static boolean bool(Map<String, List<String>> values, String name) throws InvalidRequestException {
        String text = one(values, name);
        if (text == null) {
            return false;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new InvalidRequestException(
                        name, name + ": " + InvalidRequestException.shown(text) + " (expected: true or false)");
        };
    }
}
