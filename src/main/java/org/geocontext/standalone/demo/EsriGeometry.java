package org.geocontext.standalone.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.geo.Crs;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Geometries as Esri writes them: in JSON, or as bare numbers. */
final class EsriGeometry {

    private EsriGeometry() {}

    /** {@code esriGeometryPolygon} and its kind. */
    static String type(DemoLayer.Vector layer) {
        Geometry geometry = layer.features().get(0).geometry();
        return geometry instanceof Point
                ? "esriGeometryPoint"
                : geometry instanceof LineString ? "esriGeometryPolyline" : "esriGeometryPolygon";
    }

    static Map<String, Object> write(Geometry geometry) {
        if (geometry instanceof Point point) {
            Map<String, Object> position = new LinkedHashMap<>();
            position.put("x", point.getX());
            position.put("y", point.getY());
            return position;
        }
        if (geometry instanceof LineString line) {
            return Map.of("paths", List.of(positions(line.getCoordinates())));
        }
        Polygon polygon = (Polygon) geometry;
        List<Object> rings = new ArrayList<>();
        rings.add(ring(polygon.getExteriorRing(), true));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(ring(polygon.getInteriorRingN(i), false));
        }
        return Map.of("rings", rings);
    }

    /** Shells go clockwise, holes the other way: that is all that tells them apart. */
    private static List<Object> ring(LinearRing ring, boolean clockwise) {
        boolean asItIs = Orientation.isCCW(ring.getCoordinates()) != clockwise;
        return positions((asItIs ? ring : ring.reverse()).getCoordinates());
    }

    private static List<Object> positions(Coordinate[] coordinates) {
        List<Object> positions = new ArrayList<>();
        for (Coordinate coordinate : coordinates) {
            positions.add(List.of(coordinate.x, coordinate.y));
        }
        return positions;
    }

    /** {@code {"xmin": …}} or four numbers; empty if the text is something else. */
    static Optional<Envelope> envelope(String text) throws FaultException {
        List<Double> n =
                text.trim().startsWith("{") ? members(object(text), "xmin", "ymin", "xmax", "ymax") : numbers(text);
        return n.size() == 4 ? Optional.of(new Envelope(n.get(0), n.get(2), n.get(1), n.get(3))) : Optional.empty();
    }

    /** {@code {"x": …, "y": …}} or two numbers. */
    static Coordinate point(String text, Crs crs) throws FaultException {
        List<Double> n = text.trim().startsWith("{") ? members(object(text), "x", "y") : numbers(text);
        if (n.size() != 2) {
            throw new FaultException(
                    "400",
                    "geometry",
                    "Unable to complete operation: geometry of " + crs.code() + " is no point and no envelope");
        }
        return new Coordinate(n.get(0), n.get(1));
    }

    /** The CRS that the geometry names itself, else the other. */
    static Crs crs(String text, Crs otherwise) throws FaultException {
        if (!text.trim().startsWith("{")
                || !(object(text).get("spatialReference") instanceof Map<?, ?> reference)
                || reference.get("wkid") == null) {
            return otherwise;
        }
        return Parameters.crs("spatialReference", String.valueOf(reference.get("wkid")), "400");
    }

    private static Map<?, ?> object(String text) throws FaultException {
        try {
            if (Json.parse(text) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (JsonException e) {
            // Falls through to the same complaint.
        }
        throw FaultException.invalid("geometry", text, "JSON");
    }

    /** The numbers of these names; fewer if some are absent. */
    private static List<Double> members(Map<?, ?> object, String... names) {
        List<Double> numbers = new ArrayList<>();
        for (String name : names) {
            @Nullable Object value = object.get(name);
            if (value instanceof Number number) {
                numbers.add(number.doubleValue());
            }
        }
        return numbers;
    }

    private static List<Double> numbers(String text) throws FaultException {
        List<Double> numbers = new ArrayList<>();
        for (String word : text.split(",")) {
            numbers.add(Parameters.number("geometry", word));
        }
        return numbers;
    }
}
