package org.geocontext.fetch;

import java.time.Duration;
import org.geocontext.http.Origin;

/**
 * How many retries an origin may cost: a share of its requests in the last minute, and three in any case. Retries then
 * never multiply the load on a server that is failing under it. Thread-safe.
 */
final class RetryBudget {

    static final int ALWAYS_FREE = 3;
    private static final int SLOTS = 60;
    private static final long SLOT_NANOS = Duration.ofSeconds(1).toNanos();

    private final int percent;
    private final Time time;
    private final RecentlyUsed<Origin, Window> windows;

    RetryBudget(int percent, Time time) {
        this.percent = percent;
        this.time = time;
        windows = new RecentlyUsed<>(Origins.MOST, time, origin -> new Window());
    }

    /** Counts a request that is not a retry. */
    void requested(Origin origin) {
        window(origin).request(slot());
    }

    /** Takes a retry from the budget, if one is left. */
    boolean tryRetry(Origin origin) {
        return window(origin).tryRetry(slot(), percent);
    }

    private Window window(Origin origin) {
        return windows.of(origin);
    }

    private long slot() {
        return Math.floorDiv(time.nanos(), SLOT_NANOS);
    }

    /** Sixty seconds of counts in a ring. */
    private static final class Window {

        private final int[] requests = new int[SLOTS];
        private final int[] retries = new int[SLOTS];
        private long newest = Long.MIN_VALUE;
        private int requestsInAll;
        private int retriesInAll;

        synchronized void request(long slot) {
            advance(slot);
            requests[(int) Math.floorMod(slot, (long) SLOTS)]++;
            requestsInAll++;
        }

        synchronized boolean tryRetry(long slot, int percent) {
            advance(slot);
            if (retriesInAll >= Math.max(ALWAYS_FREE, requestsInAll * percent / 100)) {
                return false;
            }
            retries[(int) Math.floorMod(slot, (long) SLOTS)]++;
            retriesInAll++;
            return true;
        }

        private void advance(long slot) {
            long steps = newest == Long.MIN_VALUE ? 0 : Math.min(slot - newest, SLOTS);
            for (long step = 0; step < steps; step++) {
                int index = (int) Math.floorMod(slot - step, (long) SLOTS);
                requestsInAll -= requests[index];
                retriesInAll -= retries[index];
                requests[index] = 0;
                retries[index] = 0;
            }
            newest = Math.max(newest, slot);
        }
    }
}
