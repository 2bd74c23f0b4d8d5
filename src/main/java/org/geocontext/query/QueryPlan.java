package org.geocontext.query;

import java.time.Duration;
import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Reason;
import org.geocontext.source.Lookup;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/**
 * What a query will do, before anything is sent: every service once, and the rows it answers.
 *
 * @param point the asked point in {@code crs}
 * @param position the asked point in lon/lat WGS 84
 * @param crs of the answer's geometries
 * @param lookups the services to be asked, each once, in the order of their first row
 * @param rows in catalogue order
 * @param timeout from the start of the query to its end
 */
public record QueryPlan(
        Point point,
        LonLat position,
        Crs crs,
        List<Lookup> lookups,
        List<Row> rows,
        FeaturesMode features,
        GeometryMode geometry,
        Duration timeout) {

    public QueryPlan {
        lookups = List.copyOf(lookups);
        rows = List.copyOf(rows);
    }

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
