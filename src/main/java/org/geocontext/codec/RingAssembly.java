package org.geocontext.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Sorts the rings of an Esri polygon into shells and holes: clockwise rings are shells, counter-clockwise ones are
 * holes of the smallest shell around them. A hole that no shell contains is a shell drawn the wrong way round.
 */
final class RingAssembly {

    /** Steps spent while holes look for their shells; more is an attack, not a map. */
    private static final int EFFORT = 20_000_000;

    private static final int WORTH_AN_INDEX = 64;
    private static final int INDEX_GAIN = 32;
    private static final int SORTING = 16;

    private final List<Shell> shells = new ArrayList<>();
    private final List<LinearRing> holes = new ArrayList<>();
    private int effort;

    private static final class Shell {
        final LinearRing ring;
        final double area;
        final List<LinearRing> holes = new ArrayList<>();
        private @Nullable PointOnGeometryLocator index;

        Shell(LinearRing ring, double area) {
            this.ring = ring;
            this.area = area;
        }

        Polygon polygon() {
            return Shapes.FACTORY.createPolygon(ring, holes.toArray(LinearRing[]::new));
        }

        int effort() {
            return ring.getNumPoints() < WORTH_AN_INDEX ? ring.getNumPoints() : ring.getNumPoints() / INDEX_GAIN;
        }

        int locate(Coordinate position) {
            if (ring.getNumPoints() < WORTH_AN_INDEX) {
                return RayCrossingCounter.locatePointInRing(position, ring.getCoordinateSequence());
            }
            if (index == null) {
                index = new IndexedPointInAreaLocator(ring);
            }
            return index.locate(position);
        }
    }

    /** Adds a closed ring; one without area is left out. */
    void add(LinearRing ring) {
        double area = Area.ofRingSigned(ring.getCoordinateSequence());
        if (area > 0) {
            shells.add(new Shell(ring, area));
        } else if (area < 0) {
            holes.add(ring);
        }
    }

    /** A Polygon or MultiPolygon, empty if no ring is left; null if the rings cannot be sorted with sane effort. */
    @Nullable
    Geometry assemble() {
        List<LinearRing> lonely = shells.isEmpty() ? new ArrayList<>(holes) : assignHoles();
        if (effort > EFFORT) {
            return null;
        }
        for (LinearRing ring : lonely) {
            shells.add(new Shell(ring, 0));
        }
        if (shells.size() == 1) {
            return shells.get(0).polygon();
        }
        Polygon[] polygons = shells.stream().map(Shell::polygon).toArray(Polygon[]::new);
        return polygons.length == 0 ? Shapes.FACTORY.createPolygon() : Shapes.FACTORY.createMultiPolygon(polygons);
    }

    private List<LinearRing> assignHoles() {
        if (holes.isEmpty()) {
            return List.of();
        }
        STRtree index = new STRtree();
        for (Shell shell : shells) {
            index.insert(shell.ring.getEnvelopeInternal(), shell);
        }
        List<LinearRing> lonely = new ArrayList<>();
        for (LinearRing hole : holes) {
            Shell around = smallestAround(hole, index);
            if (around == null) {
                lonely.add(hole);
            } else {
                around.holes.add(hole);
            }
        }
        return lonely;
    }

    private @Nullable Shell smallestAround(LinearRing hole, STRtree index) {
        if (effort > EFFORT) {
            return null;
        }
        Shell[] near = Arrays.stream(index.query(hole.getEnvelopeInternal()).toArray())
                .map(Shell.class::cast)
                .sorted(Comparator.comparingDouble((Shell shell) -> shell.area))
                .toArray(Shell[]::new);
        effort += SORTING * near.length;
        for (Shell shell : near) {
            if (effort > EFFORT) {
                return null;
            }
            if (shell.ring.getEnvelopeInternal().covers(hole.getEnvelopeInternal()) && contains(shell, hole)) {
                return shell;
            }
        }
        return null;
    }

    /** Decided by the first position of the hole that is not on the shell itself. */
    private boolean contains(Shell shell, LinearRing hole) {
        CoordinateSequence positions = hole.getCoordinateSequence();
        for (int i = 0; i < positions.size() && effort <= EFFORT; i++) {
            effort += shell.effort();
            int location = shell.locate(positions.getCoordinate(i));
            if (location != Location.BOUNDARY) {
                return location == Location.INTERIOR;
            }
        }
        return true;
    }
}
