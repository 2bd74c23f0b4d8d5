package org.geocontext.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Envelope;

/**
 * What is within a distance of a position.
 *
 * @param lon never -180, which is 180 here, nor -0
 * @param lat never -0
 * @param declared whether the distance is no more than declared
 */
record Spot(double lon, double lat, double metres, boolean declared) implements Shape {

    /** No degree of latitude is shorter. */
    private static final double LEAST_METRES_PER_DEGREE_NORTH = 110_574;

    private static final int BYTES = 40;

    Spot {
        lon = eastern(lon);
        lat += 0.0;
    }

    Spot(LonLat centre, double metres, boolean declared) {
        this(centre.lon(), centre.lat(), metres, declared);
    }

    static Spot read(DataInput in) throws IOException {
        return new Spot(in.readDouble(), in.readDouble(), in.readDouble(), in.readBoolean());
    }

    @Override
    public void writeContent(DataOutput out) throws IOException {
        out.writeDouble(lon);
        out.writeDouble(lat);
        out.writeDouble(metres);
        out.writeBoolean(declared);
    }

    /** One longitude for the antimeridian, one zero for Greenwich. */
    static double eastern(double lon) {
        return lon == -180 ? 180 : lon + 0.0;
    }

    boolean isPoint() {
        return metres == 0;
    }

    @Override
    public boolean holds(double otherLon, double otherLat) {
        if (isSame(otherLon, otherLat)) {
            return true;
        }
        return Math.abs(otherLat - lat) * LEAST_METRES_PER_DEGREE_NORTH <= metres
                && metres > 0
                && Geodesy.distanceMetres(new LonLat(lon, lat), new LonLat(otherLon, otherLat)) <= metres;
    }

    private boolean isSame(double otherLon, double otherLat) {
        return eastern(otherLon) == lon && otherLat == lat;
    }

    @Override
    public HitKind kind(double otherLon, double otherLat) {
        if (isPoint() || (declared && isSame(otherLon, otherLat))) {
            return HitKind.POINT;
        }
        return declared ? HitKind.REUSE : HitKind.RADIUS;
    }

    @Override
    public Envelope envelope() {
        return isPoint() ? new Envelope(lon, lon, lat, lat) : Boxes.around(new LonLat(lon, lat), metres, Crs.WGS84);
    }

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public Validity validity() {
        LonLat centre = new LonLat(lon, lat);
        return declared ? new Validity.Reusable(centre, metres) : new Validity.Within(centre, metres);
    }
}
