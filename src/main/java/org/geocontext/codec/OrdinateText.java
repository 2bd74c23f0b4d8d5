package org.geocontext.codec;

import java.util.Arrays;

/**
 * The text of one {@code posList}, {@code pos} or {@code coordinates}, gathered from its pieces and then taken apart.
 */
final class OrdinateText {

    private char[] text = new char[1024];
    private int length;
    private double[] numbers = new double[256];
    private int count;

    void clear() {
        length = 0;
        count = 0;
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
        for (int i = 0; i < count; i += step) {
            positions.add(numbers[i], numbers[i + 1], step > 2 ? numbers[i + 2] : Double.NaN);
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
        int at = afterBlanks(0);
        while (at < length) {
            int end = at;
            while (end < length && text[end] > ' ') {
                end++;
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = Decimals.parse(text, at, end, '.');
            at = afterBlanks(end);
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
        double[] tuple = new double[3];
        int at = afterBlanks(0);
        while (at < length) {
            int ordinates = 0;
            boolean more = true;
            while (more) {
                int end = at;
                while (end < length && text[end] > ' ' && text[end] != cs && text[end] != ts) {
                    end++;
                }
                if (ordinates < 3) {
                    tuple[ordinates] = Decimals.parse(text, at, end, point);
                }
                ordinates++;
                at = afterBlanks(end);
                more = at < length && (text[at] == cs || cs <= ' ' && text[at] != ts);
                if (at < length && (text[at] == cs || text[at] == ts)) {
                    at = afterBlanks(at + 1);
                }
            }
            if (ordinates < 2) {
                positions.markBroken();
            } else {
                positions.add(tuple[0], tuple[1], ordinates > 2 ? tuple[2] : Double.NaN);
            }
        }
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < length && text[at] <= ' ') {
            at++;
        }
        return at;
    }
}
