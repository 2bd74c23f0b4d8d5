package org.geocontext.fetch;

import java.time.Duration;

/** Calls counted by how long they took, in classes of which each is 9 % wider than the one before. Not thread-safe. */
final class LatencyCounts {

    private static final int CLASSES_PER_DOUBLING = 8;

    /** From a millisecond to a quarter of an hour; what is quicker or slower counts as that. */
    private static final int CLASSES = 20 * CLASSES_PER_DOUBLING;

    private static final double LOG_2 = Math.log(2);

    private final long[] counts = new long[CLASSES];

    void add(Duration latency) {
        double millis = Math.max(1, latency.toNanos() / 1e6);
        counts[Math.min(CLASSES - 1, (int) (CLASSES_PER_DOUBLING * Math.log(millis) / LOG_2))]++;
    }

    void add(LatencyCounts others) {
        for (int i = 0; i < CLASSES; i++) {
            counts[i] += others.counts[i];
        }
    }

    /**
     * The latency that a share of the calls, 0 to 1, did not exceed, in milliseconds, 5 % more or less; NaN if none.
     */
    double millis(double share) {
        long calls = 0;
        for (long count : counts) {
            calls += count;
        }
        long rank = Math.max(1, (long) Math.ceil(share * calls));
        long passed = 0;
        for (int i = 0; i < CLASSES; i++) {
            passed += counts[i];
            if (passed >= rank) {
                return Math.pow(2, (i + 0.5) / CLASSES_PER_DOUBLING);
            }
        }
        return Double.NaN;
    }
}
