package org.geocontext.codec;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads decimal numbers off text as the nearest doubles, as {@link Double#parseDouble} does, without garbage for those
 * that coordinates are made of. Text is Latin-1; {@link #SLACK} more bytes must be readable after it, the first of them
 * no part of a number. Not thread-safe.
 */
final class Decimals {

    /** Digits are looked at eight at a time. */
    static final int SLACK = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long EVERY_FOURTH = 0x000000FF000000FFL;

    private static final long EXACT_LIMIT = 1L << 53;
    private static final int MANTISSA_DIGITS = 18;
    private static final int LONGEST = 1000;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private int end;
    private long mantissa;
    private byte[] copy = new byte[64];

    /** Where the last number ended: the first byte that cannot be part of a number. */
    int end() {
        return end;
    }

    /** The bytes of a text with slack behind them. */
    static byte[] bytes(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), text.length() + SLACK);
    }

    /** The number that all of the text is, or NaN. */
    static double parse(String text) {
        return new Decimals().parse(bytes(text), 0, text.length());
    }

    /** The number that {@code text[from, to)} is, or NaN. */
    double parse(byte[] text, int from, int to) {
        double number = next(text, from, '.');
        return end == to ? number : Double.NaN;
    }

    /** The number that {@code text[from, to)} is, or NaN; needs no slack. */
    double parse(char[] text, int from, int to) {
        int length = to - from;
        if (length + SLACK > copy.length) {
            copy = new byte[2 * length + SLACK];
        }
        for (int i = 0; i < length; i++) {
            char c = text[from + i];
            copy[i] = c < 0x80 ? (byte) c : (byte) '?';
        }
        copy[length] = 0;
        return parse(copy, 0, length);
    }

    /**
     * The number that starts at {@code from}, or NaN if none does.
     *
     * @param point the decimal separator
     */
    double next(byte[] text, int from, char point) {
        boolean negative = text[from] == '-';
        int start = negative ? from + 1 : from;
        mantissa = 0;
        int at = digits(text, start);
        int digits = at - start;
        int decimals = 0;
        if (text[at] == point) {
            int first = at + 1;
            at = manyDigits(text, first);
            decimals = at - first;
            digits += decimals;
        }
        end = at;
        if (mayContinue(text[at], point) || digits == 0 || digits > MANTISSA_DIGITS) {
            return slow(text, from, point);
        }
        double magnitude = mantissa < EXACT_LIMIT
                ? mantissa / POWERS_OF_TEN[decimals]
                : nearest(mantissa, POWERS_OF_TEN[decimals]);
        if (Double.isNaN(magnitude)) {
            return slow(text, from, point);
        }
        return negative ? -magnitude : magnitude;
    }

    /** Appends the digits from {@code from} on to the mantissa. */
    private int digits(byte[] text, int from) {
        long number = mantissa;
        int at = from;
        for (; isDigit(text[at]); at++) {
            number = number * 10 + (text[at] - '0');
        }
        mantissa = number;
        return at;
    }

    /** As {@link #digits}, but eight and four at a time. */
    private int manyDigits(byte[] text, int from) {
        long number = mantissa;
        int at = from;
        long eight = (long) LONGS.get(text, at) ^ ZEROS;
        while (areDigits(eight)) {
            number = number * 100_000_000 + valueOf(eight);
            at += 8;
            eight = (long) LONGS.get(text, at) ^ ZEROS;
        }
        long four = eight << 32;
        if (areDigits(four)) {
            number = number * 10_000 + valueOf(four);
            at += 4;
        }
        mantissa = number;
        return digits(text, at);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean mayContinue(byte c, char point) {
        return c > ' ' && (isDigit(c) || c == '+' || c == '-' || c == 'e' || c == 'E' || c == point);
    }

    /** Whether each byte is the value of a digit. */
    private static boolean areDigits(long bytes) {
        return ((bytes | (bytes + SIXES)) & HIGH_NIBBLES) == 0;
    }

    /** The number that eight digits make, one to a byte, the first in the lowest: neighbours are joined three times. */
    private static long valueOf(long eight) {
        long pairs = eight * 10 + (eight >>> 8);
        long first = (pairs & EVERY_FOURTH) * ((1_000_000L << 32) + 100);
        long second = ((pairs >>> 16) & EVERY_FOURTH) * ((10_000L << 32) + 1);
        return (first + second) >>> 32;
    }

    /**
     * The double nearest to {@code mantissa / power}, or NaN where that is too close to call: a first quotient, and a
     * correction from the remainder that it leaves, which the fused operation knows exactly. The correction is wrong by
     * less than 2^-90 of the quotient; if the sum is rounded to the same double at either end of that, it is the one.
     *
     * @param mantissa below 2^60
     * @param power of ten, exact
     */
    private static double nearest(long mantissa, double power) {
        double rounded = mantissa;
        double quotient = rounded / power;
        double product = quotient * power;
        double remainder = (rounded - product) - Math.fma(quotient, power, -product) + (mantissa - (long) rounded);
        double correction = remainder / power;
        double error = quotient * 0x1p-90;
        double sum = quotient + (correction - error);
        return sum == quotient + (correction + error) ? sum : Double.NaN;
    }

    private double slow(byte[] text, int from, char point) {
        while (mayContinue(text[end], point)) {
            end++;
        }
        if (end == from || end - from > LONGEST) {
            return Double.NaN;
        }
        String number = new String(text, from, end - from, StandardCharsets.ISO_8859_1);
        try {
            return NumberInput.parseDouble(point == '.' ? number : number.replace(point, '.'), true);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
