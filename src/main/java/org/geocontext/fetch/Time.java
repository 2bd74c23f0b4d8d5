package org.geocontext.fetch;

import java.time.Duration;
import java.time.Instant;

/** Clocks and alarms, in one place so that tests own time. Thread-safe. */
interface Time {

    /** A monotonic clock, in nanoseconds from an arbitrary origin. */
    long nanos();

    /** The date. */
    Instant now();

    /**
     * Runs an action once, later, on a thread of its own choosing. The action must be quick and must not throw.
     *
     * @return calls it off; does nothing if the action has run
     */
    Runnable after(Duration delay, Runnable action);

    /** Time passed since a reading of {@link #nanos()}. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
