package org.geocontext.geo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.math.Vector3D;

/**
 * The search for what of a geometry is nearest to a position. Geodesics are dear, so there is one for each segment that
 * may hold the nearest point, which few may: a segment outside the box around what is wanted cannot, and no point of a
 * segment is nearer than its middle, by the straight way through the earth bent to the flattest arc there is, less half
 * its length. That holds at the poles and across the antimeridian too. Not thread-safe.
 */
final class DistanceSearch {

    /** No arc of the ellipsoid is bent less than one of this radius, metres: a little more than its 6 399 594 m. */
    private static final double FLATTEST_RADIUS = 6_400_000;

    /** Beyond it a box holds too much to be worth a look, metres. */
    private static final double WIDEST_BOX = 1_000_000;

    private static final double NARROWEST_BOX = 0.001;

    private static final double ROUNDING_DEGREES = 1e-6;
    private static final double TURN = 360;

    /** Golden sections of a segment, to below a millimetre in 1000 km. */
    private static final int REFINEMENTS = 45;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final LonLat from;
    private final Vector3D fromInSpace;
    private final @Nullable Envelope window;

    /** The smallest distance found, or the greatest that is wanted. */
    private double most;

    private double best = Double.POSITIVE_INFINITY;

    /** @param most metres; what is farther need not be measured */
    DistanceSearch(LonLat from, double most) {
        this.from = from;
        this.most = most;
        fromInSpace = inSpace(from.lon(), from.lat());
        window = most < WIDEST_BOX ? Boxes.around(from, Math.max(most, NARROWEST_BOX), Crs.WGS84) : null;
        if (window != null) {
            window.expandBy(ROUNDING_DEGREES);
        }
    }

    /** Metres to the geometry, 0 if it covers the position; infinity, as a rule, if it is farther than is wanted. */
    double to(Geometry geometry) {
        measure(geometry);
        return best;
    }

