package org.geocontext.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call to its outcome, for people who want to see where the time went. Both durations count from
 * {@link CallTiming#sentAt} and are those of the last request that was sent for the call.
 *
 * @param connected until the request was written to a connection; null if that never happened
 * @param firstByte until the reply began; null if none did
 * @param requests how many were sent, retries included; 0 if the call was given up before
 * @param coalesced whether the request was under way already, for an equal call
 */
public record CallTrace(
        @Nullable Duration connected, @Nullable Duration firstByte, int requests, boolean coalesced) {

    /** Nothing was sent. */
    public static final CallTrace NONE = new CallTrace(null, null, 0, false);

    public CallTrace {
        if (requests < 0) {
            throw new IllegalArgumentException("requests: " + requests + " (expected: >= 0)");
        }
    }

    /** The same with so many requests. */
    public CallTrace withRequests(int count) {
        return new CallTrace(connected, firstByte, count, coalesced);
    }

    /** The same for a call that shared the request of another one. */
    public CallTrace shared() {
        return new CallTrace(connected, firstByte, requests, true);
    }

    /** The same, counted from a moment that lies so much earlier. */
    public CallTrace since(Duration earlier) {
        return new CallTrace(
                connected == null ? null : connected.plus(earlier),
                firstByte == null ? null : firstByte.plus(earlier),
                requests,
                coalesced);
    }
}
