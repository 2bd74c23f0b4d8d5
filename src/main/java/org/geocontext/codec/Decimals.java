package org.geocontext.codec;

import com.fasterxml.jackson.core.io.NumberInput;

/** Decimal text to the nearest double, without garbage for the numbers that coordinates are made of. */
final class Decimals {

    private static final long EXACT_LIMIT = 1L << 53;
    private static final int MANTISSA_DIGITS = 18;
    private static final int LONGEST = 1000;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimals() {}

    /**
     * The number in {@code text[from, to)}, or NaN if it is none. Exact as {@link Double#parseDouble}: a mantissa below
     * 2^53 and a power of ten up to 10^22 are both exact doubles, so one operation rounds once (Clinger 1990); anything
     * else goes the slow way.
     *
     * @param point the decimal separator
     */
    static double parse(char[] text, int from, int to, char point) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (negative || text[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int decimals = 0;
        boolean fraction = false;
        for (; at < to; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                mantissa = mantissa * 10 + (c - '0');
                digits++;
                decimals += fraction ? 1 : 0;
            } else if (c == point && !fraction) {
                fraction = true;
            } else {
                return slow(text, from, to, point);
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (digits > MANTISSA_DIGITS || mantissa >= EXACT_LIMIT) {
            return slow(text, from, to, point);
        }
        double magnitude = mantissa / POWERS_OF_TEN[decimals];
        return negative ? -magnitude : magnitude;
    }

    private static double slow(char[] text, int from, int to, char point) {
        if (to - from > LONGEST) {
            return Double.NaN;
        }
        for (int i = from; i < to; i++) {
            if (text[i] != point && "0123456789+-eE".indexOf(text[i]) < 0) {
                return Double.NaN;
            }
        }
        String number = new String(text, from, to - from);
        try {
            return NumberInput.parseDouble(point == '.' ? number : number.replace(point, '.'), true);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
