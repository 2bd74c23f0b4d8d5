package org.geocontext.codec;

import com.fasterxml.jackson.core.io.NumberInput;

/** Reads decimal numbers off a text as the nearest doubles, without garbage for those that coordinates are made of. */
final class Decimals {

    private static final long EXACT_LIMIT = 1L << 53;
    private static final int MANTISSA_DIGITS = 18;
    private static final int LONGEST = 1000;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private int end;

    /** Where the last number ended: the first character that cannot be part of a number. */
    int end() {
        return end;
    }

    /** The number that all of the text is, or NaN. */
    static double parse(String text) {
        return new Decimals().parse(text.toCharArray(), 0, text.length());
    }

    /** The number that {@code text[from, to)} is, or NaN. */
    double parse(char[] text, int from, int to) {
        double number = next(text, from, to, '.');
        return end == to ? number : Double.NaN;
    }

    /**
     * The number that starts at {@code from}, or NaN if none does. Exact as {@link Double#parseDouble}: a mantissa
     * below 2^53 and a power of ten up to 10^22 are both exact doubles, so one operation rounds once (Clinger 1990);
     * anything else goes the slow way.
     *
     * @param limit where the text ends
     * @param point the decimal separator
     */
    double next(char[] text, int from, int limit, char point) {
        int at = from;
        boolean negative = at < limit && text[at] == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long whole = digits(text, at, limit, 0);
        at = end;
        int digits = at - start;
        int decimals = 0;
        long mantissa = whole;
        if (at < limit && text[at] == point) {
            mantissa = digits(text, at + 1, limit, whole);
            decimals = end - at - 1;
            digits += decimals;
            at = end;
        }
        boolean done = at == limit || text[at] <= ' ' || !mayContinue(text[at], point);
        if (!done || digits == 0 || digits > MANTISSA_DIGITS || mantissa >= EXACT_LIMIT) {
            return slow(text, from, at, limit, point);
        }
        end = at;
        double magnitude = decimals == 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
        return negative ? -magnitude : magnitude;
    }

    /** Appends the digits from {@code from} on to a number. */
    private long digits(char[] text, int from, int limit, long before) {
        long number = before;
        int at = from;
        for (; at < limit && isDigit(text[at]); at++) {
            number = number * 10 + (text[at] - '0');
        }
        end = at;
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean mayContinue(char c, char point) {
        return isDigit(c) || c == '+' || c == '-' || c == 'e' || c == 'E' || c == point;
    }

    private double slow(char[] text, int from, int known, int limit, char point) {
        end = known;
        while (end < limit && mayContinue(text[end], point)) {
            end++;
        }
        if (end == from || end - from > LONGEST) {
            return Double.NaN;
        }
        String number = new String(text, from, end - from);
        try {
            return NumberInput.parseDouble(point == '.' ? number : number.replace(point, '.'), true);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
