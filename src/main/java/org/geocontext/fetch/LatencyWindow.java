package org.geocontext.fetch;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How long calls took in the last five minutes, counted in classes of which each is 9 % wider than the one before.
 * Thread-safe.
 */
final class LatencyWindow {

    static final int MINUTES = 5;

    private static final int CLASSES_PER_DOUBLING = 8;

    /** From a millisecond to a quarter of an hour; what is quicker or slower counts as that. */
    private static final int CLASSES = 20 * CLASSES_PER_DOUBLING;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final double LOG_2 = Math.log(2);

    private final Time time;
    private final int[][] counts = new int[MINUTES][];
    private final long[] minutes = new long[MINUTES];

    LatencyWindow(Time time) {
        this.time = time;
    }

    synchronized void add(Duration latency) {
        long minute = minute();
        int slot = (int) Math.floorMod(minute, (long) MINUTES);
        if (counts[slot] == null || minutes[slot] != minute) {
            counts[slot] = new int[CLASSES];
            minutes[slot] = minute;
        }
        counts[slot][classOf(latency)]++;
    }

    /**
     * The latencies that shares of the calls did not exceed, in milliseconds, 5 % more or less.
     *
     * @param shares from 0 to 1
     * @return one for each share, NaN if there were no calls
     */
    synchronized double[] millis(double... shares) {
        long[] sums = sums();
        long calls = LongStream.of(sums).sum();
        return DoubleStream.of(shares)
                .map(share -> millis(sums, Math.max(1, (long) Math.ceil(share * calls))))
                .toArray();
    }

    private long[] sums() {
        long[] sums = new long[CLASSES];
        long oldest = minute() - MINUTES;
        for (int slot = 0; slot < MINUTES; slot++) {
            if (counts[slot] != null && minutes[slot] > oldest) {
                for (int i = 0; i < CLASSES; i++) {
                    sums[i] += counts[slot][i];
                }
            }
        }
        return sums;
    }

    private static double millis(long[] sums, long rank) {
        long passed = 0;
        for (int i = 0; i < CLASSES; i++) {
            passed += sums[i];
            if (passed >= rank) {
                return Math.pow(2, (i + 0.5) / CLASSES_PER_DOUBLING);
            }
        }
        return Double.NaN;
    }

    private long minute() {
        return Math.floorDiv(time.nanos(), MINUTE_NANOS);
    }

    private static int classOf(Duration latency) {
        double millis = Math.max(1, latency.toNanos() / 1e6);
        return Math.min(CLASSES - 1, (int) (CLASSES_PER_DOUBLING * Math.log(millis) / LOG_2));
    }
}
