package org.geocontext.codec;

import java.util.List;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about itself: WMS and WFS capabilities, or the description of an ArcGIS service. What it does not
 * say is empty or null. Immutable.
 *
 * @param title for people; may be empty
 * @param version of the protocol, as in {@code 1.3.0}; of the server for ArcGIS
 * @param formats in which features can be had: INFO_FORMATs of GetFeatureInfo, output formats of GetFeature, query
 *     formats of ArcGIS
 * @param layerLimit most layers in one request of WMS; null for no limit declared
 * @param extent of the service as a whole; null unless it is an ArcGIS service
 * @param crs names of the CRSs that every layer offers besides its own
 * @param layers those that were wanted, in the order of the document
 */
public record Capabilities(
        String title,
        String version,
        List<String> formats,
        @Nullable Integer layerLimit,
        @Nullable LonLatBox extent,
        List<String> crs,
        List<LayerCapabilities> layers) {

    public Capabilities {
        formats = List.copyOf(formats);
        crs = List.copyOf(crs);
        layers = List.copyOf(layers);
    }
}