    private void measure(Geometry geometry) {
        for (int i = 0; i < geometry.getNumGeometries() && best > 0; i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part.isEmpty() || !mayHold(part.getEnvelopeInternal())) {
                continue;
            }
            if (part instanceof Point point) {
                found(Geodesy.distance(from, point.getX(), point.getY()));
            } else if (part instanceof LineString line) {
                measureLine(line);
            } else if (part instanceof Polygon polygon) {
                measurePolygon(polygon);
            } else {
                measure(part);
            }
        }
    }

    private void found(double distance) {
        best = Math.min(best, distance);
        most = Math.min(most, best);
    }

    private boolean mayHold(Envelope box) {
        return mayHold(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
    }

    /** Whether something in a box, which may lie another turn around the earth, may be near enough. */
    private boolean mayHold(double west, double south, double east, double north) {
        if (window == null) {
            return true;
        }
        if (north < window.getMinY() || south > window.getMaxY()) {
            return false;
        }
        boolean here = east >= window.getMinX() && west <= window.getMaxX();
        return here
                || east - TURN >= window.getMinX() && west - TURN <= window.getMaxX()
                || east + TURN >= window.getMinX() && west + TURN <= window.getMaxX();
    }

    private void measurePolygon(Polygon polygon) {
        if (covers(polygon, near(polygon))) {
            found(0);
            return;
        }
        measureLine(polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            measureLine(polygon.getInteriorRingN(i));
        }
    }

    /** Its rim included. JTS's own way keeps an object for every vertex. */
    private static boolean covers(Polygon polygon, Coordinate position) {
        int location = locate(position, polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing() && location == Location.INTERIOR; i++) {
            int inHole = locate(position, polygon.getInteriorRingN(i));
            location = inHole == Location.INTERIOR ? Location.EXTERIOR : Location.INTERIOR;
        }
        return location != Location.EXTERIOR;
    }

    private static int locate(Coordinate position, LinearRing ring) {
        return ring.getEnvelopeInternal().intersects(position)
                ? RayCrossingCounter.locatePointInRing(position, ring.getCoordinateSequence())
                : Location.EXTERIOR;
    }

    /** The position with its longitude, or the one a turn away, whichever is nearer to the geometry's box. */
    private Coordinate near(Geometry geometry) {
        Envelope box = geometry.getEnvelopeInternal();
        double middle = (box.getMinX() + box.getMaxX()) / 2;
        return new Coordinate(from.lon() + TURN * Math.round((middle - from.lon()) / TURN), from.lat());
    }

    private void measureLine(LineString line) {
        if (line.isEmpty()) {
            return;
        }
        CoordinateSequence positions = line.getCoordinateSequence();
        if (PointLocation.isOnLine(near(line), positions)) {
            found(0);
            return;
        }
        double[] atLeast = new double[positions.size() - 1];
        Arrays.setAll(atLeast, i -> atLeast(positions, i));
        int likeliest = 0;
        for (int i = 1; i < atLeast.length; i++) {
            likeliest = atLeast[i] < atLeast[likeliest] ? i : likeliest;
        }
        measureSegment(positions, likeliest, atLeast[likeliest]);
        for (int i = 0; i < atLeast.length; i++) {
            if (i != likeliest) {
                measureSegment(positions, i, atLeast[i]);
            }
        }
    }

    /** No point of the segment is nearer than this, metres; infinity if it is out of the window. */
    private double atLeast(CoordinateSequence positions, int segment) {
        double ax = positions.getX(segment);
        double ay = positions.getY(segment);
        double bx = positions.getX(segment + 1);
        double by = positions.getY(segment + 1);
        if (!mayHold(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) {
            return Double.POSITIVE_INFINITY;
        }
        double towardsEquator = ay * by <= 0 ? 0 : Math.min(Math.abs(ay), Math.abs(by));
        double longest = Math.hypot(
                (bx - ax) * Geodesy.metresPerDegreeEast(towardsEquator), (by - ay) * Geodesy.metresPerDegreeNorth(90));
        double straight = straight((ax + bx) / 2, (ay + by) / 2);
        return 2 * FLATTEST_RADIUS * Math.asin(straight / (2 * FLATTEST_RADIUS)) - longest / 2;
    }

    /**
     * The nearest point of a segment is found by the straight way through the earth: for what is near, the way over it
     * is shortest at the same point, to far below a millimetre.
     */
    private void measureSegment(CoordinateSequence positions, int segment, double atLeast) {
        if (atLeast > most) {
            return;
        }
        Segment line = new Segment(
                positions.getX(segment),
                positions.getY(segment),
                positions.getX(segment + 1),
                positions.getY(segment + 1));
        double low = 0;
        double high = 1;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = straight(line, left);
        double atRight = straight(line, right);
        for (int i = 0; i < REFINEMENTS; i++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = straight(line, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = straight(line, right);
            }
        }
        double inside = (low + high) / 2;
        double end = straight(line, 0) <= straight(line, 1) ? 0 : 1;
        double nearest = straight(line, end) <= straight(line, inside) ? end : inside;
        found(Geodesy.distance(from, line.lon(nearest), line.lat(nearest)));
    }

    /** Straight in lon/lat. */
    private record Segment(double ax, double ay, double bx, double by) {

        double lon(double share) {
            return ax + share * (bx - ax);
        }

        double lat(double share) {
            return ay + share * (by - ay);
        }
    }

    private double straight(Segment line, double share) {
        return straight(line.lon(share), line.lat(share));
    }

    /** Metres through the earth. */
    private double straight(double lon, double lat) {
        return fromInSpace.subtract(inSpace(lon, lat)).length();
    }

    /** Geocentric, metres. */
    private static Vector3D inSpace(double lon, double lat) {
        double phi = Math.toRadians(lat);
        double lambda = Math.toRadians(lon);
        double prime = Geodesy.primeVertical(lat);
        return Vector3D.create(
                prime * Math.cos(phi) * Math.cos(lambda),
                prime * Math.cos(phi) * Math.sin(lambda),
                prime * (1 - Geodesy.ECCENTRICITY_SQUARED) * Math.sin(phi));
    }
}
