package org.geocontext.fetch;

import java.time.Duration;

/**
 * How many calls an origin gets at once: as many as are allowed to begin with, half as many when it shows that this is
 * too much, a tenth more when that has gone well, never less than one. Thread-safe.
 *
 * <p>One step at most per round trip, down as well as up: what comes back for a request that was sent before the last
 * step says nothing about what that step has done. A limit that is not half used is not proved by what goes well; it
 * grows back with time.
 */
final class AdaptiveLimit {

    /** A 503 or a timeout among at least so many good replies is the fault of one layer, not of the load. */
    private static final int LONE_AMONG = 20;

    private static final Duration STEP_UNUSED = Duration.ofSeconds(5);

    private final Time time;
    private int ceiling;
    private int limit;
    private long steppedNanos;
    private long steppedDownNanos;
    private int goodInARow;

    AdaptiveLimit(int ceiling, Time time) {
        this.ceiling = ceiling;
        this.limit = ceiling;
        this.time = time;
        steppedNanos = time.nanos();
        steppedDownNanos = steppedNanos;
    }

    /** Sets what the limit never exceeds; one that had not been lowered follows. */
    synchronized void allow(int most) {
        if (limit == ceiling || limit > most) {
            limit = most;
        }
        ceiling = most;
    }

    synchronized int ceiling() {
        return ceiling;
    }

    synchronized int limit() {
        return limit;
    }

    /**
     * A request went well.
     *
     * @param sentNanos when it was sent
     * @param inFlight how many were in flight then
     */
    synchronized void good(long sentNanos, int inFlight) {
        goodInARow++;
        if (limit >= ceiling || sentNanos - steppedNanos < 0) {
            return;
        }
        boolean used = 2 * inFlight >= limit;
        if (used || time.since(steppedNanos).compareTo(STEP_UNUSED) >= 0) {
            limit = Math.min(ceiling, limit + Math.max(1, limit / 10));
            steppedNanos = time.nanos();
        }
    }

    /** A request met a server that cannot do any more: a 503 or a timeout. */
    synchronized void overloaded(long sentNanos) {
        boolean lone = goodInARow >= LONE_AMONG;
        goodInARow = 0;
        if (!lone) {
            stepDown(sentNanos);
        }
    }

    /** A request was told so in as many words, by a 429, or replies have grown clearly slower. */
    synchronized void tooMuch(long sentNanos) {
        goodInARow = 0;
        stepDown(sentNanos);
    }

    private void stepDown(long sentNanos) {
        if (sentNanos - steppedDownNanos < 0) {
            return;
        }
        limit = Math.max(1, limit / 2);
        steppedNanos = time.nanos();
        steppedDownNanos = steppedNanos;
    }
}
