package org.geocontext.feature;

import java.io.IOException;
import org.geocontext.codec.JsonOut;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Writes JTS geometries as GeoJSON, two-dimensional, coordinates digit for digit as they are. */
public final class GeoJsonGeometry {

    private GeoJsonGeometry() {}

    /** @param geometry lon/lat WGS 84; an empty one is written with empty coordinates */
    public static void write(Geometry geometry, JsonOut out) throws IOException {
        out.startObject().name("type").value(typeOf(geometry));
        if (geometry.getClass() == GeometryCollection.class) {
            out.startArray("geometries");
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                write(geometry.getGeometryN(i), out);
            }
            out.endArray();
        } else {
            out.name("coordinates");
            coordinates(geometry, out);
        }
        out.endObject();
    }

    /** A ring by itself is a line to GeoJSON. */
    private static String typeOf(Geometry geometry) {
        return geometry instanceof LineString ? "LineString" : geometry.getGeometryType();
    }

    private static void coordinates(Geometry geometry, JsonOut out) throws IOException {
        if (geometry instanceof Point point) {
            if (point.isEmpty()) {
                out.startArray().endArray();
            } else {
                position(point.getCoordinate(), out);
            }
        } else if (geometry instanceof LineString line) {
            positions(line.getCoordinateSequence(), out);
        } else if (geometry instanceof Polygon polygon) {
            out.startArray();
            if (!polygon.isEmpty()) {
                positions(polygon.getExteriorRing().getCoordinateSequence(), out);
            }
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                positions(polygon.getInteriorRingN(i).getCoordinateSequence(), out);
            }
            out.endArray();
        } else if (geometry instanceof MultiPoint
                || geometry instanceof MultiLineString
                || geometry instanceof MultiPolygon) {
            out.startArray();
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                coordinates(geometry.getGeometryN(i), out);
            }
            out.endArray();
        } else {
            throw new IllegalArgumentException(
                    "geometry: " + geometry.getGeometryType() + " (expected: a GeoJSON type)");
        }
    }

    private static void positions(CoordinateSequence sequence, JsonOut out) throws IOException {
        out.startArray();
        for (int i = 0; i < sequence.size(); i++) {
            position(sequence.getCoordinate(i), out);
        }
        out.endArray();
    }

    private static void position(Coordinate coordinate, JsonOut out) throws IOException {
        out.startArray().value(coordinate.x).value(coordinate.y).endArray();
    }
}
