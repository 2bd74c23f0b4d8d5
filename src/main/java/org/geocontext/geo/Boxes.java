package org.geocontext.geo;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Boxes of a given size on the ground, in the units of any CRS. */
public final class Boxes {

    private Boxes() {}

    /**
     * A box, x east, y north, just large enough to hold every position within a distance of a point.
     *
     * @param halfMetres the distance on the ground, above 0
     * @param crs of the box
     * @return in units of the CRS; in a geographic CRS latitudes end at ±90, longitudes may pass ±180
     * @throws IllegalArgumentException if the point cannot be transformed
     */
    public static Envelope around(LonLat point, double halfMetres, Crs crs) {
        // Degrees change their length across the box and straight edges bulge in projections, both by less than this.
        double grown = halfMetres * (1 + halfMetres / Geodesy.EQUATOR_RADIUS + 1e-9);
        double halfLat = grown / Geodesy.metresPerDegreeNorth(point.lat());
        double poleward = Math.min(Math.abs(point.lat()) + halfLat, 90);
        double halfLon = Math.min(grown / Geodesy.metresPerDegreeEast(poleward), 180);
        Envelope lonLat = new Envelope(
                point.lon() - halfLon,
                point.lon() + halfLon,
                Math.max(-90, point.lat() - halfLat),
                Math.min(90, point.lat() + halfLat));
        if (crs == Crs.WGS84) {
            return lonLat;
        }
        double middleLon = halfLon == 180 ? 0 : point.lon();
        Envelope box = new Envelope();
        for (double x : new double[] {-1, -0.5, 0, 0.5, 1}) {
            for (double y : new double[] {-1, 0, 1}) {
                Coordinate position = crs.fromLonLat(new LonLat(
                        Math.max(-180, Math.min(180, middleLon + x * halfLon)),
                        Math.max(-90, Math.min(90, point.lat() + y * halfLat))));
                box.expandToInclude(position);
            }
        }
        return box;
    }
}
