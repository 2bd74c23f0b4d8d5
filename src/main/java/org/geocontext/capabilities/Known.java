package org.geocontext.capabilities;

import java.time.Instant;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of a layer. Immutable.
 *
 * @param layer null if the server did not mention it
 * @param layerLimit most layers in one request; null for no limit declared
 * @param contradiction where the layer had a value although it lies outside the extent; null if that was never seen
 */
record Known(
        @Nullable LayerCapabilities layer,
        @Nullable Integer layerLimit,
        Instant fetchedAt,
        @Nullable LonLat contradiction) {

    /** The extent, if there is one that nothing speaks against. */
    @Nullable
    LonLatBox extent() {
        return layer == null || contradiction != null ? null : layer.extent();
    }

    Known contradictedAt(LonLat position) {
        return new Known(layer, layerLimit, fetchedAt, position);
    }
}
