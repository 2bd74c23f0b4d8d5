package org.geocontext.standalone.demo;

import java.util.List;
import org.geocontext.geo.Crs;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** What is looked for features, in lon/lat WGS 84. */
record SearchArea(Geometry area) {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /**
     * @param box x east, y north
     * @throws FaultException if the box lies where the CRS has no coordinates
     */
    static SearchArea of(Envelope box, Crs crs) throws FaultException {
        return of(FACTORY.toGeometry(box), crs);
    }

    static SearchArea of(Coordinate position, Crs crs) throws FaultException {
        return of(FACTORY.createPoint(position), crs);
    }

    private static SearchArea of(Geometry geometry, Crs crs) throws FaultException {
        try {
            return new SearchArea(crs.toLonLat(geometry));
        } catch (IllegalArgumentException e) {
            throw new FaultException("InvalidParameterValue", "bbox", "The area is outside of " + crs.code());
        }
    }

    /** In the layer's order. */
    List<DemoFeature> features(DemoLayer.Vector layer) {
        return layer.features().stream()
                .filter(feature -> feature.geometry().intersects(area))
                .toList();
    }

    /** Of a point's area, the point. */
    Coordinate centre() {
        return area.getEnvelopeInternal().centre();
    }
}
