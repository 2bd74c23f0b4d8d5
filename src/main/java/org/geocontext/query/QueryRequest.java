package org.geocontext.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * What a caller asks, as yet unchecked: the inputs of {@code geocontext:Query}. The planner checks them all.
 *
 * @param point a point, or a multipoint of one; x east, y north, Z ignored; null is refused by the planner
 * @param crs of the point and of the answer's geometries; null for EPSG:4326
 * @param collection a collection key; null for none
 * @param groups group keys that narrow the collection or stand on their own
 * @param services service keys that narrow the above or stand on their own
 * @param tolerance metres on the ground, 0..100000; null for each service's own
 * @param timeout seconds, 0.1..300; null for the setting
 * @param refresh whether to take nothing from the cache
 */
public record QueryRequest(
        @Nullable Geometry point,
        @Nullable String crs,
        @Nullable String collection,
        List<String> groups,
        List<String> services,
        @Nullable Double tolerance,
        @Nullable Double timeout,
        FeaturesMode features,
        GeometryMode geometry,
        boolean refresh) {

    /** Most rows of one service with {@link FeaturesMode#ALL}. */
    public static final int MAX_FEATURES = 100;

    public QueryRequest {
        groups = List.copyOf(groups);
        services = List.copyOf(services);
    }

    /** A request with every optional input at its default. */
    public static QueryRequest of(Geometry point, String collection) {
        return new QueryRequest(
                point,
                null,
                collection,
                List.of(),
                List.of(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }

    /** The same, taking nothing from the cache. */
    public QueryRequest refreshed() {
        return new QueryRequest(point, crs, collection, groups, services, tolerance, timeout, features, geometry, true);
    }
}
