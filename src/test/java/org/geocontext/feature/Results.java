package org.geocontext.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Results made up for the encoders' tests. */
public final class Results {

    private static final ServiceDefinition SERVICE = ServiceDefinition.builder(
                    "height", QueryType.WMS, "http://example.org/wms")
            .name("Height, \"above\" sea")
            .property("VALUE")
            .unit("m")
            .build();

    private Results() {}

    /** One row for each geometry in WKT, x east, y north. */
    public static QueryResult withGeometries(Crs crs, String... geometries) {
        return of(crs, Arrays.stream(geometries).map(wkt -> row(wkt, "441.50")).toList());
    }

    /** One row with this value and no geometry. */
    public static QueryResult withValue(String value) {
        return of(Crs.WGS84, List.of(row(null, value)));
    }

    private static QueryResult of(Crs crs, List<ContextValue> rows) {
        return new QueryResult(
                new GeometryFactory().createPoint(new Coordinate(31.3963, -24.4561)),
                new LonLat(31.3963, -24.4561),
                crs,
                rows,
                Duration.ofMillis(20));
    }

    private static ContextValue row(String wkt, String value) {
        try {
            return new ContextValue(
                    wkt == null ? null : new WKTReader().read(wkt),
                    "demo",
                    null,
                    SERVICE,
                    value,
                    441.5,
                    Status.VALUE,
                    null,
                    null,
                    "http://example.org/wms?a=1&b=2",
                    0.0,
                    false,
                    null,
                    12,
                    Instant.parse("2026-11-20T10:00:00.123Z"));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
