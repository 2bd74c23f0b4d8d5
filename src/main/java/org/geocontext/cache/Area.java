package org.geocontext.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Polygons without their rim, in flat arrays. Edges are walked in chunks with a box each: a chunk that lies to the
 * west, north or south of the position by more than the rim cannot matter, and of one to the east only the ends do,
 * since what counts is whether it is crossed an odd number of times.
 */
final class Area implements Shape {

    /** Least edges in a chunk. */
    private static final int LEAST_CHUNK = 16;

    private static final int TURN = 360;

    /** In place of a number of crossings: the ring is too near. */
    private static final int TOUCHED = -1;

    /** Of this object, three arrays and its envelope. */
    private static final int FIXED_BYTES = 160;

    /** Longitude and latitude of every vertex, ring after ring, each ring closed. */
    private final double[] positions;

    /** For each ring the number of the vertex behind its last, for a hole its complement; a shell starts a polygon. */
    private final int[] ends;

    /** West, south, east and north of every chunk, rounded outwards. */
    private final float[] boxes;

    /** Edges in a chunk: about as many as there are chunks. */
    private final int chunk;

    private final boolean multi;
    private final double rimMetres;
    private final double west;
    private final double south;
    private final double east;
    private final double north;

    private Area(double[] positions, int[] ends, boolean multi, double rimMetres) {
        this.positions = positions;
        this.ends = ends;
        this.multi = multi;
        this.rimMetres = rimMetres;
        this.chunk = Math.max(LEAST_CHUNK, (int) Math.sqrt(positions.length / 2.0));
        this.boxes = boxes();
        Envelope envelope = new Envelope();
        for (int i = 0; i < positions.length; i += 2) {
            envelope.expandToInclude(positions[i], positions[i + 1]);
        }
        this.west = envelope.getMinX();
        this.south = envelope.getMinY();
        this.east = envelope.getMaxX();
        this.north = envelope.getMaxY();
    }

    /** @param geometry a polygon or multipolygon, not empty */
    static Area of(Geometry geometry, double rimMetres) {
        Collector collector = new Collector(geometry);
        return new Area(collector.positions, collector.ends, geometry instanceof MultiPolygon, rimMetres);
    }

    static Area read(DataInput in) throws IOException {
        double rimMetres = in.readDouble();
        boolean multi = in.readBoolean();
        int[] ends = new int[in.readInt()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = in.readInt();
        }
        double[] positions = new double[in.readInt()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = in.readDouble();
        }
        return new Area(positions, ends, multi, rimMetres);
    }

    @Override
    public void writeContent(DataOutput out) throws IOException {
        out.writeDouble(rimMetres);
        out.writeBoolean(multi);
        out.writeInt(ends.length);
        for (int end : ends) {
            out.writeInt(end);
        }
        out.writeInt(positions.length);
        for (double ordinate : positions) {
            out.writeDouble(ordinate);
        }
    }

    /** Flattens a geometry. */
    private static final class Collector {
        private final double[] positions;
        private int[] ends = new int[1];
        private int rings;
        private int vertices;

