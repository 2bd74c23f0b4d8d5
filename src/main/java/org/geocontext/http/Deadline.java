package org.geocontext.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment a query must have ended. Immutable; measured on a monotonic nanosecond clock that tests may own. */
public final class Deadline {

    private final LongSupplier nanoClock;
    private final long endsAt;

    private Deadline(LongSupplier nanoClock, long endsAt) {
        this.nanoClock = nanoClock;
        this.endsAt = endsAt;
    }

    public static Deadline after(Duration duration) {
        return after(duration, System::nanoTime);
    }

    public static Deadline after(Duration duration, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + duration.toNanos());
    }

    /** Time left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endsAt - nanoClock.getAsLong()));
    }

    /** Whether it comes after another one. */
    public boolean isAfter(Deadline other) {
        Duration othersRemaining = other.remaining();
        return remaining().compareTo(othersRemaining) > 0;
    }

    public boolean expired() {
        return endsAt - nanoClock.getAsLong() <= 0;
    }
}
