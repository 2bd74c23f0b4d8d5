package org.geocontext.capabilities;

import java.util.OptionalDouble;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;

/**
 * Whether a layer with an extent can answer about a position. Extents are rounded, older than the data, and bent when
 * servers transform them, so they reach further than they say: by the tolerance or by one per cent of their longer
 * side, whichever is more. Stateless.
 */
public final class Reach {

    private static final double SHARE = 0.01;

    /** Metres: what a box that is rounded to three decimals may lack. */
    private static final double LEAST = 100;

    /** A box of this size is what is declared where nobody knew better. */
    private static final double WORLD_DEGREES_WIDE = 359;

    private static final double WORLD_DEGREES_HIGH = 170;

    private Reach() {}

    /**
     * How far beyond its reach a position is from an extent.
     *
     * @param toleranceMetres search radius on the ground
     * @return metres from the extent; empty if the position is within its reach
     */
    public static OptionalDouble beyond(LonLatBox extent, LonLat position, double toleranceMetres) {
        if (extent.width() >= WORLD_DEGREES_WIDE && extent.height() >= WORLD_DEGREES_HIGH) {
            return OptionalDouble.empty();
        }
        double distance = extent.distanceMetres(position);
        double reach = Math.max(Math.max(toleranceMetres, LEAST), SHARE * extent.longerSideMetres());
        return distance > reach ? OptionalDouble.of(distance) : OptionalDouble.empty();
    }
}
