package org.geocontext.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last hour of an origin, minute by minute; minutes without calls take no room. Thread-safe. */
final class MinuteHistory {

    /** Minutes kept, the present one included. */
    static final int MINUTES = 60;

    private final Time time;
    private final Deque<OriginMinute> past = new ArrayDeque<>();
    private Instant minute = Instant.MIN;
    private LatencyCounts latencies = new LatencyCounts();
    private long requests;
    private long failures;

    MinuteHistory(Time time) {
        this.time = time;
    }

    synchronized void sent() {
        turn();
        requests++;
    }

    synchronized void failed() {
        turn();
        failures++;
    }

    synchronized void replied(Duration latency) {
        turn();
        latencies.add(latency);
    }

    /** The oldest first; the last one may not be over yet. */
    synchronized List<OriginMinute> minutes() {
        turn();
        List<OriginMinute> minutes = new ArrayList<>(past);
        if (isBusy()) {
            minutes.add(present());
        }
        return minutes;
    }

    private void turn() {
        Instant now = time.now().truncatedTo(ChronoUnit.MINUTES);
        if (now.equals(minute)) {
            return;
        }
        if (isBusy()) {
            past.addLast(present());
            latencies = new LatencyCounts();
            requests = 0;
            failures = 0;
        }
        minute = now;
        Instant oldest = now.minus(MINUTES - 1L, ChronoUnit.MINUTES);
        while (!past.isEmpty() && past.getFirst().minute().isBefore(oldest)) {
            past.removeFirst();
        }
    }

    private boolean isBusy() {
        return requests > 0 || failures > 0 || !Double.isNaN(latencies.millis(1));
    }

    private OriginMinute present() {
        return new OriginMinute(
                minute, requests, failures, finite(latencies.millis(0.5)), finite(latencies.millis(0.95)));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
