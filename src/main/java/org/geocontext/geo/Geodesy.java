package org.geocontext.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.geom.Geometry;

/** Metres on the WGS 84 ellipsoid. */
public final class Geodesy {

    static final double EQUATOR_RADIUS = 6378137.0;
    private static final double FLATTENING = 1 / 298.257223563;

    static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

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
        return new DistanceSearch(from, most).to(geometry);
    }

    /** Latitudes a hair beyond a pole, as in outlines of Antarctica, are the pole's. */
    static double distance(LonLat from, double lon, double lat) {
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
    static double primeVertical(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        return EQUATOR_RADIUS / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    }
}
