package org.geocontext.standalone.output;

import java.io.IOException;
import org.geocontext.geo.Crs;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Writes geometries as GML 3.1.1, two-dimensional, under the prefix {@code gml}. Not thread-safe. */
final class GmlGeometry {

    static final String NAMESPACE = "http://www.opengis.net/gml";

    private final Crs crs;
    private final XmlOut out;

    /** @param crs of the geometries, which are x east, y north; they are written in the authority's order */
    GmlGeometry(Crs crs, XmlOut out) {
        this.crs = crs;
        this.out = out;
    }

    /** @param geometry not empty */
    void write(Geometry geometry) throws IOException {
        write(geometry, crs.urn());
    }

    private void write(Geometry geometry, @Nullable String srsName) throws IOException {
        if (geometry instanceof Point point) {
            start("gml:Point", srsName);
            out.element("gml:pos", positions(point.getCoordinateSequence())).end();
        } else if (geometry instanceof LineString line) {
            start("gml:LineString", srsName);
            posList(line);
            out.end();
        } else if (geometry instanceof Polygon polygon) {
            start("gml:Polygon", srsName);
            ring("gml:exterior", polygon.getExteriorRing());
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                ring("gml:interior", polygon.getInteriorRingN(i));
            }
            out.end();
        } else if (geometry instanceof MultiPoint) {
            members("gml:MultiPoint", "gml:pointMember", geometry, srsName);
        } else if (geometry instanceof MultiLineString) {
            members("gml:MultiCurve", "gml:curveMember", geometry, srsName);
        } else if (geometry instanceof MultiPolygon) {
            members("gml:MultiSurface", "gml:surfaceMember", geometry, srsName);
        } else if (geometry instanceof GeometryCollection) {
            members("gml:MultiGeometry", "gml:geometryMember", geometry, srsName);
        } else {
            throw new IllegalArgumentException("geometry: " + geometry.getGeometryType() + " (expected: a GML type)");
        }
    }

    private void start(String name, @Nullable String srsName) throws IOException {
        out.start(name, "srsName", srsName, "srsDimension", srsName == null ? null : "2");
    }

    private void members(String name, String member, Geometry geometry, @Nullable String srsName) throws IOException {
        start(name, srsName);
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            if (!geometry.getGeometryN(i).isEmpty()) {
                out.start(member);
                write(geometry.getGeometryN(i), null);
                out.end();
            }
        }
        out.end();
    }

    private void ring(String name, LineString ring) throws IOException {
        out.start(name).start("gml:LinearRing");
        posList(ring);
        out.end().end();
    }

    private void posList(LineString line) throws IOException {
        out.element("gml:posList", positions(line.getCoordinateSequence()));
    }

    private String positions(CoordinateSequence sequence) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sequence.size(); i++) {
            double x = sequence.getX(i);
            double y = sequence.getY(i);
            text.append(i == 0 ? "" : " ")
                    .append(crs.northFirst() ? y : x)
                    .append(' ')
                    .append(crs.northFirst() ? x : y);
        }
        return text.toString();
    }
}
