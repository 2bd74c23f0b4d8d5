package org.geocontext.codec;

import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Geometries of GML 2, 3.1.1 and 3.2.1, ordinates in the order sent. Arc, ArcString and Circle become chords
 * ({@link Arcs}); the control points of other curve segments are joined by straight lines. A geometry that cannot be
 * built, one given by radius and angle among them, is null; only broken XML throws.
 */
final class GmlGeometryReader {

    private static final Set<String> LINES =
            Set.of("LineString", "LineStringSegment", "GeodesicString", "Geodesic", "CubicSpline", "BSpline", "Bezier");
    private static final Set<String> ARCS = Set.of("Arc", "ArcString", "Circle");
    private static final Set<String> CHAINS = Set.of("Curve", "CompositeCurve", "OrientableCurve");
    private static final Set<String> POLYGONS = Set.of("Polygon", "PolygonPatch", "Triangle", "Rectangle");
    private static final Set<String> SURFACES = Set.of(
            "Surface", "CompositeSurface", "OrientableSurface", "PolyhedralSurface", "TriangulatedSurface", "Tin");
    private static final Set<String> BOXES = Set.of("Envelope", "Box");
    private static final Set<String> COLLECTIONS = Set.of(
            "MultiPoint",
            "MultiLineString",
            "MultiCurve",
            "MultiPolygon",
            "MultiSurface",
            "MultiGeometry",
            "GeometryCollection");
    private static final Set<String> BY_ANGLE = Set.of("ArcByCenterPoint", "CircleByCenterPoint", "ArcByBulge");

    private final XmlCursor xml;
    private final Positions positions = new Positions();
    private final OrdinateText text = new OrdinateText();
    private boolean broken;
    private @Nullable String srs;

    GmlGeometryReader(XmlCursor xml) {
        this.xml = xml;
    }

    static boolean isGeometry(String localName) {
        return COLLECTIONS.contains(localName)
                || POLYGONS.contains(localName)
                || LINES.contains(localName)
                || localName.equals("Point")
                || localName.equals("LinearRing")
                || localName.equals("Ring")
                || CHAINS.contains(localName)
                || SURFACES.contains(localName)
                || ARCS.contains(localName)
                || BOXES.contains(localName)
                || BY_ANGLE.contains(localName);
    }

    /** Reads the geometry whose start is the current event and moves to its end; null if it cannot be built. */
    @Nullable
    ParsedGeometry read() throws XMLStreamException {
        positions.clear();
        broken = false;
        srs = null;
        Geometry geometry = geometry(xml.name(), 0);
        return broken || positions.broken() || geometry == null ? null : new ParsedGeometry(geometry, srs);
    }

    /** What the elements below one geometry element add up to. */
    private static final class Parts {
        final List<Geometry> children = new ArrayList<>();
        final List<Geometry> interiors = new ArrayList<>();
    }

    private @Nullable Geometry geometry(String kind, int inheritedDimension) throws XMLStreamException {
        int dimension = dimension(inheritedDimension);
        if (srs == null) {
            srs = xml.attribute("srsName");
        }
        boolean reversed = "-".equals(xml.attribute("orientation"));
        int from = positions.size();
        Parts parts = new Parts();
        collect(parts, dimension, false);
        try {
            Geometry built = broken ? null : build(kind, parts, from);
            return reversed && built != null ? built.reverse() : built;
        } catch (IllegalArgumentException e) {
            broken = true;
            return null;
        } finally {
            positions.truncate(from);
        }
    }

    private int dimension(int inherited) {
        String declared = xml.attribute("srsDimension");
        if (declared == null) {
            declared = xml.attribute("dimension");
        }
        return "2".equals(declared) ? 2 : "3".equals(declared) ? 3 : inherited;
    }

