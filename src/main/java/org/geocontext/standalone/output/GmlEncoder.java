package org.geocontext.standalone.output;

import java.io.IOException;
import java.io.OutputStream;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.feature.ContextValueSchema;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.locationtech.jts.geom.Geometry;

/**
 * A result as a WFS 1.1.0 feature collection in GML 3.1.1, valid against {@link ContextValueXsd}. Geometries are in the
 * CRS of the request under its urn, so in the authority's axis order; null attributes are left out.
 */
public final class GmlEncoder {

    /** Prefix of the application schema. */
    static final String PREFIX = "geocontext";

    private GmlEncoder() {}

    /**
     * A whole document. Flushes the stream and does not close it.
     *
     * @param schemaUrl where {@link ContextValueXsd} is served
     */
    public static void write(QueryResult result, String schemaUrl, OutputStream stream) throws IOException {
        try (XmlOut out = XmlOut.to(stream)) {
            write(result, schemaUrl, out);
        }
    }

    /** The collection as an element of another document; declares its own namespaces. */
    public static void write(QueryResult result, String schemaUrl, XmlOut out) throws IOException {
        out.start(
                "wfs:FeatureCollection",
                "xmlns:wfs",
                "http://www.opengis.net/wfs",
                "xmlns:gml",
                GmlGeometry.NAMESPACE,
                "xmlns:" + PREFIX,
                ContextValueSchema.NAMESPACE,
                "xmlns:xsi",
                "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation",
                "http://www.opengis.net/wfs http://schemas.opengis.net/wfs/1.1.0/wfs.xsd "
                        + ContextValueSchema.NAMESPACE + " " + schemaUrl,
                "numberOfFeatures",
                Integer.toString(result.rows().size()));
        out.start("gml:featureMembers");
        GmlGeometry geometries = new GmlGeometry(result.crs(), out);
        int count = 0;
        for (ContextValue row : result.rows()) {
            count++;
            out.start(PREFIX + ":" + ContextValueSchema.NAME, "gml:id", ContextValueSchema.NAME + "." + count);
            attributes(row, geometries, out);
            out.end();
        }
        out.end().end();
    }

    private static void attributes(ContextValue row, GmlGeometry geometries, XmlOut out) throws IOException {
        for (ContextValueSchema.Attribute attribute : ContextValueSchema.ATTRIBUTES) {
            String name = PREFIX + ":" + attribute.name();
            Object value = attribute.reader().apply(row);
            if (value instanceof Geometry geometry) {
                if (!geometry.isEmpty()) {
                    out.start(name);
                    geometries.write(geometry);
                    out.end();
                }
            } else if (value != null) {
                out.element(name, String.valueOf(ContextValueJson.plain(value)));
            }
        }
    }
}
