package org.geocontext.app;

import java.util.LinkedHashMap;
import java.util.List;
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
        for (String name : values.keySet()) {
            check(name, values);
        }
        InputTexts texts = new InputTexts(values);
        String point = texts.one("point");
        return new QueryRequest(
                point == null ? null : PointText.parse(point),
                texts.one("crs"),
                texts.one("collection"),
                texts.many("group"),
                texts.many("service"),
                texts.number("tolerance"),
                texts.number("timeout"),
                texts.word("features", FeaturesMode.class, FeaturesMode.NEAREST),
                texts.word("geometry", GeometryMode.class, GeometryMode.SOURCE),
                texts.bool("refresh"));
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

    private static void check(String name, Map<String, List<String>> values) throws InvalidRequestException {
        Boolean repeatable = INPUTS.get(name);
        if (repeatable == null) {
            throw new InvalidRequestException(
                    name,
                    name + ": no such input (closest: "
                            + String.join(", ", KeySuggestions.closest(name, INPUTS.keySet())) + ")");
        }
        if (!repeatable) {
            new InputTexts(values).requireOnce(name);
        }
    }
}
