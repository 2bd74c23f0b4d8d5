package org.geocontext.cache;

import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Where an answer is true. */
public sealed interface Validity {

    /** Whether it is sure to be true at a position. */
    default boolean holds(LonLat point) {
        return Shape.of(this).holds(Spot.eastern(point.lon()), point.lat() + 0.0);
    }

    /**
     * As far from a point as the answer is known to tell everything.
     *
     * @param metres geodesic, at least 0; 0 for exactly this point
     */
    record Within(LonLat centre, double metres) implements Validity {
        public Within {
            requireLength("metres", metres);
        }
    }

    /**
     * As far from a point as somebody declared that the answer may serve, true or not.
     *
     * @param metres geodesic, at least 0
     */
    record Reusable(LonLat centre, double metres) implements Validity {
        public Reusable {
            requireLength("metres", metres);
        }
    }

    /**
     * Inside an area, and farther than the rim from its every boundary, those of holes too.
     *
     * @param area a polygon or multipolygon, not empty, lon/lat WGS 84, edges straight in lon/lat; may cross the
     *     antimeridian by longitudes beyond 180
     * @param rimMetres geodesic, at least 0
     */
    record Inside(Geometry area, double rimMetres) implements Validity {
        public Inside {
            requireLength("rim", rimMetres);
            if (area.isEmpty() || !(area instanceof Polygon || area instanceof MultiPolygon)) {
                throw new IllegalArgumentException(
                        "area: " + area.getGeometryType() + " (expected: a polygon or multipolygon that is not empty)");
            }
            for (Coordinate position : area.getCoordinates()) {
                if (!Double.isFinite(position.x) || !Double.isFinite(position.y)) {
                    throw new IllegalArgumentException("area: " + position + " (expected: finite coordinates)");
                }
            }
        }
    }

    private static void requireLength(String name, double metres) {
        if (!(metres >= 0 && metres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": " + metres + " (expected: >= 0)");
        }
    }
}
