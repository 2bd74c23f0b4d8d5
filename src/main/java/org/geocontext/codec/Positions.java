package org.geocontext.codec;

import java.util.Arrays;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/** Growing list of positions that is used again and again; what is built from it is copied out. */
final class Positions {

    private double[] xy = new double[128];
    private double[] z = new double[0];
    private int size;
    private boolean broken;

    int size() {
        return size;
    }

    /** Whether a number in it was not finite, or not a number, since it was last emptied. */
    boolean broken() {
        return broken;
    }

    void markBroken() {
        broken = true;
    }

    void clear() {
        truncate(0);
        broken = false;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    double x(int index) {
        return xy[2 * index];
    }

    double y(int index) {
        return xy[2 * index + 1];
    }

    void add(double x, double y) {
        add(x, y, Double.NaN);
    }

    /** @param height not finite if there is none */
    void add(double x, double y, double height) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            broken = true;
            return;
        }
        if (2 * size == xy.length) {
            xy = Arrays.copyOf(xy, 2 * xy.length);
        }
        xy[2 * size] = x;
        xy[2 * size + 1] = y;
        if (Double.isFinite(height)) {
            setHeight(height);
        } else if (size < z.length) {
            z[size] = Double.NaN;
        }
        size++;
    }

    /** Adds positions without heights, given as {@code count} alternating numbers. */
    void addAll(double[] ordinates, int count) {
        for (int i = 0; i < count; i++) {
            broken |= !Double.isFinite(ordinates[i]);
        }
        if (broken || z.length > size) {
            for (int i = 0; i < count; i += 2) {
                add(ordinates[i], ordinates[i + 1]);
            }
            return;
        }
        if (2 * size + count > xy.length) {
            xy = Arrays.copyOf(xy, Math.max(2 * xy.length, 2 * size + count));
        }
        System.arraycopy(ordinates, 0, xy, 2 * size, count);
        size += count / 2;
    }

    private void setHeight(double height) {
        if (z.length <= size) {
            int known = z.length;
            z = Arrays.copyOf(z, xy.length / 2);
            Arrays.fill(z, known, z.length, Double.NaN);
        }
        z[size] = height;
    }

    /** A copy of the positions {@code [from, to)}; with heights if each of them has one. */
    CoordinateSequence sequence(int from, int to) {
        return copy(from, to, false);
    }

    /** As {@link #sequence}, and the first position once more at the end. */
    CoordinateSequence closed(int from, int to) {
        return copy(from, to, true);
    }

    private CoordinateSequence copy(int from, int to, boolean close) {
        int dimension = heights(from, to) ? 3 : 2;
        int count = to - from + (close ? 1 : 0);
        double[] ordinates = new double[dimension * count];
        if (dimension == 2) {
            System.arraycopy(xy, 2 * from, ordinates, 0, 2 * (to - from));
        } else {
            for (int i = from, at = 0; i < to; i++) {
                ordinates[at++] = x(i);
                ordinates[at++] = y(i);
                ordinates[at++] = z[i];
            }
        }
        if (close) {
            System.arraycopy(ordinates, 0, ordinates, dimension * (count - 1), dimension);
        }
        return new PackedCoordinateSequence.Double(ordinates, dimension, 0);
    }

    private boolean heights(int from, int to) {
        boolean heights = from < to;
        for (int i = from; i < to && heights; i++) {
            heights = !Double.isNaN(heightAt(i));
        }
        return heights;
    }

    private double heightAt(int index) {
        return index < z.length ? z[index] : Double.NaN;
    }
}
