package org.geocontext.standalone.table;

import org.geocontext.batch.BatchPoint;
import org.geocontext.geo.Crs;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/** Points as they are written: lon/lat WGS 84. */
final class OutputPoint {

    private OutputPoint() {}

    /** Null if there is none, or it has no position on the earth. */
    static @Nullable Point of(BatchPoint<?> input) {
        Geometry geometry = input.point();
        Geometry single = geometry != null && geometry.getNumGeometries() == 1 ? geometry.getGeometryN(0) : geometry;
        if (!(single instanceof Point point) || input.crs() == null) {
            return single instanceof Point point ? point : null;
        }
        try {
            return Crs.of(input.crs()).toLonLat(point) instanceof Point lonLat ? lonLat : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
