package org.geocontext.query;

import java.time.Duration;
import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Reason;
import org.geocontext.source.Facts;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/**
 * What a query will do, before anything is sent: the requests it begins with, the services each of them answers, what
 * comes from the cache, what is not asked at all, and the rows of the answer. More requests follow only where an
 * endpoint is not yet known well enough.
 *
 * @param point the asked point in {@code crs}
 * @param position the asked point in lon/lat WGS 84
 * @param crs of the answer's geometries
 * @param recalled the services that are answered from the cache, in the order of their first row
 * @param openings the services to be asked, each once, in the order of their first row
 * @param requests what is sent at once, each service in one of them, unless it cannot be asked at all
 * @param rows in catalogue order
 * @param refresh whether nothing may come from the cache, not even while an origin fails
 * @param timeout from the start of the query to its end
 */
public record QueryPlan(
        Point point,
        LonLat position,
        Crs crs,
        List<Recalled> recalled,
        List<Opening> openings,
        List<PlannedRequest> requests,
        List<Row> rows,
        FeaturesMode features,
        GeometryMode geometry,
        boolean refresh,
        Duration timeout) {

    public QueryPlan {
        recalled = List.copyOf(recalled);
        openings = List.copyOf(openings);
        requests = List.copyOf(requests);
        rows = List.copyOf(rows);
    }

    /** What is to be asked, each service once, in the order of their first row. */
    public List<Lookup> lookups() {
        return openings.stream().map(Opening::lookup).toList();
    }

    /**
     * How a service is begun to be asked.
     *
     * @param known about its endpoint at the time
     * @param first what its source wants to be sent, or why it cannot be asked
     */
    public record Opening(Lookup lookup, Facts known, Step first) {}

    /**
     * A place in the answer.
     *
     * @param collection key; null if none was named
     * @param group key; null if the service was asked for by itself
     * @param skipped why the service is not asked; null if it is
     */
    public record Row(
            @Nullable String collection,
            @Nullable String group,
            ServiceDefinition service,
            @Nullable Skip skipped) {}

    /**
     * Why a service is not asked.
     *
     * @param message one sentence for a person
     */
    public record Skip(Reason reason, String message) {}
}
