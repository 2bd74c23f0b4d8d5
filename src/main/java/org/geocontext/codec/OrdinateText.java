package org.geocontext.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one {@code posList}, {@code pos} or {@code coordinates}, gathered from its pieces and then taken apart.
 */
final class OrdinateText {

    private final Decimals decimals = new Decimals();
    private final CharsetEncoder latin1 =
            StandardCharsets.ISO_8859_1.newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] text = new byte[1024];
    private int length;
    private int at;
    private double[] numbers = new double[256];
    private int count;

    void clear() {
        length = 0;
        text[0] = ' ';
        count = 0;
        at = 0;
    }

    void append(char[] source, int from, int to) {
        int needed = length + to - from + Decimals.SLACK;
        if (needed > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, needed));
        }
        ByteBuffer target = ByteBuffer.wrap(text, length, to - from);
        latin1.reset().encode(CharBuffer.wrap(source, from, to - from), target, true);
        length = target.position();
        text[length] = ' ';
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
        int found = 0;
        for (int from = afterBlanks(0); from < length; from = afterBlanks(from)) {
            double number = decimals.next(text, from, '.');
            from = decimals.end();
            if (!isBlank(text[from])) {
                number = Double.NaN;
                from = afterWord(from);
            }
            if (found == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * found);
            }
            numbers[found++] = number;
        }
        count = found;
    }

    private int afterWord(int from) {
        int to = from;
        while (to < length && !isBlank(text[to])) {
            to++;
        }
        return to;
    }

    private int afterBlanks(int from) {
        int to = from;
        while (to < length && isBlank(text[to])) {
            to++;
        }
        return to;
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
        double number = decimals.next(text, at, point);
        at = decimals.end();
        while (at < length && !isBlank(text[at]) && text[at] != cs && text[at] != ts) {
            number = Double.NaN;
            at++;
        }
        skipBlanks();
        return number;
    }

    private boolean isInTuple(char cs, char ts) {
        return at < length && (text[at] == cs || (cs <= ' ' && text[at] != ts));
    }

    private static boolean isBlank(byte c) {
        return (c & 0xFF) <= ' ';
    }

    private void skipBlanks() {
        at = afterBlanks(at);
    }
}