    /** Goes through members, properties and segments, whatever they are called, down to geometries and positions. */
    private void collect(Parts parts, int dimension, boolean interior) throws XMLStreamException {
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "posList" -> readList(dimension(dimension));
                case "pos", "lowerCorner", "upperCorner" -> readPosition();
                case "coordinates" -> readTuples();
                case "coord" -> readCoord();
                case "interior", "innerBoundaryIs" -> collect(parts, dimension, true);
                case "metaDataProperty", "description", "identifier", "name", "boundedBy" -> xml.skip();
                default -> collectOther(name, parts, dimension, interior);
            }
        }
    }

    private void collectOther(String name, Parts parts, int dimension, boolean interior) throws XMLStreamException {
        if (!isGeometry(name)) {
            collect(parts, dimension, interior);
            return;
        }
        Geometry child = geometry(name, dimension);
        if (child == null) {
            broken = true;
        } else {
            (interior ? parts.interiors : parts.children).add(child);
        }
    }

    private @Nullable Geometry build(String kind, Parts parts, int from) {
        int to = positions.size();
        if (kind.equals("Point")) {
            return to == from ? Shapes.FACTORY.createPoint() : Shapes.point(positions, from);
        }
        if (LINES.contains(kind)) {
            return Shapes.FACTORY.createLineString(lineSequence(parts, from));
        }
        if (kind.equals("LinearRing")) {
            return Shapes.ring(positions, from, to);
        }
        if (ARCS.contains(kind)) {
            return arcs(kind, from, to);
        }
        if (CHAINS.contains(kind) || kind.equals("Ring")) {
            return chain(parts, kind.equals("Ring"));
        }
        if (POLYGONS.contains(kind)) {
            return polygon(parts);
        }
        if (SURFACES.contains(kind)) {
            List<Polygon> polygons = flatten(parts.children, Polygon.class);
            return polygons.size() == 1 ? polygons.get(0) : multiPolygon(polygons);
        }
        if (BOXES.contains(kind)) {
            return box(from, to);
        }
        return BY_ANGLE.contains(kind) ? null : collection(kind, parts);
    }

    /** Positions, or points standing for them ({@code pointProperty}). */
    private CoordinateSequence lineSequence(Parts parts, int from) {
        for (Point point : flatten(parts.children, Point.class)) {
            positions.add(point.getX(), point.getY());
        }
        return positions.sequence(from, positions.size());
    }

    private @Nullable Geometry arcs(String kind, int from, int to) {
        boolean whole = kind.equals("ArcString") ? (to - from) % 2 == 1 : to - from == 3;
        if (to - from < 3 || !whole) {
            return null;
        }
        int start = positions.size();
        positions.add(positions.x(from), positions.y(from));
        if (kind.equals("Circle")) {
            Arcs.circle(
                    positions,
                    positions.x(from + 1),
                    positions.y(from + 1),
                    positions.x(from + 2),
                    positions.y(from + 2));
        } else {
            for (int i = from + 1; i + 1 < to; i += 2) {
                Arcs.arcTo(positions, positions.x(i), positions.y(i), positions.x(i + 1), positions.y(i + 1));
            }
        }
        return Shapes.line(positions, start, positions.size());
    }

    /** Joins lines end to end; a position that two of them share is taken once. */
    private Geometry chain(Parts parts, boolean ring) {
        List<LineString> lines = flatten(parts.children, LineString.class);
        if (lines.size() == 1 && !ring) {
            return lines.get(0);
        }
        int start = positions.size();
        for (LineString line : lines) {
            CoordinateSequence sequence = line.getCoordinateSequence();
            for (int i = 0; i < sequence.size(); i++) {
                addUnlessLast(sequence.getX(i), sequence.getY(i), i == 0 && positions.size() > start);
            }
        }
        return ring ? Shapes.ring(positions, start, positions.size()) : Shapes.line(positions, start, positions.size());
    }

    private void addUnlessLast(double x, double y, boolean joint) {
        int last = positions.size() - 1;
        if (!joint || positions.x(last) != x || positions.y(last) != y) {
            positions.add(x, y);
        }
    }

    private static Polygon polygon(Parts parts) {
        List<LinearRing> shells = flatten(parts.children, LinearRing.class);
        if (shells.isEmpty()) {
            return Shapes.FACTORY.createPolygon();
        }
        if (shells.size() > 1) {
            throw new IllegalArgumentException(shells.size() + " exteriors");
        }
        LinearRing[] holes = flatten(parts.interiors, LinearRing.class).toArray(LinearRing[]::new);
        return Shapes.FACTORY.createPolygon(shells.get(0), holes);
    }

    private @Nullable Geometry box(int from, int to) {
        return to - from != 2
                ? null
                : Shapes.FACTORY.toGeometry(new Envelope(
                        positions.x(from), positions.x(from + 1), positions.y(from), positions.y(from + 1)));
    }

    private static Geometry collection(String kind, Parts parts) {
        return switch (kind) {
            case "MultiPoint" ->
                Shapes.FACTORY.createMultiPoint(
                        flatten(parts.children, Point.class).toArray(Point[]::new));
            case "MultiLineString", "MultiCurve" ->
                Shapes.FACTORY.createMultiLineString(
                        flatten(parts.children, LineString.class).toArray(LineString[]::new));
            case "MultiPolygon", "MultiSurface" -> multiPolygon(flatten(parts.children, Polygon.class));
            default -> Shapes.FACTORY.createGeometryCollection(parts.children.toArray(Geometry[]::new));
        };
    }

    private static Geometry multiPolygon(List<Polygon> polygons) {
        return Shapes.FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    /** The children of a type, those of collections among them included. */
    private static <G extends Geometry> List<G> flatten(List<Geometry> geometries, Class<G> type) {
        List<G> flat = new ArrayList<>(geometries.size());
        for (Geometry child : geometries) {
            for (int i = 0; i < child.getNumGeometries(); i++) {
                if (!type.isInstance(child.getGeometryN(i))) {
                    throw new IllegalArgumentException(
                            child.getGeometryType() + " (expected: " + type.getSimpleName() + ")");
                }
                flat.add(type.cast(child.getGeometryN(i)));
            }
        }
        return flat;
    }

    private void readPosition() throws XMLStreamException {
        readText();
        text.addPosition(positions);
    }

    private void readList(int dimension) throws XMLStreamException {
        readText();
        text.addList(positions, dimension);
    }

    private void readTuples() throws XMLStreamException {
        char cs = separator("cs", ',');
        char ts = separator("ts", ' ');
        char point = separator("decimal", '.');
        readText();
        text.addTuples(positions, cs, ts, point);
    }

    private char separator(String attribute, char usual) {
        String declared = xml.attribute(attribute);
        return declared == null || declared.isEmpty() ? usual : declared.charAt(0);
    }

    /** GML 2's {@code <coord><X>…</X><Y>…</Y></coord>}. */
    private void readCoord() throws XMLStreamException {
        double x = Double.NaN;
        double y = Double.NaN;
        double z = Double.NaN;
        while (xml.nextChild()) {
            String axis = xml.name();
            readText();
            double ordinate = text.single();
            switch (axis) {
                case "X" -> x = ordinate;
                case "Y" -> y = ordinate;
                default -> z = ordinate;
            }
        }
        positions.add(x, y, z);
    }

    private void readText() throws XMLStreamException {
        text.clear();
        int event = xml.next();
        while (event != END_ELEMENT) {
            if (xml.isText(event)) {
                text.append(xml.textCharacters(), xml.textStart(), xml.textEnd());
            } else if (event == START_ELEMENT) {
                broken = true;
                xml.skip();
            } else if (event == END_DOCUMENT) {
                throw new XMLStreamException("the document ends early");
            }
            event = xml.next();
        }
    }
}
