package org.geocontext.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Something a service knows near the asked point; whether it is the answer is decided later.
 *
 * @param id as the server gave it; null if none
 * @param properties lexical text by name as the server gave it; a null value is a NULL there
 * @param geometry lon/lat WGS 84, x east; null where the reply had none
 * @param covers whether the server was asked for what covers the point, so that the distance is 0 without a geometry
 * @param raster whether it is a pixel: never dropped by distance, its distance is unknown
 */
public record Candidate(
        @Nullable String id,
        Map<String, @Nullable String> properties,
        @Nullable Geometry geometry,
        boolean covers,
        boolean raster) {}
