package org.geocontext.fetch;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;
import org.jspecify.annotations.Nullable;

/** The layers around a fetcher that sends every call at once, and what they share. {@link Fetching} says why so. */
final class Layers {

    private static final int FREE_RETRIES = 3;
    private static final int HEDGE_PERCENT = 5;

    private final FetchSettings settings;
    private final GeoContextMetrics metrics;
    private final Time time;
    private final Origins origins;
    private final RepeatBudget retryBudget;
    private final RepeatBudget hedgeBudget;
    private final Pauses pauses;
    private final RememberedReplies replies;
    private final Permits queryPermits;
    private final Permits backgroundPermits;
    private final Fetcher queries;
    private final Fetcher background;

    Layers(
            FetchSettings settings,
            Function<Origin, Manners> manners,
            Fetcher sending,
            GeoContextMetrics metrics,
            Time time) {
        this.settings = settings;
        this.metrics = metrics;
        this.time = time;
        origins = new Origins(settings, manners, metrics, time);
        retryBudget = new RepeatBudget(settings.retryPercent(), FREE_RETRIES, time);
        hedgeBudget = new RepeatBudget(HEDGE_PERCENT, 0, time);
        pauses = new Pauses(time);
        replies = new RememberedReplies(settings.revalidationBytes(), time);
        queryPermits = new Permits(origins::toCall, settings.callsInTotal(), time);
        backgroundPermits = new Permits(this::backgroundAllowance, BackgroundAllowance.CALLS_IN_TOTAL, time);
        queryPermits.whenEased(backgroundPermits::reconsider);
        Fetcher observed = new ObservingFetcher(sending, origins, origins::endpoint, time);
        Fetcher hedged =
                settings.hedge() ? new HedgingFetcher(observed, queryPermits, origins, hedgeBudget, time) : observed;
        queries = around(queryPermits, hedged);
        background =
                around(backgroundPermits, new ObservingFetcher(sending, origins, call -> new EndpointLatency(), time));
        metrics.watch(Meter.FETCH_IN_FLIGHT, queryPermits::inUse);
        metrics.watch(Meter.FETCH_QUEUED, queryPermits::waiting);
        metrics.watchOrigins(this::meters);
    }

    private Permits.Allowance backgroundAllowance(Origin origin) {
        return new BackgroundAllowance(origin, origins.toCall(origin), queryPermits);
    }

    Fetcher queries() {
        return queries;
    }

    Fetcher background() {
        return background;
    }

    List<OriginState> states() {
        return origins.all().stream()
                .map(this::state)
                .sorted(Comparator.comparing(state -> state.origin().toString()))
                .toList();
    }

    private OriginState state(OriginRecord record) {
        Origin origin = record.origin();
        return record.state(queryPermits.waiting(origin) + backgroundPermits.waiting(origin));
    }

    private Fetcher around(Permits permits, Fetcher observed) {
        Fetcher limited = new LimitingFetcher(observed, permits, time);
        Fetcher breaking = new BreakingFetcher(limited, origins, time);
        Fetcher retried = new RetryingFetcher(
                new RedirectingFetcher(breaking, settings),
                settings.retriesPerCall(),
                retryBudget,
                pauses,
                time,
                () -> ThreadLocalRandom.current().nextDouble(),
                origin -> origins.of(origin).count(Meter.FETCH_RETRIES));
        Fetcher revalidated = new RevalidatingFetcher(
                retried, replies, origin -> origins.of(origin).count(Meter.FETCH_REVALIDATED));
        Fetcher shared = new CoalescingFetcher(
                revalidated, time, origin -> origins.of(origin).count(Meter.FETCH_COALESCED));
        return new MeasuringFetcher(shared, origins, metrics, time);
    }

    private Map<String, Map<Meter, Double>> meters() {
        Map<String, Map<Meter, Double>> byOrigin = new HashMap<>();
        states().forEach(state -> byOrigin.put(state.origin().toString(), meters(state)));
        return byOrigin;
    }

    private static Map<Meter, Double> meters(OriginState state) {
        Map<Meter, Double> meters = new EnumMap<>(Meter.class);
        meters.put(Meter.FETCH_ORIGIN_IN_FLIGHT, (double) state.inFlight());
        meters.put(Meter.FETCH_ORIGIN_QUEUED, (double) state.queued());
        meters.put(Meter.FETCH_ORIGIN_LIMIT, (double) state.limit());
        meters.put(Meter.FETCH_ORIGIN_BREAKER, (double) state.breaker().ordinal());
        putSeconds(meters, Meter.FETCH_ORIGIN_P50, state.p50Millis());
        putSeconds(meters, Meter.FETCH_ORIGIN_P95, state.p95Millis());
        putSeconds(meters, Meter.FETCH_ORIGIN_P99, state.p99Millis());
        return meters;
    }

    private static void putSeconds(Map<Meter, Double> meters, Meter meter, @Nullable Double millis) {
        if (millis != null) {
            meters.put(meter, millis / 1000);
        }
    }
}
