package org.geocontext.codec;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A JSON number, digit for digit as it was written. Two are equal if their texts are: {@code 1.0} is not {@code 1}.
 * Immutable.
 */
public final class JsonNumber extends Number {

    private static final long serialVersionUID = 1L;
    private static final Pattern SYNTAX = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final double EXACT_BELOW = 1L << 53;

    private final String text;

    private JsonNumber(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not a number as JSON writes it */
    public static JsonNumber of(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException("number: " + text + " (expected: a JSON number)");
        }
        return new JsonNumber(text);
    }

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** The parser has checked the text. */
    static JsonNumber checked(String text) {
        return new JsonNumber(text);
    }

    /** As written. */
    public String text() {
        return text;
    }

    /** Whether it is a whole number that an int holds, however it is written: {@code 10}, {@code 10.0}, {@code 1e1}. */
    public boolean isInt() {
        double value = doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    /** Towards zero; the nearest long if it is out of range. */
    @Override
    public long longValue() {
        double nearest = doubleValue();
        boolean exactInDouble = Math.abs(nearest) < EXACT_BELOW || Math.abs(nearest) >= Long.MAX_VALUE;
        // Between these limits a BigDecimal stays small, whatever the exponent says.
        return exactInDouble ? (long) nearest : new BigDecimal(text).longValue();
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    /** The nearest double; infinite if it is out of range. */
    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && number.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
