package org.geocontext.fetch;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;

/** The layers around a fetcher that sends every call at once, and what they share. {@link Fetching} says why so. */
final class Layers {

    private final FetchSettings settings;
    private final Fetcher sending;
    private final GeoContextMetrics metrics;
    private final Time time;
    private final Origins origins;
    private final Permits permits;
    private final Fetcher fetcher;

    Layers(
            FetchSettings settings,
            Function<Origin, Manners> manners,
            Fetcher sending,
            GeoContextMetrics metrics,
            Time time) {
        this.settings = settings;
        this.sending = sending;
        this.metrics = metrics;
        this.time = time;
        origins = new Origins(settings, manners, metrics, time);
        permits = new Permits(origins::toCall, settings.callsInTotal(), time);
        metrics.watch(Meter.FETCH_IN_FLIGHT, permits::inUse);
        metrics.watch(Meter.FETCH_QUEUED, permits::waiting);
        fetcher = measured(shared(retried(limited(permits))));
    }

    Fetcher fetcher() {
        return fetcher;
    }

    private Fetcher limited(Permits permits) {
        Fetcher observing = new ObservingFetcher(sending, origins, time);
        return new BreakingFetcher(new LimitingFetcher(observing, permits, time), origins, time);
    }

    private Fetcher retried(Fetcher next) {
        return new RetryingFetcher(
                new RedirectingFetcher(next, settings),
                settings.retriesPerCall(),
                new RetryBudget(settings.retryPercent(), time),
                time,
                () -> ThreadLocalRandom.current().nextDouble(),
                origin -> origins.of(origin).count(Meter.FETCH_RETRIES));
    }

    private Fetcher shared(Fetcher next) {
        return new CoalescingFetcher(next, time, origin -> origins.of(origin).count(Meter.FETCH_COALESCED));
    }

    private Fetcher measured(Fetcher next) {
        return new MeasuringFetcher(next, origins, metrics, time);
    }
}
