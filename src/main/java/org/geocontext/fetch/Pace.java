package org.geocontext.fetch;

import java.time.Duration;

/** Spreads calls evenly in time. Thread-safe. */
final class Pace {

    /** What a call may come early for one that came late, so that the lateness of alarms does not lower the rate. */
    private static final long SLACK_NANOS = Duration.ofMillis(10).toNanos();

    private final Time time;
    private long nextNanos;

    Pace(Time time) {
        this.time = time;
        nextNanos = time.nanos();
    }

    /**
     * Takes the next turn.
     *
     * @param perSecond infinite for any time
     * @return nanoseconds until it, 0 or less for now
     */
    synchronized long take(double perSecond) {
        if (Double.isInfinite(perSecond)) {
            return 0;
        }
        long interval = (long) (1e9 / perSecond);
        long earliest = time.nanos() - Math.min(SLACK_NANOS, interval);
        long turn = nextNanos - earliest >= 0 ? nextNanos : earliest;
        nextNanos = turn + interval;
        return turn - time.nanos();
    }
}
