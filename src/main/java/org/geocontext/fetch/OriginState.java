package org.geocontext.fetch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an origin at one moment. Counts begin when it was first called, and anew when it was forgotten
 * because nobody had called it for half an hour.
 *
 * @param requests sent, those of the background included
 * @param inFlight requests sent and not yet ended
 * @param queued calls that wait for one of these to end, or for their turn
 * @param limit requests at once for the time being
 * @param ceiling what the limit grows back to, from the settings and the catalogue
 * @param requestsPerSecond as the catalogue has it; null if it says nothing
 * @param breaker whether the origin is being called
 * @param openUntil when that will be tried again; null unless the breaker is open
 * @param p50Millis what half of the good replies of the last five minutes took at most, from sending the request; null
 *     if there were none
 * @param p95Millis the same of 95 of 100
 * @param p99Millis the same of 99 of 100
 * @param failures calls that came to no reply, or to one with an HTTP status from 400 on, by reason; reasons without
 *     any are left out
 * @param retries calls sent again
 * @param hedges second requests for calls that took long
 * @param coalesced calls that shared the request of an equal one
 * @param revalidated calls answered by a 304 and the reply remembered
 * @param history the minutes of the last hour in which there were calls, the oldest first
 */
public record OriginState(
        Origin origin,
        long requests,
        int inFlight,
        int queued,
        int limit,
        int ceiling,
        @Nullable Double requestsPerSecond,
        BreakerState breaker,
        @Nullable Instant openUntil,
        @Nullable Double p50Millis,
        @Nullable Double p95Millis,
        @Nullable Double p99Millis,
        Map<Reason, Long> failures,
        long retries,
        long hedges,
        long coalesced,
        long revalidated,
        List<OriginMinute> history) {

    public OriginState {
        failures = Map.copyOf(failures);
        history = List.copyOf(history);
    }
}
