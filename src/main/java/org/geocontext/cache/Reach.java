package org.geocontext.cache;

import org.geocontext.geo.Geodesy;
import org.jspecify.annotations.Nullable;

/**
 * A distance around a position as plane geometry that never takes what is within it for farther away. The shortest way
 * to anything within the distance stays within it, and nowhere on that way is a degree shorter than these are.
 *
 * @param metres a hair more than asked, so that rounding never counts
 * @param lon degrees of longitude within the distance
 * @param lat degrees of latitude within the distance
 * @param perDegreeEast metres
 * @param perDegreeNorth metres
 */
record Reach(double metres, double lon, double lat, double perDegreeEast, double perDegreeNorth) {

    /** No degree of latitude is shorter. */
    private static final double LEAST_PER_DEGREE_NORTH = 110_574;

    /** Nearer to a pole than this degrees of longitude tell nothing. */
    private static final double LAST_LATITUDE = 89.9;

    /** Null if the distance comes too near to a pole to tell. */
    static @Nullable Reach of(double lat, double metres) {
        double sure = metres * (1 + 1e-9) + 1e-6;
        double most = sure / LEAST_PER_DEGREE_NORTH;
        double poleward = Math.abs(lat) + most;
        if (!(poleward <= LAST_LATITUDE)) {
            return null;
        }
        double east = Geodesy.metresPerDegreeEast(poleward);
        double north = Geodesy.metresPerDegreeNorth(Math.max(0, Math.abs(lat) - most));
        return new Reach(sure, sure / east, sure / north, east, north);
    }

    /** Whether a segment may come within the distance; all in degrees from the position. */
    boolean mayTouch(double fromLon, double fromLat, double toLon, double toLat) {
        double ax = fromLon * perDegreeEast;
        double ay = fromLat * perDegreeNorth;
        double dx = toLon * perDegreeEast - ax;
        double dy = toLat * perDegreeNorth - ay;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
        double x = ax + t * dx;
        double y = ay + t * dy;
        return x * x + y * y <= metres * metres;
    }
}
