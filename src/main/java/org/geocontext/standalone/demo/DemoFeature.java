package org.geocontext.standalone.demo;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A feature of a vector layer.
 *
 * @param id as in {@code catchments.3}
 * @param geometry lon/lat WGS 84: a point, a line or a polygon
 * @param attributes texts, numbers, {@link Instant}s and nulls, in the file's order
 */
record DemoFeature(String id, Geometry geometry, Map<String, @Nullable Object> attributes) {

    DemoFeature {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
