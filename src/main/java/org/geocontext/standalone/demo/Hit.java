package org.geocontext.standalone.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Something found in a layer: a feature, or a pixel.
 *
 * @param id empty for a pixel
 * @param geometry lon/lat WGS 84; null for a pixel
 * @param attributes texts, numbers, {@link java.time.Instant}s and nulls
 */
record Hit(DemoLayer layer, String id, @Nullable Geometry geometry, Map<String, @Nullable Object> attributes) {

    /** What GeoServer calls the only band of a grey raster. */
    private static final String BAND = "GRAY_INDEX";

    Hit {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static Hit of(DemoLayer layer, DemoFeature feature) {
        return new Hit(layer, feature.id(), feature.geometry(), feature.attributes());
    }

    /** The pixel at a lon/lat position, no data included; none outside the raster. */
    static List<Hit> pixel(DemoLayer.Raster layer, Coordinate position) {
        return layer.grid().valueAt(position.x, position.y).stream()
                .mapToObj(value -> new Hit(layer, "", null, Map.of(BAND, value)))
                .toList();
    }
}
