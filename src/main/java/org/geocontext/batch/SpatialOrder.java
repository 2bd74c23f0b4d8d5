package org.geocontext.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.shape.fractal.HilbertCode;

/** Sites in such an order that those which follow each other are near each other. */
final class SpatialOrder {

    /** Cells of 360/32768 degrees, about a kilometre. */
    private static final int LEVEL = 15;

    private static final int CELLS = 1 << LEVEL;

    private SpatialOrder() {}

    static List<Site> sorted(List<Site> sites) {
        List<Site> sorted = new ArrayList<>(sites);
        sorted.sort(Comparator.<Site>comparingInt(site -> code(site.position()))
                .thenComparingDouble(site -> site.position().lon())
                .thenComparingDouble(site -> site.position().lat()));
        return sorted;
    }

    /** Along a Hilbert curve over the earth. */
    static int code(LonLat position) {
        return HilbertCode.encode(LEVEL, cell((position.lon() + 180) / 360), cell((position.lat() + 180) / 360));
    }

    private static int cell(double share) {
        return Math.min(CELLS - 1, (int) (share * CELLS));
    }
}
