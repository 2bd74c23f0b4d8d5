package org.geocontext.fetch;

import java.time.Duration;
import org.geocontext.http.Origin;

/**
 * How many requests may be repeated for an origin: a share of those in the last minute, and a few in any case.
 * Repeating then never multiplies the load on a server that is failing under it. Thread-safe.
 */
final class RepeatBudget {

    private static final int SLOTS = 60;
    private static final long SLOT_NANOS = Duration.ofSeconds(1).toNanos();

    private final int percent;
    private final int alwaysFree;
    private final Time time;
    private final RecentlyUsed<Origin, Window> windows;

    /** @param alwaysFree repeats in a minute whatever their share is */
    RepeatBudget(int percent, int alwaysFree, Time time) {
        this.percent = percent;
        this.alwaysFree = alwaysFree;
        this.time = time;
        windows = new RecentlyUsed<>(Origins.MOST, time, origin -> new Window());
    }

    /** Counts a request that repeats nothing. */
    void requested(Origin origin) {
        window(origin).request(slot());
    }

    /** Takes a repeat from the budget, if one is left. */
    boolean tryRepeat(Origin origin) {
        return window(origin).tryRepeat(slot(), percent, alwaysFree);
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
        private final int[] repeats = new int[SLOTS];
        private long newest = Long.MIN_VALUE;
        private int requestsInAll;
        private int repeatsInAll;

        synchronized void request(long slot) {
            advance(slot);
            requests[(int) Math.floorMod(slot, (long) SLOTS)]++;
            requestsInAll++;
        }

        synchronized boolean tryRepeat(long slot, int percent, int alwaysFree) {
            advance(slot);
            if (repeatsInAll >= Math.max(alwaysFree, requestsInAll * percent / 100)) {
                return false;
            }
            repeats[(int) Math.floorMod(slot, (long) SLOTS)]++;
            repeatsInAll++;
            return true;
        }

        private void advance(long slot) {
            long steps = newest == Long.MIN_VALUE ? 0 : Math.min(slot - newest, SLOTS);
            for (long step = 0; step < steps; step++) {
                int index = (int) Math.floorMod(slot - step, (long) SLOTS);
                requestsInAll -= requests[index];
                repeatsInAll -= repeats[index];
                requests[index] = 0;
                repeats[index] = 0;
            }
            newest = Math.max(newest, slot);
        }
    }
}
