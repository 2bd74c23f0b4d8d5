package org.geocontext.fetch;

import java.time.Duration;

/**
 * How many calls an origin gets at once: as many as are allowed to begin with, half as many when it shows that this is
 * too much, a tenth more when that has gone well, never less than one. Thread-safe.
 *
 * <p>One step at most per round trip, down as well as up: what comes back for a request that was sent before the last
 * step says nothing about what that step has done. A limit that is not half used is not proved by what goes well; it
 * grows back with time.
 *
 * <p>A 429 says in as many words that there are too many requests. A 503 or a reply that does not come may as well be
 * one layer that is broken: these are too much only where there are many of them, as one that hangs in every query must
 * not take the others' places away.
 */
final class AdaptiveLimit {

    /** With so many in flight at most, the number is not to blame for every fourth 503. */
    private static final int FEW = 4;

    /** How many outcomes say whether there are many of a kind. */
    private static final int HISTORY = 20;

    private static final int ENOUGH = 8;

    private static final Duration STEP_UNUSED = Duration.ofSeconds(5);

    private final Time time;
    private int ceiling;
    private int limit;
    private long steppedNanos;
    private long steppedDownNanos;

    /** The last outcomes, the latest in the lowest bit: 1 for a 503 or a reply that did not come, 0 for a good one. */
    private int history;

    private int historyLength;

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
        remember(0);
        if (limit >= ceiling || sentNanos - steppedNanos < 0) {
            return;
        }
        boolean used = 2 * inFlight >= limit;
        if (used || time.since(steppedNanos).compareTo(STEP_UNUSED) >= 0) {
            limit = Math.min(ceiling, limit + Math.max(1, limit / 10));
            steppedNanos = time.nanos();
        }
    }

    /** A request came back with a 503: too much if every fourth does and many are in flight, or if most do. */
    synchronized void busy(long sentNanos, int inFlight) {
        remember(1);
        boolean many = isShareOver(4) && historyLength >= ENOUGH && inFlight > FEW;
        if (many || isShareOver(2)) {
            stepDown(sentNanos);
        }
    }

    /** A request was not answered in time: too much if most are not. */
    synchronized void late(long sentNanos) {
        remember(1);
        if (isShareOver(2)) {
            stepDown(sentNanos);
        }
    }

    /** A request came back with a 429, or replies have grown clearly slower. */
    synchronized void tooMuch(long sentNanos) {
        stepDown(sentNanos);
    }

    private void remember(int bad) {
        history = (history << 1 | bad) & (1 << HISTORY) - 1;
        historyLength = Math.min(historyLength + 1, HISTORY);
    }

    /** Whether more than one of so many outcomes was bad. */
    private boolean isShareOver(int oneOf) {
        return oneOf * Integer.bitCount(history) > historyLength;
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
