package org.geocontext.geo;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;

/** Axis order. */
public final class Axes {

    private Axes() {}

    /** A copy with the first two ordinates of every position exchanged. */
    public static Geometry swapped(Geometry geometry) {
        Geometry swapped = geometry.copy();
        swapped.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence positions, int i) {
                double first = positions.getOrdinate(i, 0);
                positions.setOrdinate(i, 0, positions.getOrdinate(i, 1));
                positions.setOrdinate(i, 1, first);
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        });
        return swapped;
    }
}
