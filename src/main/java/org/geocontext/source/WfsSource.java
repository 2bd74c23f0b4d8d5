package org.geocontext.source;

import java.util.Optional;
import org.geocontext.catalogue.QueryType;
import org.geocontext.geo.Crs;
import org.geocontext.http.Reason;

/**
 * WFS GetFeature, 1.0.0, 1.1.0 and 2.0.0: one small BBOX around the point, GeoJSON if the server has it, else GML.
 * Where an endpoint has not yet shown how it understands a request, the request is repaired when it is refused, and
 * asked with another form of BBOX when it finds nothing; what worked is learned. A reply that is too large is replaced
 * by the server's own test of what covers the point, one that is cut short by a smaller box.
 */
public final class WfsSource implements Source {

    @Override
    public QueryType type() {
        return QueryType.WFS;
    }

    @Override
    public Step begin(Lookup lookup, Facts facts) {
        Optional<Crs> crs = Crs.find(lookup.service().crs());
        if (crs.isEmpty()) {
            return new Step.Failure(
                    Reason.UNSUPPORTED,
                    "crs: " + lookup.service().crs() + " (expected: a horizontal CRS of the EPSG database)",
                    null,
                    null,
                    facts);
        }
        try {
            boolean crowded = WfsManner.isCrowded(lookup.service(), facts);
            return new WfsConversation(crowded ? lookup.withinTolerance() : lookup, crs.get()).begin(facts);
        } catch (IllegalArgumentException e) {
            return new Step.Failure(
                    Reason.OUTSIDE_EXTENT,
                    "the point has no position in " + crs.get() + ", the CRS the service is asked in",
                    null,
                    null,
                    facts);
        }
    }

    @Override
    public boolean tellsOfAreas() {
        return true;
    }

    @Override
    public Optional<Step> beginArea(AreaLookup lookup, Facts facts) {
        boolean askable = !lookup.isAxisOrderDoubtful() && !WfsManner.isLarge(lookup.service(), facts);
        return askable
                ? Crs.find(lookup.service().crs()).flatMap(crs -> WfsArea.begin(lookup, crs, facts))
                : Optional.empty();
    }
}
