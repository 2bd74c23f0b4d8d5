package org.geocontext.fetch;

import java.time.Duration;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** How long calls took in the last five minutes. Thread-safe. */
final class LatencyWindow {

    static final int MINUTES = 5;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Time time;
    private final @Nullable LatencyCounts[] counts = new LatencyCounts[MINUTES];
    private final long[] minutes = new long[MINUTES];

    LatencyWindow(Time time) {
        this.time = time;
    }

    synchronized void add(Duration latency) {
        long minute = minute();
        int slot = (int) Math.floorMod(minute, (long) MINUTES);
        LatencyCounts present = counts[slot];
        if (present == null || minutes[slot] != minute) {
            present = new LatencyCounts();
            counts[slot] = present;
            minutes[slot] = minute;
        }
        present.add(latency);
    }

    /**
     * The latencies that shares of the calls did not exceed, in milliseconds, 5 % more or less.
     *
     * @param shares from 0 to 1
     * @return one for each share, NaN if there were no calls
     */
    synchronized double[] millis(double... shares) {
        LatencyCounts sums = sums();
        return DoubleStream.of(shares).map(sums::millis).toArray();
    }

    private LatencyCounts sums() {
        LatencyCounts sums = new LatencyCounts();
        long oldest = minute() - MINUTES;
        for (int slot = 0; slot < MINUTES; slot++) {
            LatencyCounts present = counts[slot];
            if (present != null && minutes[slot] > oldest) {
                sums.add(present);
            }
        }
        return sums;
    }

    private long minute() {
        return Math.floorDiv(time.nanos(), MINUTE_NANOS);
    }
}
