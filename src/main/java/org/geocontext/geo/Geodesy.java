package org.geocontext.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.math.Vector3D;

/** Metres on the WGS 84 ellipsoid. */
public final class Geodesy {

    static final double EQUATOR_RADIUS = 6378137.0;
    private static final double FLATTENING = 1 / 298.257223563;

    /** No arc of the ellipsoid is bent less than one of this radius, metres: a little more than its 6 399 594 m. */
    private static final double FLATTEST_RADIUS = 6_400_000;

    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    /**
     * Steps of the search for the nearest position on a segment: golden sections of it, to below a millimetre in 1000
     * km.
     */
    private static final int REFINEMENTS = 45;

    private Geodesy() {}

    /** Geodesic distance in metres (Karney 2013). */
    public static double distanceMetres(LonLat from, LonLat to) {
        return distance(from, to.lon(), to.lat());
    }

    /**
     * Geodesic distance in metres from a position to the nearest point of a geometry, whose edges are straight in
     * lon/lat.
     *
     * @param geometry lon/lat WGS 84; may cross the antimeridian by longitudes beyond 180
     * @return 0 if the geometry covers the position (a polygon covers its rim, a line what is exactly on it); infinity
     *     if the geometry is empty
     */
    public static double distanceMetres(LonLat from, Geometry geometry) {
        return distanceWithin(Double.POSITIVE_INFINITY, from, geometry);
    }

    /**
     * As {@link #distanceMetres(LonLat, Geometry)}, but quick with what is farther than anybody cares for, however many
     * vertices it has.
     *
     * @param most metres
     * @return the distance if it is at most that; else something greater, infinity as a rule
     */
    public static double distanceWithin(double most, LonLat from, Geometry geometry) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < geometry.getNumGeometries() && best > 0; i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part.isEmpty()) {
                continue;
            }
            double distance;
            if (part instanceof Point point) {
                distance = distance(from, point.getX(), point.getY());
            } else if (part instanceof LineString line) {
                distance = toLine(Math.min(most, best), from, line);
            } else if (part instanceof Polygon polygon) {
                distance = toPolygon(Math.min(most, best), from, polygon);
            } else {
                distance = distanceWithin(Math.min(most, best), from, part);
            }
            best = Math.min(best, distance);
        }
        return best;
    }

    private static double toPolygon(double most, LonLat from, Polygon polygon) {
        double lon = unwrap(from.lon(), polygon.getEnvelopeInternal());
        if (SimplePointInAreaLocator.locatePointInPolygon(new Coordinate(lon, from.lat()), polygon)
                != Location.EXTERIOR) {
            return 0;
        }
        double best = toLine(most, from, polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            best = Math.min(best, toLine(Math.min(most, best), from, polygon.getInteriorRingN(i)));
        }
        return best;
    }

    /** The position's longitude, or the one a turn away, whichever is nearer to the box. */
    private static double unwrap(double lon, Envelope box) {
        double middle = (box.getMinX() + box.getMaxX()) / 2;
        return lon + 360 * Math.round((middle - lon) / 360);
    }

    /**
     * Geodesics are dear, so only segments that may hold the nearest point are measured: no point of a segment is
     * nearer than its middle, by the straight way through the earth bent to the flattest arc there is, less half its
     * length. That holds at the poles and across the antimeridian too.
     */
    private static double toLine(double most, LonLat from, LineString line) {
        if (line.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double lon = unwrap(from.lon(), line.getEnvelopeInternal());
        if (PointLocation.isOnLine(new Coordinate(lon, from.lat()), line.getCoordinateSequence())) {
            return 0;
        }
        int segments = line.getNumPoints() - 1;
        Vector3D position = inSpace(from.lon(), from.lat());
        double[] atLeast = new double[segments];
        int likeliest = 0;
        for (int i = 0; i < segments; i++) {
            atLeast[i] = atLeast(position, line.getCoordinateN(i), line.getCoordinateN(i + 1));
            likeliest = atLeast[i] < atLeast[likeliest] ? i : likeliest;
        }
        if (atLeast[likeliest] > most) {
            return Double.POSITIVE_INFINITY;
        }
        double best = toSegment(from, line.getCoordinateN(likeliest), line.getCoordinateN(likeliest + 1));
        for (int i = 0; i < segments; i++) {
            if (i != likeliest && atLeast[i] < Math.min(most, best)) {
                best = Math.min(best, toSegment(from, line.getCoordinateN(i), line.getCoordinateN(i + 1)));
            }
        }
        return best;
    }

    /** No point of the segment is nearer than this, metres. */
    private static double atLeast(Vector3D position, Coordinate a, Coordinate b) {
        double towardsEquator = a.y * b.y <= 0 ? 0 : Math.min(Math.abs(a.y), Math.abs(b.y));
        double longest =
                Math.hypot((b.x - a.x) * metresPerDegreeEast(towardsEquator), (b.y - a.y) * metresPerDegreeNorth(90));
        Vector3D middle = inSpace((a.x + b.x) / 2, (a.y + b.y) / 2);
        double straight = position.subtract(middle).length();
        return 2 * FLATTEST_RADIUS * Math.asin(straight / (2 * FLATTEST_RADIUS)) - longest / 2;
    }

    /** Geocentric, metres. */
    private static Vector3D inSpace(double lon, double lat) {
        double phi = Math.toRadians(lat);
        double lambda = Math.toRadians(lon);
        double prime = primeVertical(lat);
        return Vector3D.create(
                prime * Math.cos(phi) * Math.cos(lambda),
                prime * Math.cos(phi) * Math.sin(lambda),
                prime * (1 - ECCENTRICITY_SQUARED) * Math.sin(phi));
    }

    private static double toSegment(LonLat from, Coordinate a, Coordinate b) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = 0;
        double high = 1;
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);
        double atLeft = along(from, a, b, left);
        double atRight = along(from, a, b, right);
        for (int i = 0; i < REFINEMENTS; i++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - golden * (high - low);
                atLeft = along(from, a, b, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + golden * (high - low);
                atRight = along(from, a, b, right);
            }
        }
        double ends = Math.min(along(from, a, b, 0), along(from, a, b, 1));
        return Math.min(ends, Math.min(atLeft, atRight));
    }

    private static double along(LonLat from, Coordinate a, Coordinate b, double t) {
        return distance(from, a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
    }

    /** Latitudes a hair beyond a pole, as in outlines of Antarctica, are the pole's. */
    private static double distance(LonLat from, double lon, double lat) {
        double onEarth = Math.max(-90, Math.min(90, lat));
        return Geodesic.WGS84.Inverse(from.lat(), from.lon(), onEarth, lon, GeodesicMask.DISTANCE).s12;
    }

    /** Length of a degree of longitude at a latitude, metres. */
    public static double metresPerDegreeEast(double lat) {
        return Math.toRadians(1) * primeVertical(lat) * Math.cos(Math.toRadians(lat));
    }

    /** Length of a degree of latitude at a latitude, metres; longest at the poles. */
    public static double metresPerDegreeNorth(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        double curvature = 1 - ECCENTRICITY_SQUARED * sin * sin;
        return Math.toRadians(1) * EQUATOR_RADIUS * (1 - ECCENTRICITY_SQUARED) / (curvature * Math.sqrt(curvature));
    }

    /** Radius of curvature in the prime vertical, metres. */
    private static double primeVertical(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        return EQUATOR_RADIUS / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    }
}
