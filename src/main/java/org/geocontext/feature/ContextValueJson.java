package org.geocontext.feature;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import org.geocontext.codec.JsonOut;
import org.geocontext.geo.Crs;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** A query result as a GeoJSON FeatureCollection (RFC 7946): lon/lat WGS 84 whatever the CRS of the request. */
public final class ContextValueJson {

    private ContextValueJson() {}

    /**
     * Writes UTF-8 and leaves the target open.
     *
     * @param pretty whether to indent
     */
    public static void write(QueryResult result, OutputStream target, boolean pretty) throws IOException {
        try (JsonOut out = JsonOut.to(target, pretty)) {
            out.startObject().name("type").value("FeatureCollection").startArray("features");
            int count = 0;
            for (ContextValue row : result.rows()) {
                count++;
                writeFeature(row, result.crs(), Integer.toString(count), Map.of(), out);
            }
            out.endArray().endObject();
        }
    }

    /**
     * Writes one row as a feature.
     *
     * @param crs of its geometry
     * @param id tells it from the other features
     * @param more properties before those of the schema
     */
    public static void writeFeature(ContextValue row, Crs crs, String id, Map<String, ?> more, JsonOut out)
            throws IOException {
        out.startObject().name("type").value("Feature");
        out.name("id").value(ContextValueSchema.NAME + "." + id);
        out.name("geometry");
        Geometry geometry = row.geometry();
        if (geometry == null) {
            out.nullValue();
        } else {
            GeoJsonGeometry.write(crs.toLonLat(geometry), out);
        }
        out.startObject("properties");
        for (Map.Entry<String, ?> property : more.entrySet()) {
            out.member(property.getKey(), property.getValue());
        }
        for (ContextValueSchema.Attribute attribute : ContextValueSchema.ATTRIBUTES) {
            if (!attribute.name().equals(ContextValueSchema.GEOMETRY)) {
                out.member(attribute.name(), plain(attribute.reader().apply(row)));
            }
        }
        out.endObject().endObject();
    }

    /** A value as JSON, CSV and GML write it: dates as ISO 8601 UTC to the millisecond, the rest as it is. */
    public static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Date date
                ? Instant.ofEpochMilli(date.getTime())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString()
                : value;
    }
}
