package org.geocontext.source;

import java.util.Optional;
import org.geocontext.catalogue.QueryType;

/**
 * ArcGIS REST: {@code query} of MapServer and FeatureServer layers, MapServer {@code identify} for raster layers and
 * for whatever refuses to be queried, ImageServer {@code identify} or {@code getSamples}. Which of them a layer answers
 * is learned. Services that want a token get one from the server's token service.
 */
public final class ArcGisRestSource implements Source {

    @Override
    public QueryType type() {
        return QueryType.ARC_REST;
    }

    @Override
    public Step begin(Lookup lookup, Facts facts) {
        return new ArcGisConversation(lookup).begin(facts);
    }

    @Override
    public boolean tellsOfAreas() {
        return true;
    }

    @Override
    public Optional<Step> beginArea(AreaLookup lookup, Facts facts) {
        return lookup.isAxisOrderDoubtful() ? Optional.empty() : ArcGisArea.begin(lookup, facts);
    }
}
