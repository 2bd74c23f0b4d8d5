package org.geocontext.query;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;

/** How services have shared requests, by origin; also told to the metrics. Thread-safe. */
public final class SharingCounts {

    /** Later ones are only in the metrics. */
    private static final int MOST_ORIGINS = 2_000;

    /**
     * What became of requests that were sent for several services.
     *
     * @param requests whose reply answered services
     * @param services answered by them
     * @param inVain requests that answered none, so that their services had to be asked again
     */
    public record Shared(long requests, long services, long inVain) {

        /** Nothing was shared. */
        public static final Shared NONE = new Shared(0, 0, 0);

        /** Requests fewer than services, before those in vain are taken off. */
        public long saved() {
            return services - requests;
        }
    }

    private static final class Tally {
        private final LongAdder requests = new LongAdder();
        private final LongAdder services = new LongAdder();
        private final LongAdder inVain = new LongAdder();

        Shared shared() {
            return new Shared(requests.sum(), services.sum(), inVain.sum());
        }
    }

    private final GeoContextMetrics metrics;
    private final Map<Origin, Tally> tallies = new ConcurrentHashMap<>();

    public SharingCounts(GeoContextMetrics metrics) {
        this.metrics = metrics;
    }

    /** What is known by now. */
    public Map<Origin, Shared> byOrigin() {
        Map<Origin, Shared> shared = new HashMap<>();
        tallies.forEach((origin, tally) -> shared.put(origin, tally.shared()));
        return shared;
    }

    /** A reply answered so many services, at least one. */
    void answered(Origin origin, int services) {
        String label = origin.toString();
        metrics.count(Meter.QUERY_SHARED_REQUESTS, label, 1);
        metrics.count(Meter.QUERY_SHARED_SERVICES, label, services);
        metrics.count(Meter.QUERY_SAVED_REQUESTS, label, services - 1L);
        Tally tally = tally(origin);
        tally.requests.increment();
        tally.services.add(services);
    }

    /** A reply for several services answered none. */
    void inVain(Origin origin) {
        metrics.count(Meter.QUERY_SHARED_IN_VAIN, origin.toString(), 1);
        tally(origin).inVain.increment();
    }

    private Tally tally(Origin origin) {
        Tally known = tallies.get(origin);
        if (known != null) {
            return known;
        }
        return tallies.size() < MOST_ORIGINS ? tallies.computeIfAbsent(origin, key -> new Tally()) : new Tally();
    }
}
