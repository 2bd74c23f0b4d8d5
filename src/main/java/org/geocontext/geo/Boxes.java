package org.geocontext.geo;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Boxes in the units of any CRS: of a given size on the ground, and as lon/lat. */
public final class Boxes {

    /** That a side is taken in when it is transformed. */
    private static final int PIECES = 32;

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

    /**
     * The lon/lat box around a box of another CRS, whose straight sides are bent there.
     *
     * @param box x east, y north
     * @return empty if it goes beyond the CRS's area or around a pole
     */
    public static Optional<LonLatBox> toLonLat(Envelope box, Crs crs) {
        if (box.isNull()) {
            return Optional.empty();
        }
        Coordinate[] outline;
        try {
            outline = crs.toLonLat(new GeometryFactory().createLineString(outline(box)))
                    .getCoordinates();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Envelope lonLat = new Envelope();
        double lon = outline[0].x;
        for (Coordinate position : outline) {
            // The shorter way from one to the next, so that the outline goes on across the antimeridian.
            lon += Math.IEEEremainder(position.x - lon, 360);
            lonLat.expandToInclude(lon, position.y);
        }
        boolean closed = Math.abs(lon - outline[0].x) < 180;
        return closed
                ? LonLatBox.find(lonLat.getMinX(), lonLat.getMinY(), lonLat.getMaxX(), lonLat.getMaxY())
                : Optional.empty();
    }

    /**
     * A box of a CRS that holds a lon/lat box, whose straight sides are bent there.
     *
     * @param lonLat within ±180 and ±90
     * @return x east, y north
     * @throws IllegalArgumentException if some of it cannot be transformed
     */
    public static Envelope fromLonLat(Envelope lonLat, Crs crs) {
        if (crs == Crs.WGS84) {
            return new Envelope(lonLat);
        }
        Envelope box = new Envelope();
        for (Coordinate position : outline(lonLat)) {
            box.expandToInclude(crs.fromLonLat(new LonLat(position.x, position.y)));
        }
        // A side bulges beyond its pieces by less than this.
        box.expandBy(box.getWidth() / PIECES / PIECES, box.getHeight() / PIECES / PIECES);
        return box;
    }

    private static Coordinate[] outline(Envelope box) {
        Coordinate[] corners = {
            new Coordinate(box.getMinX(), box.getMinY()),
            new Coordinate(box.getMaxX(), box.getMinY()),
            new Coordinate(box.getMaxX(), box.getMaxY()),
            new Coordinate(box.getMinX(), box.getMaxY()),
            new Coordinate(box.getMinX(), box.getMinY())
        };
        Coordinate[] outline = new Coordinate[4 * PIECES + 1];
        for (int i = 0; i < outline.length; i++) {
            Coordinate from = corners[i / PIECES];
            Coordinate to = corners[Math.min(4, i / PIECES + 1)];
            double share = (double) (i % PIECES) / PIECES;
            outline[i] = new Coordinate(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
        }
        return outline;
    }
}
