package org.geocontext.query;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON writes them; everything else is text, "007" included. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Pattern ZERO = Pattern.compile("-?0(\\.0+)?([eE].*)?");

    /**
     * Longest text taken for a number; a double has no use for more digits, and BigDecimal would spend time on them.
     */
    private static final int MAX_LENGTH = 400;

    private Numbers() {}

    /** The number, or null if the text is none, or too great or too small for a double. */
    static @Nullable Double parse(String text) {
        if (text.length() > MAX_LENGTH || !NUMBER.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) || (number == 0 && !ZERO.matcher(text).matches()) ? null : number;
    }

    /** Equal ignoring case, or equal as numbers: "3" and "3.0", "0" and "-0". */
    static boolean sameText(String a, String b) {
        if (a.equalsIgnoreCase(b)) {
            return true;
        }
        Double one = parse(a);
        Double other = parse(b);
        return one != null && other != null && one.doubleValue() == other.doubleValue();
    }

    /** A number as people write it: 10 rather than 10.0. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /**
     * The text times a factor plus an offset in decimal arithmetic, nothing rounded, blanks around it dropped; the text
     * itself if it is no number.
     */
    static String scaled(String text, @Nullable Double scale, @Nullable Double offset) {
        String digits = text.trim();
        if ((scale == null && offset == null) || parse(digits) == null || exponentOf(digits) > MAX_LENGTH) {
            return text;
        }
        BigDecimal value = new BigDecimal(digits);
        if (scale != null) {
            value = value.multiply(BigDecimal.valueOf(scale));
        }
        if (offset != null) {
            value = value.add(BigDecimal.valueOf(offset));
        }
        BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return Math.abs(shortest.scale()) > 40 ? shortest.toString() : shortest.toPlainString();
    }

    /** BigDecimal would write out every digit of 1e-999999999. */
    private static int exponentOf(String text) {
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (mark < 0) {
            return 0;
        }
        String digits = text.substring(mark + 1).replaceFirst("^[+-]?0*", "");
        return digits.length() > 4 ? Integer.MAX_VALUE : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
