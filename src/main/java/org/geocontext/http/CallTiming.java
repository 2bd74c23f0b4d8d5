package org.geocontext.http;

import java.time.Duration;
import java.time.Instant;

/**
 * When a call was made and how long it took.
 *
 * @param sentAt when it left its queue, or was given up in it
 * @param queued time spent waiting for a permit
 * @param total from being handed over until the outcome, queueing and retries included
 * @param trace where the time went
 */
public record CallTiming(Instant sentAt, Duration queued, Duration total, CallTrace trace) {

    /** A call for which nothing was sent, or of which no more is known. */
    public CallTiming(Instant sentAt, Duration queued, Duration total) {
        this(sentAt, queued, total, CallTrace.NONE);
    }

    /** The same call seen from further out. */
    public CallTiming within(Duration longerQueued, Duration longerTotal) {
        return new CallTiming(sentAt, longerQueued, longerTotal, trace);
    }

    /** The same with another trace. */
    public CallTiming withTrace(CallTrace other) {
        return new CallTiming(sentAt, queued, total, other);
    }
}
