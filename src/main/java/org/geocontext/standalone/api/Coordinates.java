package org.geocontext.standalone.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.standalone.web.RefusedException;

/**
 * Reads a coordinate as people write it: decimal degrees, degrees and decimal minutes, or degrees, minutes and decimal
 * seconds, with a sign or a hemisphere letter, a decimal point or comma, and the marks of ASCII or Unicode. A
 * hemisphere letter overrides the sign, as in GeoContext 2.
 */
public final class Coordinates {

    /** Which of the two coordinates is meant. */
    public enum Axis {
        X("x", 'E', 'W'),
        Y("y", 'N', 'S');

        private final String parameter;
        private final char positive;
        private final char negative;

        Axis(String parameter, char positive, char negative) {
            this.parameter = parameter;
            this.positive = positive;
            this.negative = negative;
        }
    }

    private static final int LONGEST = 60;
    private static final String HEMISPHERES = "NSEW";
    private static final String DECIMAL = "(\\d+(?:\\.\\d*)?|\\.\\d+)";

    /** As a program prints a number. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?" + DECIMAL + "(E[-+]?\\d{1,3})?");

    /** Degrees, minutes and seconds, each part separated by its mark, a colon or a blank. */
    private static final List<Pattern> PARTS = List.of(
            Pattern.compile(DECIMAL + " ?°?"),
            Pattern.compile("(\\d+) ?[°: ] ?" + DECIMAL + " ?'?"),
            Pattern.compile("(\\d+) ?[°: ] ?(\\d+) ?[': ] ?" + DECIMAL + " ?\"?"));

    private Coordinates() {}

    /**
     * @param degrees whether the CRS is in degrees; only then minutes, seconds and hemispheres make sense
     * @throws RefusedException 400 naming the parameter
     */
    public static double parse(Axis axis, String text, boolean degrees) throws RefusedException {
        String rest = normalized(text);
        if (NUMBER.matcher(rest).matches()) {
            return Double.parseDouble(rest);
        }
        if (!degrees || rest.isEmpty() || rest.length() > LONGEST) {
            throw unreadable(axis, text, degrees);
        }
        int sign = 0;
        char first = rest.charAt(0);
        char last = rest.charAt(rest.length() - 1);
        if (HEMISPHERES.indexOf(first) >= 0) {
            sign = hemisphere(axis, first, text);
            rest = rest.substring(1).strip();
        } else if (HEMISPHERES.indexOf(last) >= 0) {
            sign = hemisphere(axis, last, text);
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        if (rest.startsWith("-") || rest.startsWith("+")) {
            sign = sign != 0 ? sign : rest.startsWith("-") ? -1 : 1;
            rest = rest.substring(1).strip();
        }
        double magnitude = magnitude(axis, rest, text);
        return sign < 0 ? -magnitude : magnitude;
    }

    private static int hemisphere(Axis axis, char letter, String text) throws RefusedException {
        if (letter == axis.positive) {
            return 1;
        }
        if (letter == axis.negative) {
            return -1;
        }
        throw RefusedException.badInput(
                axis.parameter,
                axis.parameter + ": " + shown(text) + " (expected: hemisphere " + axis.positive + " or " + axis.negative
                        + ")");
    }

    private static double magnitude(Axis axis, String rest, String text) throws RefusedException {
        for (Pattern parts : PARTS) {
            Matcher matcher = parts.matcher(rest);
            if (matcher.matches()) {
                double minutes = part(matcher, 2);
                double seconds = part(matcher, 3);
                if (minutes < 60 && seconds < 60) {
                    return part(matcher, 1) + minutes / 60 + seconds / 3600;
                }
            }
        }
        throw unreadable(axis, text, true);
    }

    private static double part(Matcher matcher, int group) {
        return group > matcher.groupCount() ? 0 : Double.parseDouble(matcher.group(group));
    }

    /** Upper case, ASCII marks but for the degree sign, a decimal point, single blanks. */
    private static String normalized(String text) {
        return text.toUpperCase(Locale.ROOT)
                .replace(',', '.')
                .replace('\u2212', '-')
                .replaceAll("[\u00ba\u02daD]", "\u00b0")
                .replaceAll("[\u2033\u201c\u201d\u02ba]|['\u2032\u2019]{2}", "\"")
                .replaceAll("[\u2032\u2018\u2019\u00b4`\u02b9]", "'")
                .replaceAll("[\\s\u00a0\u202f]+", " ")
                .strip();
    }

    private static RefusedException unreadable(Axis axis, String text, boolean degrees) {
        String expected = degrees
                ? "31.3963, 31°23.778'" + axis.positive + " or 31°23'46.7\"" + axis.positive
                : "a number, the CRS is not in degrees";
        return RefusedException.badInput(
                axis.parameter, axis.parameter + ": " + shown(text) + " (expected: " + expected + ")");
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
