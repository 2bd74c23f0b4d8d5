package org.geocontext.fetch;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an endpoint takes to reply: a URL without its query, because one origin may well have services of 0.1 s and
 * of 1.5 s. Thread-safe.
 *
 * <p>Replies are growing clearly slower if even the quickest of many in a row takes much longer than nearly all did
 * that had the origin to themselves. That the slow requests of an endpoint happen to come together is not enough, and
 * an endpoint that was never seen at rest is never said to have grown slow.
 */
final class EndpointLatency {

    private static final int KEPT = 128;
    private static final int KEPT_AT_REST = 64;

    /** With so many in flight at most, the origin is at rest. */
    private static final int AT_REST = 4;

    private static final int ENOUGH = 20;
    private static final int MANY_IN_A_ROW = 16;
    private static final int MUCH_LONGER = 3;
    private static final int MUCH_LONGER_MILLIS = 500;

    private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(10);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
    private static final int PATIENCE = 4;

    private final Samples all = new Samples(KEPT);
    private final Samples atRest = new Samples(KEPT_AT_REST);
    private int slowInARow;

    /**
     * Counts a reply.
     *
     * @param inFlight to the origin when its request was sent, itself included
     * @return whether replies have grown clearly slower under the calls in flight; once, then the count begins anew
     */
    synchronized boolean add(Duration latency, int inFlight) {
        int millis = millis(latency);
        all.add(millis);
        if (inFlight <= AT_REST) {
            atRest.add(millis);
            return false;
        }
        if (atRest.size() < ENOUGH) {
            return false;
        }
        long usual = atRest.quantile(0.9);
        slowInARow = millis > Math.max(MUCH_LONGER * usual, usual + MUCH_LONGER_MILLIS) ? slowInARow + 1 : 0;
        if (slowInARow < MANY_IN_A_ROW) {
            return false;
        }
        slowInARow = 0;
        return true;
    }

    /** Counts a reply that was not waited for any longer, as another request was quicker. */
    synchronized void exceeded(Duration latency) {
        all.add(millis(latency));
    }

    private static int millis(Duration latency) {
        return (int) Math.min(Integer.MAX_VALUE, latency.toMillis());
    }

    /** What 95 of 100 replies did not exceed; empty while there are too few to tell. */
    synchronized Optional<Duration> p95() {
        return all.size() < ENOUGH ? Optional.empty() : Optional.of(Duration.ofMillis(all.quantile(0.95)));
    }

    /**
     * How long a request must have been waiting before giving it up says anything about the server: four times its
     * slowest reply of late and two seconds at least, ten seconds where it never replied. A caller who waits for a
     * tenth of a second learns nothing about a server.
     */
    synchronized Duration patience() {
        if (all.size() == 0) {
            return PATIENCE_WITH_STRANGERS;
        }
        Duration patience = Duration.ofMillis((long) PATIENCE * all.quantile(1));
        return patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
    }
}
