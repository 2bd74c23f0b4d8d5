package org.geocontext.codec;

import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;

/**
 * JTS geometries from positions. Throws IllegalArgumentException for what JTS does not take: a line of one position, a
 * ring of fewer than three.
 */
final class Shapes {

    static final GeometryFactory FACTORY =
            new GeometryFactory(new PrecisionModel(), 0, PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

    private Shapes() {}

    static Point point(Positions positions, int index) {
        return FACTORY.createPoint(positions.sequence(index, index + 1));
    }

    static LineString line(Positions positions, int from, int to) {
        return FACTORY.createLineString(positions.sequence(from, to));
    }

    /** A ring; the position that closes it is added where it is missing. */
    static LinearRing ring(Positions positions, int from, int to) {
        boolean closed =
                to - from > 1 && positions.x(from) == positions.x(to - 1) && positions.y(from) == positions.y(to - 1);
        if (to - from < (closed ? 4 : 3)) {
            throw new IllegalArgumentException("a ring of " + (to - from) + " positions");
        }
        return FACTORY.createLinearRing(closed ? positions.sequence(from, to) : positions.closed(from, to));
    }
}
