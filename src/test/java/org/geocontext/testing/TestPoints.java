package org.geocontext.testing;

import java.util.Locale;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** The points of {@code src/test/servers/README.md}, which says what is where. */
public enum TestPoints {
    A(26.2, -29.1),
    RING(26.5, -29.0),
    HOLE(26.65, -29.15),
    ISLAND(26.7, -29.2),
    NULLS(26.0, -29.8),
    GAP(26.45, -29.65),
    OVERLAP(26.209, -29.1),
    EMPTY_SITE(26.3, -29.2),
    NODATA(26.26, -29.154),
    MINUS(26.9, -29.9),
    CORNER(26.207, -29.106),
    BORDER(26.39995, -29.0),
    OUTSIDE(24.5, -27.5);

    private final LonLat position;

    TestPoints(double lon, double lat) {
        position = new LonLat(lon, lat);
    }

    public LonLat position() {
        return position;
    }

    /** In lon/lat WGS 84. */
    public Point geometry() {
        return new GeometryFactory().createPoint(new Coordinate(position.lon(), position.lat()));
    }

    /** As in {@code POINT (26.2 -29.1)}. */
    public String wkt() {
        return String.format(Locale.ROOT, "POINT (%s %s)", position.lon(), position.lat());
    }
}