        Collector(Geometry geometry) {
            positions = new double[2 * geometry.getNumPoints()];
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                Polygon polygon = (Polygon) geometry.getGeometryN(i);
                if (!polygon.isEmpty()) {
                    add(polygon.getExteriorRing(), false);
                    for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                        add(polygon.getInteriorRingN(hole), true);
                    }
                }
            }
            ends = Arrays.copyOf(ends, rings);
        }

        private void add(LinearRing ring, boolean hole) {
            CoordinateSequence sequence = ring.getCoordinateSequence();
            for (int i = 0; i < sequence.size(); i++) {
                positions[2 * vertices] = sequence.getX(i);
                positions[2 * vertices + 1] = sequence.getY(i);
                vertices++;
            }
            if (rings == ends.length) {
                ends = Arrays.copyOf(ends, 2 * rings);
            }
            ends[rings++] = hole ? ~vertices : vertices;
        }
    }

    private float[] boxes() {
        float[] boxes = new float[4 * chunks()];
        int box = 0;
        int start = 0;
        for (int end : ends) {
            int stop = end < 0 ? ~end : end;
            for (int first = start; first < stop - 1; first += chunk) {
                Envelope envelope = new Envelope();
                for (int i = first; i <= Math.min(first + chunk, stop - 1); i++) {
                    envelope.expandToInclude(positions[2 * i], positions[2 * i + 1]);
                }
                boxes[box++] = Math.nextDown((float) envelope.getMinX());
                boxes[box++] = Math.nextDown((float) envelope.getMinY());
                boxes[box++] = Math.nextUp((float) envelope.getMaxX());
                boxes[box++] = Math.nextUp((float) envelope.getMaxY());
            }
            start = stop;
        }
        return boxes;
    }

    private int chunks() {
        int chunks = 0;
        int start = 0;
        for (int end : ends) {
            int stop = end < 0 ? ~end : end;
            chunks += chunks(stop - start);
            start = stop;
        }
        return chunks;
    }

    /** Of a ring: its vertices are one more than its edges. */
    private int chunks(int vertices) {
        return (vertices - 1 + chunk - 1) / chunk;
    }

    @Override
    public boolean holds(double lon, double lat) {
        if (!(lat > south && lat < north) || !isBetweenMeridians(lon)) {
            return false;
        }
        Reach reach = Reach.of(lat, rimMetres);
        if (reach == null) {
            return false;
        }
        boolean inside = false;
        double last = lastTurn(lon, reach.lon());
        for (double turn = firstTurn(lon, reach.lon()); turn <= last; turn++) {
            Place place = locate(lon + turn * TURN, lat, reach);
            if (place == Place.RIM) {
                return false;
            }
            inside |= place == Place.INSIDE;
        }
        return inside;
    }

    /** What is wider than the earth is never believed. */
    private boolean isBetweenMeridians(double lon) {
        return east - west <= TURN && firstTurn(lon, 0) <= lastTurn(lon, 0);
    }

    /** The first of the turns by which a longitude comes near this area. */
    private double firstTurn(double lon, double reach) {
        return Math.ceil((west - reach - lon) / TURN);
    }

    private double lastTurn(double lon, double reach) {
        return Math.floor((east + reach - lon) / TURN);
    }

    private enum Place {
        INSIDE,
        OUTSIDE,
        RIM
    }

    private Place locate(double lon, double lat, Reach reach) {
        boolean inside = false;
        boolean inPolygon = false;
        int firstChunk = 0;
        int start = 0;
        for (int end : ends) {
            boolean hole = end < 0;
            int stop = hole ? ~end : end;
            int crossings = crossings(start, stop, firstChunk, lon, lat, reach);
            if (crossings == TOUCHED) {
                return Place.RIM;
            }
            boolean surrounded = crossings % 2 == 1;
            if (hole) {
                inPolygon &= !surrounded;
            } else {
                inside |= inPolygon;
                inPolygon = surrounded;
            }
            firstChunk += chunks(stop - start);
            start = stop;
        }
        return inside || inPolygon ? Place.INSIDE : Place.OUTSIDE;
    }

    /** How often a ring is crossed on the way east, give or take a multiple of two; or that it comes within reach. */
    private int crossings(int start, int stop, int firstChunk, double lon, double lat, Reach reach) {
        int crossings = 0;
        int box = 4 * firstChunk;
        for (int first = start; first < stop - 1; first += chunk, box += 4) {
            if (lat - reach.lat() > boxes[box + 3]
                    || lat + reach.lat() < boxes[box + 1]
                    || lon - reach.lon() > boxes[box + 2]) {
                continue;
            }
            int last = Math.min(first + chunk, stop - 1);
            if (lon + reach.lon() < boxes[box]) {
                crossings += isNorth(first, lat) == isNorth(last, lat) ? 0 : 1;
                continue;
            }
            int ofChunk = crossingsOfChunk(first, last, lon, lat, reach);
            if (ofChunk == TOUCHED) {
                return TOUCHED;
            }
            crossings += ofChunk;
        }
        return crossings;
    }

    private boolean isNorth(int vertex, double lat) {
        return positions[2 * vertex + 1] > lat;
    }

    private int crossingsOfChunk(int first, int last, double lon, double lat, Reach reach) {
        int crossings = 0;
        double ax = positions[2 * first] - lon;
        double ay = positions[2 * first + 1] - lat;
        for (int i = first + 1; i <= last; i++) {
            double bx = positions[2 * i] - lon;
            double by = positions[2 * i + 1] - lat;
            if (ay > 0 != by > 0 && ax - ay * (bx - ax) / (by - ay) > 0) {
                crossings++;
            }
            boolean near = Math.min(ay, by) <= reach.lat()
                    && Math.max(ay, by) >= -reach.lat()
                    && Math.min(ax, bx) <= reach.lon()
                    && Math.max(ax, bx) >= -reach.lon();
            if (near && reach.mayTouch(ax, ay, bx, by)) {
                return TOUCHED;
            }
            ax = bx;
            ay = by;
        }
        return crossings;
    }

    @Override
    public HitKind kind(double lon, double lat) {
        return HitKind.POLYGON;
    }

    @Override
    public Envelope envelope() {
        return new Envelope(west, east, south, north);
    }

    @Override
    public int bytes() {
        return FIXED_BYTES + Double.BYTES * positions.length + Integer.BYTES * ends.length + Float.BYTES * boxes.length;
    }

    @Override
    public Validity validity() {
        return new Validity.Inside(geometry(), rimMetres);
    }

    private Geometry geometry() {
        GeometryFactory factory = new GeometryFactory();
        List<Polygon> polygons = new ArrayList<>();
        List<LinearRing> holes = new ArrayList<>();
        LinearRing shell = null;
        int start = 0;
        for (int end : ends) {
            LinearRing ring = factory.createLinearRing(ring(start, end < 0 ? ~end : end));
            if (end < 0) {
                holes.add(ring);
            } else {
                addPolygon(polygons, shell, holes);
                shell = ring;
            }
            start = end < 0 ? ~end : end;
        }
        addPolygon(polygons, shell, holes);
        return multi ? factory.createMultiPolygon(polygons.toArray(new Polygon[0])) : polygons.get(0);
    }

    private CoordinateSequence ring(int start, int stop) {
        return new PackedCoordinateSequence.Double(Arrays.copyOfRange(positions, 2 * start, 2 * stop), 2, 0);
    }

    private static void addPolygon(List<Polygon> polygons, @Nullable LinearRing shell, List<LinearRing> holes) {
        if (shell != null) {
            polygons.add(shell.getFactory().createPolygon(shell, holes.toArray(new LinearRing[0])));
            holes.clear();
        }
    }

    /** Areas of the same outline and rim are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Area area
                && rimMetres == area.rimMetres
                && multi == area.multi
                && Arrays.equals(ends, area.ends)
                && Arrays.equals(positions, area.positions);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(west + 2 * south + 3 * east + 5 * north) + positions.length;
    }
}
