package org.geocontext.fetch;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;
import org.jspecify.annotations.Nullable;

/** What is known of an origin, and what follows from that. Thread-safe. */
final class OriginRecord implements Permits.Allowance {

    private final Origin origin;
    private final String label;
    private final int mostCalls;
    private final GeoContextMetrics metrics;
    private final Time time;
    private final AdaptiveLimit limit;
    private final Pace pace;
    private final Breaker breaker;
    private final LatencyWindow latencies;
    private final MinuteHistory history;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLongArray counts = new AtomicLongArray(Meter.values().length);
    private final AtomicLongArray failures = new AtomicLongArray(Reason.values().length);
    private volatile double requestsPerSecond = Double.POSITIVE_INFINITY;

    OriginRecord(Origin origin, FetchSettings settings, GeoContextMetrics metrics, Time time) {
        this.origin = origin;
        this.metrics = metrics;
        this.time = time;
        label = origin.toString();
        mostCalls = settings.callsPerOrigin();
        limit = new AdaptiveLimit(mostCalls, time);
        pace = new Pace(time);
        breaker = new Breaker(origin, settings, time);
        latencies = new LatencyWindow(time);
        history = new MinuteHistory(time);
    }

    Origin origin() {
        return origin;
    }

    Breaker breaker() {
        return breaker;
    }

    /** Keeps to what the catalogue says from now on. */
    void keepTo(Manners manners) {
        limit.allow(Math.min(mostCalls, manners.maxConcurrent()));
        requestsPerSecond = manners.requestsPerSecond();
    }

    /** Whether the catalogue has a rate for it. */
    boolean hasRate() {
        return Double.isFinite(requestsPerSecond);
    }

    /** While nothing is sent, who waits needs no permit to hear of it. */
    @Override
    public int limit() {
        return breaker.isOpen() ? Integer.MAX_VALUE : limit.limit();
    }

    @Override
    public long takeTurn() {
        return breaker.isOpen() ? 0 : pace.take(requestsPerSecond);
    }

    /** Counts here and in the metrics. */
    void count(Meter meter) {
        counts.incrementAndGet(meter.ordinal());
        metrics.count(meter, label);
    }

    /** Counts a call that came to nothing. */
    void failed(Reason reason) {
        failures.incrementAndGet(reason.ordinal());
        history.failed();
    }

    /** @param queued calls that wait for a permit */
    OriginState state(int queued) {
        double[] millis = latencies.millis(0.5, 0.95, 0.99);
        return new OriginState(
                origin,
                counted(Meter.FETCH_REQUESTS),
                inFlight.get(),
                queued,
                limit.limit(),
                limit.ceiling(),
                finite(requestsPerSecond),
                breaker.state(),
                breaker.openUntil().orElse(null),
                finite(millis[0]),
                finite(millis[1]),
                finite(millis[2]),
                failures(),
                counted(Meter.FETCH_RETRIES),
                counted(Meter.FETCH_HEDGES),
                counted(Meter.FETCH_COALESCED),
                counted(Meter.FETCH_REVALIDATED),
                history.minutes());
    }

    private long counted(Meter meter) {
        return counts.get(meter.ordinal());
    }

    private Map<Reason, Long> failures() {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            long count = failures.get(reason.ordinal());
            if (count > 0) {
                byReason.put(reason, count);
            }
        }
        return byReason;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** A request is sent. */
    Request send(EndpointLatency endpoint) {
        count(Meter.FETCH_REQUESTS);
        history.sent();
        return new Request(endpoint, inFlight.incrementAndGet());
    }

    /** A request under way. */
    final class Request {

        private final EndpointLatency endpoint;
        private final int inFlightThen;
        private final long sentNanos = time.nanos();

        private Request(EndpointLatency endpoint, int inFlightThen) {
            this.endpoint = endpoint;
            this.inFlightThen = inFlightThen;
        }

        void ended(Verdict verdict, FetchOutcome outcome) {
            inFlight.decrementAndGet();
            switch (verdict) {
                case GOOD -> good(outcome);
                case BUSY -> limit.busy(sentNanos, inFlightThen);
                case LATE -> limit.late(sentNanos);
                case TOO_MUCH -> limit.tooMuch(sentNanos);
                case FAILING, NOTHING -> {
                    return;
                }
            }
        }

        private void good(FetchOutcome outcome) {
            if (outcome instanceof HttpReply reply) {
                latencies.add(reply.timing().total());
                history.replied(reply.timing().total());
                if (endpoint.add(reply.timing().total(), inFlightThen)) {
                    limit.tooMuch(sentNanos);
                    return;
                }
            }
            limit.good(sentNanos, inFlightThen);
        }
    }
}
