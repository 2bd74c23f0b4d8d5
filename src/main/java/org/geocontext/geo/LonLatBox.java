package org.geocontext.geo;

import java.util.Optional;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * All positions from one meridian eastwards to another, between two parallels. Degrees, WGS 84; it may be a point or a
 * line.
 *
 * @param west -180 or more, less than 180
 * @param south -90 or more
 * @param east {@code west} to {@code west} + 360; beyond 180 if the box lies across the antimeridian
 * @param north {@code south} to 90
 */
public record LonLatBox(double west, double south, double east, double north) {

    /** How far beyond a pole or a full turn a box may go that is still taken for one: half a large pixel. */
    private static final double OVERSHOOT = 1;

    private static final double TURN = 360;

    public LonLatBox {
        boolean longitudes = west >= -180 && west < 180 && east >= west && east <= west + TURN;
        if (!longitudes || !(south >= -90 && north >= south && north <= 90)) {
            throw new IllegalArgumentException("box: " + west + ", " + south + ", " + east + ", " + north
                    + " (expected: west -180..180, east west..west+360, -90 <= south <= north <= 90)");
        }
    }

    /**
     * The box that these sides mean, as people and servers write them: longitudes of -180 to 180 or of 0 to 360, west
     * greater than east across the antimeridian, latitudes that go half a pixel beyond a pole.
     *
     * @return empty if they mean none: not finite, south above north, beyond the world
     */
    public static Optional<LonLatBox> find(double west, double south, double east, double north) {
        boolean latitudes = south >= -90 - OVERSHOOT && south <= north && north <= 90 + OVERSHOOT;
        boolean longitudes = Math.abs(west) <= TURN + OVERSHOOT && Math.abs(east) <= TURN + OVERSHOOT;
        if (!latitudes || !longitudes) {
            return Optional.empty();
        }
        double width = west > east && Math.max(west, -east) <= 180 ? east + TURN - west : east - west;
        if (width < 0 || width > TURN + OVERSHOOT) {
            return Optional.empty();
        }
        double lowest = clamp(south);
        double highest = clamp(north);
        if (width >= TURN) {
            return Optional.of(new LonLatBox(-180, lowest, 180, highest));
        }
        double turned = west - TURN * Math.floor((west + 180) / TURN);
        double start = turned < 180 ? turned : -180;
        return Optional.of(new LonLatBox(start, lowest, start + width, highest));
    }

    private static double clamp(double lat) {
        return Math.max(-90, Math.min(90, lat));
    }

    public double width() {
        return east - west;
    }

    public double height() {
        return north - south;
    }

    public boolean contains(LonLat position) {
        return position.lat() >= south && position.lat() <= north && degreesEast(position.lon()) <= width();
    }

    /** Degrees from the western side eastwards to a longitude, 0 to 360. */
    private double degreesEast(double lon) {
        double turned = lon - west;
        return turned - TURN * Math.floor(turned / TURN);
    }

    /** The smaller of the two boxes that hold both. */
    public LonLatBox plus(LonLatBox other) {
        LonLatBox fromHere = stretchedTo(other);
        LonLatBox fromThere = other.stretchedTo(this);
        return fromHere.width() <= fromThere.width() ? fromHere : fromThere;
    }

    private LonLatBox stretchedTo(LonLatBox other) {
        double needed = Math.max(width(), degreesEast(other.west) + other.width());
        double lowest = Math.min(south, other.south);
        double highest = Math.max(north, other.north);
        return needed >= TURN
                ? new LonLatBox(-180, lowest, 180, highest)
                : new LonLatBox(west, lowest, west + needed, highest);
    }

    /** The longer of its sides on the ground, metres; that along a parallel where the parallel is longest. */
    public double longerSideMetres() {
        double nearestEquator = south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north));
        return Math.max(
                width() * Geodesy.metresPerDegreeEast(nearestEquator), height() * Geodesy.metresPerDegreeNorth(90));
    }

    /** Geodesic distance in metres to the nearest position of the box, 0 inside; costs one geodesic. */
    public double distanceMetres(LonLat from) {
        double eastwards = degreesEast(from.lon());
        boolean beside = eastwards > width();
        if (!beside && from.lat() >= south && from.lat() <= north) {
            return 0;
        }
        if (!beside) {
            return distance(from, clamped(from.lat()), from.lon());
        }
        double beyondEast = eastwards - width();
        double beyondWest = TURN - eastwards;
        return beyondEast <= beyondWest
                ? distance(from, nearestLatitude(from.lat(), beyondEast), east)
                : distance(from, nearestLatitude(from.lat(), beyondWest), west);
    }

    private double clamped(double lat) {
        return Math.max(south, Math.min(north, lat));
    }

    /**
     * Where a side of the box comes nearest to a position that far beside it. On the sphere; the ellipsoid moves it so
     * little that the distance stays the same to a millimetre for what is near.
     */
    private double nearestLatitude(double lat, double degreesBeside) {
        double phi = Math.toRadians(lat);
        double foot = Math.toDegrees(
                Math.atan2(Math.sin(phi), Math.cos(phi) * Math.cos(Math.toRadians(Math.min(180, degreesBeside)))));
        if (foot >= south && foot <= north) {
            return foot;
        }
        return Math.cos(Math.toRadians(south - foot)) >= Math.cos(Math.toRadians(north - foot)) ? south : north;
    }

    private static double distance(LonLat from, double lat, double lon) {
        return Geodesic.WGS84.Inverse(from.lat(), from.lon(), lat, lon, GeodesicMask.DISTANCE).s12;
    }

    /** West, south, east, north, as the catalogue writes them. */
    @Override
    public String toString() {
        return west + ", " + south + ", " + (east > 180 ? east - TURN : east) + ", " + north;
    }
}
