package org.geocontext.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
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

/** Metres on the WGS 84 ellipsoid. */
public final class Geodesy {

    static final double EQUATOR_RADIUS = 6378137.0;
    private static final double FLATTENING = 1 / 298.257223563;

    /**
     * Steps of the search for the nearest position on a segment: golden sections of it, to below a millimetre in 1000
     * km.
     */
    private static final int REFINEMENTS = 45;

    private Geodesy() {}

    /** Geodesic distance in metres (Karney 2013). */
    public static double distanceMetres(LonLat from, LonLat to) {
        return distance(from.lon(), from.lat(), to.lon(), to.lat());
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
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < geometry.getNumGeometries() && best > 0; i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part.isEmpty()) {
                continue;
            }
            double distance;
            if (part instanceof Point point) {
                distance = distance(from.lon(), from.lat(), point.getX(), point.getY());
            } else if (part instanceof LineString line) {
                distance = toLine(from, line);
            } else if (part instanceof Polygon polygon) {
                distance = toPolygon(from, polygon);
            } else {
                distance = distanceMetres(from, part);
            }
            best = Math.min(best, distance);
        }
        return best;
    }

    private static double toPolygon(LonLat from, Polygon polygon) {
        double lon = unwrap(from.lon(), polygon.getEnvelopeInternal());
        if (SimplePointInAreaLocator.locatePointInPolygon(new Coordinate(lon, from.lat()), polygon)
                != Location.EXTERIOR) {
            return 0;
        }
        double best = toLine(from, polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            best = Math.min(best, toLine(from, polygon.getInteriorRingN(i)));
        }
        return best;
    }

    /** The position's longitude, or the one a turn away, whichever is nearer to the box. */
    private static double unwrap(double lon, Envelope box) {
        double middle = (box.getMinX() + box.getMaxX()) / 2;
        return lon + 360 * Math.round((middle - lon) / 360);
    }

    /**
     * The nearest segment is found on a plane whose axes are scaled to metres at the position (exact to the first
     * order, which is what decides between near segments); along it and its rivals the geodesic distance itself is
     * minimised.
     */
    private static double toLine(LonLat from, LineString line) {
        double lon = unwrap(from.lon(), line.getEnvelopeInternal());
        double lat = from.lat();
        double eastMetres = metresPerDegreeEast(lat);
        double northMetres = metresPerDegreeNorth(lat);
        if (PointLocation.isOnLine(new Coordinate(lon, lat), line.getCoordinateSequence())) {
            return 0;
        }
        int last = line.getNumPoints() - 1;
        double nearest = Double.POSITIVE_INFINITY;
        double[] planar = new double[Math.max(last, 1)];
        for (int i = 0; i < last; i++) {
            planar[i] = planarDistance(line, i, lon, lat, eastMetres, northMetres);
            nearest = Math.min(nearest, planar[i]);
        }
        // The plane is wrong by at most about distance / radius times the distance: rivals within that are measured
        // too.
        double margin = nearest * Math.min(1, 2 * nearest / EQUATOR_RADIUS + 1e-6) + 1e-6;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < last; i++) {
            if (planar[i] <= nearest + margin) {
                best = Math.min(best, toSegment(lon, lat, line.getCoordinateN(i), line.getCoordinateN(i + 1)));
            }
        }
        return best;
    }

    private static double planarDistance(
            LineString line, int segment, double lon, double lat, double eastMetres, double northMetres) {
        Coordinate a = line.getCoordinateN(segment);
        Coordinate b = line.getCoordinateN(segment + 1);
        double ax = (a.x - lon) * eastMetres;
        double ay = (a.y - lat) * northMetres;
        double dx = (b.x - a.x) * eastMetres;
        double dy = (b.y - a.y) * northMetres;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
        return Math.hypot(ax + t * dx, ay + t * dy);
    }

    private static double toSegment(double lon, double lat, Coordinate a, Coordinate b) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = 0;
        double high = 1;
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);
        double atLeft = along(lon, lat, a, b, left);
        double atRight = along(lon, lat, a, b, right);
        for (int i = 0; i < REFINEMENTS; i++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - golden * (high - low);
                atLeft = along(lon, lat, a, b, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + golden * (high - low);
                atRight = along(lon, lat, a, b, right);
            }
        }
        double ends = Math.min(along(lon, lat, a, b, 0), along(lon, lat, a, b, 1));
        return Math.min(ends, Math.min(atLeft, atRight));
    }

    private static double along(double lon, double lat, Coordinate a, Coordinate b, double t) {
        return distance(lon, lat, a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
    }

    private static double distance(double lon1, double lat1, double lon2, double lat2) {
        GeodesicData line = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, GeodesicMask.DISTANCE);
        return line.s12;
    }

    /** Length of a degree of longitude at a latitude, metres. */
    static double metresPerDegreeEast(double lat) {
        double phi = Math.toRadians(lat);
        double e2 = FLATTENING * (2 - FLATTENING);
        double prime = EQUATOR_RADIUS / Math.sqrt(1 - e2 * Math.sin(phi) * Math.sin(phi));
        return Math.toRadians(1) * prime * Math.cos(phi);
    }

    /** Length of a degree of latitude at a latitude, metres. */
    static double metresPerDegreeNorth(double lat) {
        double phi = Math.toRadians(lat);
        double e2 = FLATTENING * (2 - FLATTENING);
        double meridian = EQUATOR_RADIUS * (1 - e2) / Math.pow(1 - e2 * Math.sin(phi) * Math.sin(phi), 1.5);
        return Math.toRadians(1) * meridian;
    }
}
