package org.geocontext.standalone.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.geo.Crs;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Hits as a WFS feature collection in one of the three GMLs in use.
 *
 * @param srsName the CRS as the reply names it; its form decides the axis order
 * @param properties the attributes wanted; empty for all
 */
record GmlDocument(Gml gml, Crs crs, String srsName, Set<String> properties) {

    static final String NAMESPACE = "urn:x-geocontext:demo";

    /** A version of GML, with the collection that carries it. */
    enum Gml {
        V2("http://www.opengis.net/gml", "http://www.opengis.net/wfs", "featureMember"),
        V3_1("http://www.opengis.net/gml", "http://www.opengis.net/wfs", "featureMember"),
        V3_2("http://www.opengis.net/gml/3.2", "http://www.opengis.net/wfs/2.0", "member");

        final String namespace;
        final String wfsNamespace;
        final String member;

        Gml(String namespace, String wfsNamespace, String member) {
            this.namespace = namespace;
            this.wfsNamespace = wfsNamespace;
            this.member = member;
        }
    }

    String write(List<Hit> hits) {
        XmlText xml = new XmlText();
        xml.start("wfs:FeatureCollection")
                .attribute("xmlns:wfs", gml.wfsNamespace)
                .attribute("xmlns:gml", gml.namespace)
                .attribute("xmlns:demo", NAMESPACE);
        if (gml == Gml.V3_2) {
            String count = Integer.toString(hits.size());
            xml.attribute("numberMatched", count).attribute("numberReturned", count);
        } else if (gml == Gml.V3_1) {
            xml.attribute("numberOfFeatures", Integer.toString(hits.size()));
        }
        String member = (gml == Gml.V3_2 ? "wfs:" : "gml:") + gml.member;
        int number = 0;
        for (Hit hit : hits) {
            number++;
            xml.start(member);
            feature(hit, hit.id().isEmpty() ? hit.layer().name() + "." + number : hit.id(), xml);
            xml.end();
        }
        return xml.end().toString();
    }

    private void feature(Hit hit, String id, XmlText xml) {
        xml.start("demo:" + hit.layer().name()).attribute(gml == Gml.V2 ? "fid" : "gml:id", id);
        Geometry geometry = hit.geometry();
        if (geometry != null) {
            xml.start("demo:geom");
            geometry(crs.fromLonLat(geometry), id, xml);
            xml.end();
        }
        for (Map.Entry<String, @Nullable Object> attribute : hit.attributes().entrySet()) {
            Object value = attribute.getValue();
            if (value != null && (properties.isEmpty() || properties.contains(attribute.getKey()))) {
                xml.element("demo:" + attribute.getKey(), String.valueOf(Attributes.plain(value)));
            }
        }
        xml.end();
    }

    private void geometry(Geometry geometry, String id, XmlText xml) {
        xml.start("gml:" + geometry.getGeometryType());
        if (gml == Gml.V3_2) {
            xml.attribute("gml:id", id + ".geom");
        }
        xml.attribute("srsName", srsName);
        if (geometry instanceof Point point) {
            positions(point.getCoordinates(), "gml:pos", xml);
        } else if (geometry instanceof LineString line) {
            positions(line.getCoordinates(), "gml:posList", xml);
        } else if (geometry instanceof Polygon polygon) {
            ring(polygon.getExteriorRing(), gml == Gml.V2 ? "gml:outerBoundaryIs" : "gml:exterior", xml);
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                ring(polygon.getInteriorRingN(i), gml == Gml.V2 ? "gml:innerBoundaryIs" : "gml:interior", xml);
            }
        } else {
            throw new IllegalArgumentException(
                    "geometry: " + geometry.getGeometryType() + " (expected: Point, LineString or Polygon)");
        }
        xml.end();
    }

    private void ring(LinearRing ring, String name, XmlText xml) {
        xml.start(name).start("gml:LinearRing");
        positions(ring.getCoordinates(), "gml:posList", xml);
        xml.end().end();
    }

    private void positions(Coordinate[] positions, String name, XmlText xml) {
        boolean northFirst = Crs.isAuthorityOrder(srsName) && crs.northFirst();
        String separator = gml == Gml.V2 ? "," : " ";
        StringBuilder text = new StringBuilder();
        for (Coordinate position : positions) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(northFirst ? position.y : position.x)
                    .append(separator)
                    .append(northFirst ? position.x : position.y);
        }
        xml.element(gml == Gml.V2 ? "gml:coordinates" : name, text.toString());
    }
}
