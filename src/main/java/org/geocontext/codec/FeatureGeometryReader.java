package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/**
 * Geometry objects of GeoJSON and of Esri JSON, told apart by their members, which may come in any order. A geometry
 * that cannot be built is null; only broken JSON throws. Of Esri geometries z and m are left out, and the curves among
 * them become chords: circular arcs and Bézier curves by {@link Arcs}, arcs of ellipses by a straight line.
 */
final class FeatureGeometryReader {

    private static final List<String> NUMBERS = List.of("x", "y", "xmin", "ymin", "xmax", "ymax");
    private static final int POINT = 0b11;
    private static final int ENVELOPE = 0b111100;

    private final JsonParser json;
    private final Decimals decimals = new Decimals();
    private final CoordinateNest nest = new CoordinateNest();
    private final double[] curve = new double[6];

    FeatureGeometryReader(JsonParser json) {
        this.json = json;
    }

    /** What has been seen of one geometry object. */
    static final class Members {
        @Nullable
        String type;

        @Nullable
        String srs;

        @Nullable
        List<@Nullable Geometry> geometries;

        @Nullable
        String esriParts;

        final double[] numbers = new double[NUMBERS.size()];
        int seen;
    }

    /**
     * The geometry whose object is the current token; null if it is not an object or cannot be built.
     *
     * @param owner is told the CRS that the geometry names
     */
    @Nullable
    Geometry read(FeatureDraft owner) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        Members members = new Members();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            readMember(name, members, owner);
        }
        if (members.srs != null) {
            owner.srs = members.srs;
        }
        return build(members);
    }

    /** Takes the current value as a member of a geometry object. */
    void readMember(String name, Members members, FeatureDraft owner) throws IOException {
        switch (name) {
            case "type" -> {
                members.type = json.getValueAsString();
                json.skipChildren();
            }
            case "coordinates" -> readNest(false);
            case "geometries" -> members.geometries = readGeometries(owner);
            case "crs" -> members.srs = CrsMembers.readGeoJson(json);
            case "spatialReference" -> members.srs = CrsMembers.readEsri(json);
            case "rings", "paths", "curveRings", "curvePaths" -> {
                members.esriParts = name;
                readNest(true);
            }
            case "points" -> {
                members.esriParts = name;
                readNest(false);
            }
            case "x", "y", "xmin", "ymin", "xmax", "ymax" -> readNumber(NUMBERS.indexOf(name), members);
            default -> json.skipChildren();
        }
    }

    private void readNumber(int index, Members members) throws IOException {
        members.seen |= 1 << index;
        members.numbers[index] = number();
    }

    private double number() throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        json.skipChildren();
        return Double.NaN;
    }

    private double ordinate() throws IOException {
        int from = json.getTextOffset();
        return decimals.parse(json.getTextCharacters(), from, from + json.getTextLength());
    }

    private List<@Nullable Geometry> readGeometries(FeatureDraft owner) throws IOException {
        List<@Nullable Geometry> geometries = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return geometries;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            geometries.add(read(owner));
        }
        return geometries;
    }

    private void readNest(boolean curves) throws IOException {
        nest.clear();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            nest.markBroken();
            json.skipChildren();
            return;
        }
        int depth = 0;
        JsonToken token = json.currentToken();
        do {
            switch (token) {
                case START_ARRAY -> {
                    depth++;
                    nest.open();
                }
                case END_ARRAY -> {
                    depth--;
                    nest.close();
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> nest.number(ordinate());
                case START_OBJECT -> {
                    if (curves) {
                        readCurve();
                    } else {
                        nest.markBroken();
                        json.skipChildren();
                    }
                }
                default -> nest.markBroken();
            }
            token = depth == 0 ? null : json.nextToken();
        } while (token != null);
    }

    /**
     * {@code {"c":[end,through]}}, {@code {"b":[end,control,control]}} or {@code {"a":[end,centre,minor,clockwise,…]}}.
     */
    private void readCurve() throws IOException {
        String kind = "";
        int numbers = 0;
        int flags = 0;
        boolean clockwise = false;
        int depth = 1;
        int lists = 0;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                depth++;
                lists += depth == 3 ? 1 : 0;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                kind = json.currentName();
            } else if (depth == 3 && token.isNumeric() && numbers < 6 && numbers < 2 * lists) {
                curve[numbers++] = json.getDoubleValue();
            } else if (depth == 2 && token.isNumeric()) {
                clockwise |= flags++ == 1 && json.getDoubleValue() != 0;
            }
        }
        addCurve(kind, numbers, flags, clockwise);
    }

    private void addCurve(String kind, int numbers, int flags, boolean clockwise) {
        Positions positions = nest.positions;
        if (positions.size() == 0 || numbers < 2) {
            nest.markBroken();
        } else if (kind.equals("c") && numbers == 4) {
            Arcs.arcTo(positions, curve[2], curve[3], curve[0], curve[1]);
        } else if (kind.equals("b") && numbers == 6) {
            Arcs.bezierTo(positions, curve[2], curve[3], curve[4], curve[5], curve[0], curve[1]);
        } else if (kind.equals("a") && numbers == 4 && flags == 2) {
            Arcs.arcAround(positions, curve[2], curve[3], curve[0], curve[1], clockwise);
        } else {
            positions.add(curve[0], curve[1]);
        }
    }

    /** The geometry of an object whose last lists of coordinates are still in the nest. */
    @Nullable
    Geometry build(Members members) {
        if (members.esriParts != null) {
            return nest.broken() ? null : esriParts(members.esriParts);
        }
        if (members.type != null) {
            return "GeometryCollection".equalsIgnoreCase(members.type)
                    ? collection(members.geometries)
                    : nest.toGeometry(members.type);
        }
        return fromNumbers(members);
    }

    private static @Nullable Geometry collection(@Nullable List<@Nullable Geometry> geometries) {
        if (geometries == null || geometries.contains(null)) {
            return null;
        }
        return Shapes.FACTORY.createGeometryCollection(geometries.toArray(Geometry[]::new));
    }

    private static @Nullable Geometry fromNumbers(Members members) {
        double[] n = members.numbers;
        for (double number : n) {
            if (!Double.isFinite(number)) {
                return null;
            }
        }
        if (members.seen == POINT) {
            Positions positions = new Positions();
            positions.add(n[0], n[1]);
            return Shapes.point(positions, 0);
        }
        return members.seen == ENVELOPE ? Shapes.FACTORY.toGeometry(new Envelope(n[2], n[4], n[3], n[5])) : null;
    }

    private @Nullable Geometry esriParts(String member) {
        return switch (member) {
            case "points" -> Shapes.FACTORY.createMultiPoint(nest.points());
            case "paths", "curvePaths" -> paths();
            default -> rings();
        };
    }

    private Geometry paths() {
        List<LineString> paths = new ArrayList<>();
        for (int i = 0; i < nest.lines(); i++) {
            if (nest.lineEnd(i) - nest.lineStart(i) > 1) {
                paths.add(Shapes.line(nest.positions, nest.lineStart(i), nest.lineEnd(i)));
            }
        }
        return paths.size() == 1
                ? paths.get(0)
                : Shapes.FACTORY.createMultiLineString(paths.toArray(LineString[]::new));
    }

    private @Nullable Geometry rings() {
        RingAssembly assembly = new RingAssembly();
        for (int i = 0; i < nest.lines(); i++) {
            if (nest.lineEnd(i) - nest.lineStart(i) > 2) {
                addRing(assembly, i);
            }
        }
        return assembly.assemble();
    }

    private void addRing(RingAssembly assembly, int line) {
        int from = nest.lineStart(line);
        int to = nest.lineEnd(line);
        boolean degenerate = to - from == 3
                && nest.positions.x(from) == nest.positions.x(to - 1)
                && nest.positions.y(from) == nest.positions.y(to - 1);
        if (!degenerate) {
            assembly.add(Shapes.ring(nest.positions, from, to));
        }
    }
}
