package org.geocontext.source;

import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Envelope;

/**
 * One service to be asked for all that lies in a box.
 *
 * @param box lon/lat WGS 84, within ±180 and ±90, with an extent
 * @param most features to be sent in one reply
 */
public record AreaLookup(ServiceDefinition service, Envelope box, int most) {

    public AreaLookup {
        boolean onEarth = box.getMinX() >= -180 && box.getMaxX() <= 180 && box.getMinY() >= -90 && box.getMaxY() <= 90;
        if (!onEarth || !(box.getArea() > 0) || most < 1) {
            throw new IllegalArgumentException("box, most: " + box + ", " + most
                    + " (expected: a box within ±180 and ±90 that has an extent, and at least 1)");
        }
        box = new Envelope(box);
    }

    LonLat centre() {
        return new LonLat(box.centre().x, box.centre().y);
    }

    /** How far from the centre any of its corners is, metres. */
    double reachMetres() {
        double nearestEquator = box.getMinY() <= 0 && box.getMaxY() >= 0
                ? 0
                : Math.min(Math.abs(box.getMinY()), Math.abs(box.getMaxY()));
        double east = box.getWidth() * Geodesy.metresPerDegreeEast(nearestEquator);
        double north = box.getHeight() * Geodesy.metresPerDegreeNorth(90);
        return Math.hypot(east, north) / 2;
    }

    /**
     * Whether a reply's coordinates could be taken in either axis order and lie near the box both times, so that a
     * server that mistakes one for the other would not be found out.
     */
    boolean isAxisOrderDoubtful() {
        LonLat centre = centre();
        if (Math.abs(centre.lon()) > 90) {
            return false;
        }
        LonLat mirrored = new LonLat(centre.lat(), centre.lon());
        return Geodesy.distanceMetres(centre, mirrored) <= 4 * reachMetres();
    }

    /** The same as a lookup at the centre that reaches to the corners. */
    Lookup atCentre() {
        return new Lookup(service, centre(), reachMetres(), most, true);
    }
}
