package org.geocontext.standalone.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.codec.JsonOut;
import org.geocontext.feature.GeoJsonGeometry;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Hits as a GeoJSON FeatureCollection, always in lon/lat WGS 84. */
final class GeoJsonDocument {

    private GeoJsonDocument() {}

    /** @param properties the attributes wanted; empty for all */
    static String of(List<Hit> hits, Set<String> properties) {
        StringWriter text = new StringWriter();
        try (JsonOut out = JsonOut.to(text, false)) {
            out.startObject().name("type").value("FeatureCollection").startArray("features");
            for (Hit hit : hits) {
                out.startObject().name("type").value("Feature").name("id").value(hit.id());
                geometry(hit.geometry(), out.name("geometry"));
                out.startObject("properties");
                for (Map.Entry<String, @Nullable Object> attribute :
                        hit.attributes().entrySet()) {
                    if (properties.isEmpty() || properties.contains(attribute.getKey())) {
                        out.member(attribute.getKey(), Attributes.plain(attribute.getValue()));
                    }
                }
                out.endObject().endObject();
            }
            out.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void geometry(@Nullable Geometry geometry, JsonOut out) throws IOException {
        if (geometry == null) {
            out.nullValue();
        } else {
            GeoJsonGeometry.write(geometry, out);
        }
    }
}
