package org.geocontext.query;

import java.time.Duration;

/**
 * How long one request is expected to take.
 *
 * @param measured whether it was measured, or else assumed
 */
public record Latency(Duration duration, boolean measured) {

    /** Where nothing has been measured: half a second. */
    public static final Latency ASSUMED = new Latency(Duration.ofMillis(500), false);

    public Latency {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        }
    }
}
