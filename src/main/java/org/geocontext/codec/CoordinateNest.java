package org.geocontext.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Positions in lists of lists, as GeoJSON, Esri JSON and WKT write them, taken in flat before it is known what they
 * make: in JSON the coordinates may come before the type. Empty lists leave no trace. Used again after {@link #clear}.
 */
final class CoordinateNest {

    private static final int DEEPEST = 4;

    final Positions positions = new Positions();
    private int[] lineEnds = new int[16];
    private int[] polygonEnds = new int[8];
    private int lines;
    private int polygons;
    private int depth;
    private int positionDepth;
    private int ordinates;
    private double x;
    private double y;
    private double z;
    private boolean broken;

    void clear() {
        positions.clear();
        lines = 0;
        polygons = 0;
        depth = 0;
        positionDepth = 0;
        ordinates = 0;
        broken = false;
    }

    /** Something was in the lists that has no place there. */
    void markBroken() {
        broken = true;
    }

    boolean broken() {
        return broken || positions.broken();
    }

    void open() {
        if (ordinates > 0) {
            broken = true;
        }
        depth++;
    }

    void number(double value) {
        if (ordinates == 0) {
            x = value;
            z = Double.NaN;
        } else if (ordinates == 1) {
            y = value;
        } else if (ordinates == 2) {
            z = value;
        }
        ordinates++;
    }

    void close() {
        if (ordinates > 0) {
            endPosition();
        } else if (depth == positionDepth - 1) {
            endLine();
        } else if (depth == positionDepth - 2) {
            endPolygon();
        }
        depth--;
    }

    private void endPosition() {
        if (positionDepth == 0) {
            positionDepth = depth;
        }
        if (ordinates < 2 || depth != positionDepth || depth > DEEPEST) {
            broken = true;
        } else {
            positions.add(x, y, z);
        }
        ordinates = 0;
    }

    private void endLine() {
        if (positions.size() > lineStart(lines)) {
            if (lines == lineEnds.length) {
                lineEnds = Arrays.copyOf(lineEnds, 2 * lines);
            }
            lineEnds[lines++] = positions.size();
        }
    }

    private void endPolygon() {
        int first = polygons == 0 ? 0 : polygonEnds[polygons - 1];
        if (lines > first) {
            if (polygons == polygonEnds.length) {
                polygonEnds = Arrays.copyOf(polygonEnds, 2 * polygons);
            }
            polygonEnds[polygons++] = lines;
        }
    }

    int lines() {
        return lines;
    }

    int lineStart(int line) {
        return line == 0 ? 0 : lineEnds[line - 1];
    }

    int lineEnd(int line) {
        return lineEnds[line];
    }

    /**
     * The geometry these coordinates make, or null if they make none of that type.
     *
     * @param type GeoJSON's name in any case
     */
    @Nullable
    Geometry toGeometry(String type) {
        if (broken()) {
            return null;
        }
        try {
            return build(type);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Geometry build(String type) {
        boolean empty = positions.size() == 0;
        return switch (Words.lower(type)) {
            case "point" -> empty ? Shapes.FACTORY.createPoint() : nested(1) ? Shapes.point(positions, 0) : null;
            case "multipoint" -> empty || positionDepth <= 3 ? Shapes.FACTORY.createMultiPoint(points()) : null;
            case "linestring" ->
                empty
                        ? Shapes.FACTORY.createLineString()
                        : nested(2) ? Shapes.line(positions, 0, positions.size()) : null;
            case "multilinestring" -> empty || nested(3) ? Shapes.FACTORY.createMultiLineString(lineStrings()) : null;
            case "polygon" -> empty ? Shapes.FACTORY.createPolygon() : nested(3) ? polygon(0, lines) : null;
            case "multipolygon" -> empty || nested(4) ? Shapes.FACTORY.createMultiPolygon(polygons()) : null;
            default -> null;
        };
    }

    private boolean nested(int expected) {
        return positionDepth == expected;
    }

    Point[] points() {
        Point[] points = new Point[positions.size()];
        Arrays.setAll(points, i -> Shapes.point(positions, i));
        return points;
    }

    LineString[] lineStrings() {
        LineString[] parts = new LineString[lines];
        Arrays.setAll(parts, i -> Shapes.line(positions, lineStart(i), lineEnds[i]));
        return parts;
    }

    private Polygon[] polygons() {
        Polygon[] parts = new Polygon[polygons];
        Arrays.setAll(parts, i -> polygon(i == 0 ? 0 : polygonEnds[i - 1], polygonEnds[i]));
        return parts;
    }

    private Polygon polygon(int firstLine, int lastLine) {
        LinearRing shell = ring(firstLine);
        LinearRing[] holes = new LinearRing[lastLine - firstLine - 1];
        Arrays.setAll(holes, i -> ring(firstLine + 1 + i));
        return Shapes.FACTORY.createPolygon(shell, holes);
    }

    private LinearRing ring(int line) {
        return Shapes.ring(positions, lineStart(line), lineEnds[line]);
    }
}
