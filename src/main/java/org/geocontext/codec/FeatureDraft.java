package org.geocontext.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** A feature while it is being read: formats tell its parts, and the parts of the whole reply, in any order. */
final class FeatureDraft {

    final Map<String, @Nullable String> properties = new LinkedHashMap<>();

    @Nullable
    String layer;

    @Nullable
    String id;

    @Nullable
    Geometry geometry;

    @Nullable
    String srs;

    FeatureDraft() {}

    FeatureDraft(@Nullable String layer) {
        this.layer = layer;
    }

    /**
     * @param replyLayer the layer of features that do not name their own
     * @param replySrs the CRS of geometries that do not name their own
     */
    ParsedFeature finish(@Nullable String replyLayer, @Nullable String replySrs) {
        String ownSrs = srs == null ? replySrs : srs;
        return new ParsedFeature(
                layer == null ? replyLayer : layer, id, properties, geometry, geometry == null ? null : ownSrs);
    }
}
