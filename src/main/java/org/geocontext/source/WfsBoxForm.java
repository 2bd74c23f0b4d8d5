package org.geocontext.source;

import java.util.List;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.geo.Crs;
import org.locationtech.jts.geom.Envelope;

/** How a BBOX is written. A form that a server does not understand finds nothing, without an error. */
enum WfsBoxForm {
    /** {@code x,y,x,y,EPSG:n}. */
    EAST_CODE(false, true, false),
    /** {@code x,y,x,y}. */
    EAST_PLAIN(false, false, false),
    /** {@code x,y,x,y,urn:ogc:def:crs:EPSG::n}. */
    EAST_URN(false, true, true),
    /** {@code y,x,y,x,urn:ogc:def:crs:EPSG::n}. */
    NORTH_URN(true, true, true),
    /** {@code y,x,y,x}. */
    NORTH_PLAIN(true, false, false);

    private final boolean northFirst;
    private final boolean named;
    private final boolean urn;

    WfsBoxForm(boolean northFirst, boolean named, boolean urn) {
        this.northFirst = northFirst;
        this.named = named;
        this.urn = urn;
    }

    /**
     * The two forms worth trying, the likelier first. Together they are understood by GeoServer, MapServer and QGIS
     * Server in every version: with an SRSNAME the first one is, for all three.
     */
    static List<WfsBoxForm> candidates(String version, Crs crs, AxisOrder axisOrder) {
        if (axisOrder == AxisOrder.YX) {
            return List.of(NORTH_URN, NORTH_PLAIN);
        } else if (axisOrder == AxisOrder.XY || version.equals("1.0.0")) {
            return List.of(EAST_CODE, EAST_PLAIN);
        } else if (crs.isGeographic() && crs.northFirst()) {
            return List.of(NORTH_URN, EAST_CODE);
        }
        return List.of(EAST_CODE, crs.northFirst() ? NORTH_URN : EAST_URN);
    }

    /** The value of BBOX. */
    String write(Envelope box, Crs crs) {
        String west = Calls.decimal(box.getMinX());
        String south = Calls.decimal(box.getMinY());
        String east = Calls.decimal(box.getMaxX());
        String north = Calls.decimal(box.getMaxY());
        String corners =
                northFirst ? String.join(",", south, west, north, east) : String.join(",", west, south, east, north);
        return named ? corners + "," + crsName(crs) : corners;
    }

    /**
     * The CRS by the kind of name that goes with the form. QGIS Server takes the axis order of BBOX from the name in
     * SRSNAME.
     */
    String crsName(Crs crs) {
        return urn ? crs.urn() : crs.code();
    }
}
