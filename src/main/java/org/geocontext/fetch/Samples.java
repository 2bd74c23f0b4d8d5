package org.geocontext.fetch;

import java.util.Arrays;

/** The last so many whole numbers. Not thread-safe. */
final class Samples {

    private static final int FIRST_ROOM = 8;

    private final int most;
    private int[] values = new int[FIRST_ROOM];
    private int size;
    private int next;

    Samples(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    void add(int value) {
        if (next == values.length && next < most) {
            values = Arrays.copyOf(values, Math.min(most, 2 * values.length));
        }
        next %= most;
        values[next++] = value;
        size = Math.max(size, next);
    }

    /**
     * The value that a share of them does not exceed.
     *
     * @param share from 0 to 1
     * @throws IllegalStateException if there is none
     */
    int quantile(double share) {
        if (size == 0) {
            throw new IllegalStateException("samples: 0 (expected: >= 1)");
        }
        int[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }
}
