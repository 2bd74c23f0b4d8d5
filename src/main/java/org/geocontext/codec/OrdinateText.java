package org.geocontext.codec;

import java.util.Arrays;

/**
 * The text of one {@code posList}, {@code pos} or {@code coordinates}, gathered from its pieces and then taken apart.
 */
final class OrdinateText {

    private final Decimals decimals = new Decimals();
    private char[] text = new char[1024];
    private int length;
    private int at;
    private double[] numbers = new double[256];
    private int count;

    void clear() {
        length = 0;
        count = 0;
        at = 0;
    }

    void append(char[] source, int from, int to) {
        int needed = length + to - from;
        if (needed > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, needed));
        }
        System.arraycopy(source, from, text, length, to - from);
        length = needed;
    }

    /**
     * Adds a list of numbers parted by blanks.
     *
     * @param dimension numbers to a position; 0 if the text does not say
     */
    void addList(Positions positions, int dimension) {
        split();
        int step = dimension > 0 ? dimension : count % 2 != 0 && count % 3 == 0 ? 3 : 2;
        if (count % step != 0) {
            positions.markBroken();
            return;
        }
        if (step == 2) {
            positions.addAll(numbers, count);
            return;
        }
        for (int i = 0; i < count; i += step) {
            positions.add(numbers[i], numbers[i + 1], numbers[i + 2]);
        }
    }

    /** Adds all numbers as one position. */
    void addPosition(Positions positions) {
        split();
        if (count < 2) {
            positions.markBroken();
        } else {
            positions.add(numbers[0], numbers[1], count > 2 ? numbers[2] : Double.NaN);
        }
    }

    /** The one number that the text is, or NaN. */
    double single() {
        split();
        return count == 1 ? numbers[0] : Double.NaN;
    }

    private void split() {
        skipBlanks();
        while (at < length) {
            double number = decimals.next(text, at, length, '.');
            at = decimals.end();
            if (at < length && text[at] > ' ') {
                number = Double.NaN;
                while (at < length && text[at] > ' ') {
                    at++;
                }
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
            skipBlanks();
        }
    }

    /**
     * Adds tuples of numbers, as {@code coordinates} has them. Blanks around the separators are taken as they come,
     * whatever the attributes promise.
     *
     * @param cs between the numbers of a tuple
     * @param ts between tuples
     * @param point the decimal separator
     */
    void addTuples(Positions positions, char cs, char ts, char point) {
        skipBlanks();
        while (at < length) {
            double x = number(cs, ts, point);
            double y = isInTuple(cs, ts) ? number(cs, ts, point) : Double.NaN;
            double z = isInTuple(cs, ts) ? number(cs, ts, point) : Double.NaN;
            while (isInTuple(cs, ts)) {
                number(cs, ts, point);
            }
            positions.add(x, y, z);
            if (at < length && text[at] == ts) {
                at++;
                skipBlanks();
            }
        }
    }

    /** Reads a number, and the separator before it if there is one; stops before what follows it. */
    private double number(char cs, char ts, char point) {
        if (at < length && text[at] == cs) {
            at++;
            skipBlanks();
        }
        double number = decimals.next(text, at, length, point);
        at = decimals.end();
        while (at < length && text[at] > ' ' && text[at] != cs && text[at] != ts) {
            number = Double.NaN;
            at++;
        }
        skipBlanks();
        return number;
    }

    private boolean isInTuple(char cs, char ts) {
        return at < length && (text[at] == cs || (cs <= ' ' && text[at] != ts));
    }

    private void skipBlanks() {
        while (at < length && text[at] <= ' ') {
            at++;
        }
    }
}
