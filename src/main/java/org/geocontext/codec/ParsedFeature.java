package org.geocontext.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One feature, hit or pixel as a server wrote it, before anything is believed.
 *
 * @param layer what the reply says it belongs to: GML element name, FeatureType or Layer heading, layerId of an
 *     identify result; null where the format does not say
 * @param id feature id as sent, also an invalid one; null or empty where there is none
 * @param properties lexical text by name, in the order sent, numbers digit for digit, Esri dates as ISO 8601 in UTC;
 *     null for JSON null and nil
 * @param geometry coordinates in the order sent; null where the reply has none
 * @param srs the CRS that the reply names for this geometry ({@code srsName}, {@code crs}, wkid), as sent; null if none
 */
public record ParsedFeature(
        @Nullable String layer,
        @Nullable String id,
        Map<String, @Nullable String> properties,
        @Nullable Geometry geometry,
        @Nullable String srs) {

    public ParsedFeature {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
