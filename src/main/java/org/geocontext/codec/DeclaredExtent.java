package org.geocontext.codec;

import java.util.Optional;
import java.util.regex.Pattern;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Gathers the boxes that a server declares for one layer, and judges whether they can be believed: whoever relies on a
 * wrong one loses answers, whoever has none asks in vain. Not thread-safe.
 */
final class DeclaredExtent {

    /** Degrees; about ten metres. */
    private static final double TINY = 1e-4;

    /** Beyond, a latitude is taken for the pole's. */
    private static final double POLE = 89.99;

    private static final Pattern CRS84 = Pattern.compile("(?i).*CRS:?84");

    private @Nullable LonLatBox lonLat;
    private @Nullable LonLatBox projected;
    private boolean declared;
    private boolean doubtful;

    /** A box in lon/lat; several of them are taken together. */
    void addLonLat(double west, double south, double east, double north) {
        declared = true;
        Optional<LonLatBox> box =
                isOfNothing(west, south, east, north) ? Optional.empty() : LonLatBox.find(west, south, east, north);
        if (box.isEmpty()) {
            doubtful = true;
        } else {
            lonLat = lonLat == null ? box.get() : lonLat.plus(box.get());
        }
    }

    /**
     * A box in any CRS, used where there is none in lon/lat.
     *
     * @param crs name; null if the server does not say
     * @param authorityOrder whether x and y are in the order of the CRS's authority; then those of north-first CRSs are
     *     left alone, as too many servers write them east first
     */
    void add(@Nullable String crs, boolean authorityOrder, double minX, double minY, double maxX, double maxY) {
        doubtful |= isOfNothing(minX, minY, maxX, maxY);
        if (lonLat == null && projected == null && crs != null) {
            projected = Crs.find(crs)
                    .filter(found -> !authorityOrder
                            || !found.northFirst()
                            || CRS84.matcher(crs).matches())
                    .flatMap(found -> toLonLat(found, minX, minY, maxX, maxY))
                    .orElse(null);
            declared |= projected != null;
        }
    }

    private static Optional<LonLatBox> toLonLat(Crs crs, double minX, double minY, double maxX, double maxY) {
        if (crs == Crs.WGS84) {
            return LonLatBox.find(minX, minY, maxX, maxY);
        }
        boolean upright = minX <= maxX && minY <= maxY && Double.isFinite(maxX - minX) && Double.isFinite(maxY - minY);
        return upright ? Boxes.toLonLat(new Envelope(minX, maxX, minY, maxY), crs) : Optional.empty();
    }

    /** What GeoServer writes for an empty layer, in the units of whatever CRS. */
    private static boolean isOfNothing(double minX, double minY, double maxX, double maxY) {
        boolean oneUnit = minX == -1 && minY == -1 && maxX == 0 && maxY == 0;
        boolean origin = minX == 0 && minY == 0 && maxX == 0 && maxY == 0;
        return oneUnit || origin || (minX > maxX && minY > maxY);
    }

    /** Whether the server declares anything, however doubtful; if not, what it declares for a group holds. */
    boolean isDeclared() {
        return declared || doubtful;
    }

    /**
     * The extent; null if there is none to believe.
     *
     * @param crs name of the layer's own CRS; null if it is not known
     */
    @Nullable
    LonLatBox find(@Nullable String crs) {
        LonLatBox box = lonLat != null ? lonLat : projected;
        return box == null || doubtful || isLeftOver(box, crs) ? null : box;
    }

    /**
     * Whether it looks like an empty layer's, transformed: GeoServer puts one in EPSG:32735 on the south pole, others
     * near their CRS's origin; QGIS Server puts a layer that it could not read on the equator.
     */
    private static boolean isLeftOver(LonLatBox box, @Nullable String crs) {
        if (box.width() > TINY || box.height() > TINY) {
            return false;
        }
        boolean nowhere = Math.abs(box.south()) < TINY || Math.abs(box.south()) > POLE;
        return nowhere
                || crs != null
                        && Crs.find(crs).filter(found -> isAtOrigin(box, found)).isPresent();
    }

    private static boolean isAtOrigin(LonLatBox box, Crs crs) {
        try {
            Coordinate corner = crs.fromLonLat(new LonLat(box.west(), box.south()));
            return Math.abs(corner.x) < 2 && Math.abs(corner.y) < 2;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
