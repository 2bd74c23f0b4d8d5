package org.geocontext.fetch;

import java.util.Collection;
import java.util.function.Function;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;

/** What is known of the origins and endpoints that were called of late. Thread-safe. */
final class Origins {

    static final int MOST = 2_000;

    private static final int MOST_ENDPOINTS = 5_000;

    private final RecentlyUsed<Origin, OriginRecord> records;
    private final RecentlyUsed<String, EndpointLatency> endpoints;
    private final Function<Origin, Manners> manners;

    /** @param manners what the catalogue says of an origin; asked for every call */
    Origins(FetchSettings settings, Function<Origin, Manners> manners, GeoContextMetrics metrics, Time time) {
        this.manners = manners;
        records = new RecentlyUsed<>(MOST, time, origin -> new OriginRecord(origin, settings, metrics, time));
        endpoints = new RecentlyUsed<>(MOST_ENDPOINTS, time, url -> new EndpointLatency());
    }

    OriginRecord of(Origin origin) {
        return records.of(origin);
    }

    /** As {@link #of}, having seen to what the catalogue says. */
    OriginRecord toCall(Origin origin) {
        OriginRecord record = records.of(origin);
        record.keepTo(manners.apply(origin));
        return record;
    }

    /** Every origin that was called of late. */
    Collection<OriginRecord> all() {
        return records.all().values();
    }

    EndpointLatency endpoint(HttpCall call) {
        String url = call.uri().toString();
        int query = url.indexOf('?');
        return endpoints.of(query < 0 ? url : url.substring(0, query));
    }
}
