package org.geocontext.codec;

import java.util.List;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about one of its layers or feature types. Immutable.
 *
 * @param name as requests name it, with the prefix that the server gives it; the id of an ArcGIS layer
 * @param title for people; may be empty
 * @param extent where the layer has data; null if the server does not say, or says what nobody can believe
 * @param crs names of the layer's own CRSs as the server writes them, of a WFS the default first
 * @param formats as in {@link Capabilities#formats}, where they differ from layer to layer; else the same
 * @param queryable whether it can be asked for features or pixels
 */
public record LayerCapabilities(
        String name,
        String title,
        @Nullable LonLatBox extent,
        List<String> crs,
        List<String> formats,
        boolean queryable) {

    public LayerCapabilities {
        crs = List.copyOf(crs);
        formats = List.copyOf(formats);
    }
}
