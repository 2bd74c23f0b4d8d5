package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.geocontext.http.Origin;

/**
 * The pauses that origins asked for by a Retry-After: a minute at most, so that one confused server does not take
 * itself out for a day. Thread-safe.
 */
final class Pauses {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Time time;
    private final RecentlyUsed<Origin, AtomicLong> endNanos;

    Pauses(Time time) {
        this.time = time;
        endNanos = new RecentlyUsed<>(Origins.MOST, time, origin -> new AtomicLong(time.nanos()));
    }

    /** What is left of an origin's pause, never negative. */
    Duration left(Origin origin) {
        long left = endNanos.of(origin).get() - time.nanos();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    /** A pause that ends before the one there is changes nothing. */
    void pause(Origin origin, Duration asked) {
        Duration pause = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        endNanos.of(origin).accumulateAndGet(time.nanos() + pause.toNanos(), (a, b) -> a - b >= 0 ? a : b);
    }
}
