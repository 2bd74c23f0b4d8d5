package org.geocontext.source;

import org.geocontext.catalogue.QueryType;
import org.geocontext.http.Reason;

/**
 * OGC Web Map Service: GetFeatureInfo of WMS 1.0.0, 1.1.0, 1.1.1 and 1.3.0.
 *
 * <p>Most lookups are one call. More are needed once for an endpoint or a layer: until an INFO_FORMAT is found that it
 * answers in, when the layer turns out to be a raster, and when QGIS Server hides the property behind an alias. What
 * was found out is learned.
 */
public final class WmsSource implements Source {

    @Override
    public QueryType type() {
        return QueryType.WMS;
    }

    @Override
    public Step begin(Lookup lookup, Facts facts) {
        try {
            return new WmsConversation(lookup, WmsRequest.of(lookup), facts).begin();
        } catch (IllegalArgumentException e) {
            String message = "The point cannot be asked for in the service's CRS: " + e.getMessage();
            return new Step.Failure(Reason.OUTSIDE_EXTENT, message, null, null, facts);
        }
    }
}
