package org.geocontext.source;

import java.util.Optional;
import org.geocontext.catalogue.ServiceDefinition;

/** What is known about a WMS endpoint and one layer of it, under the names it has in {@link Facts}. */
record WmsLayerFacts(Facts facts, String layer, String property) {

    private static final String ENDPOINT_FORMAT = "wms.format";
    private static final String YES = "yes";
    private static final String NO = "no";

    static WmsLayerFacts of(Facts facts, ServiceDefinition service) {
        return new WmsLayerFacts(facts, service.layer(), service.property());
    }

    /** The INFO_FORMAT that has worked for the layer, else for another one of the endpoint. */
    Optional<String> infoFormat() {
        return facts.find(layerFormat()).or(() -> facts.find(ENDPOINT_FORMAT));
    }

    /** @param everywhere whether another layer is likely to answer in it too */
    WmsLayerFacts withInfoFormat(String infoFormat, boolean everywhere) {
        if (infoFormat().filter(infoFormat::equals).isPresent()) {
            return this;
        }
        boolean ofEndpoint = everywhere && facts.find(ENDPOINT_FORMAT).isEmpty();
        return with(ofEndpoint ? ENDPOINT_FORMAT : layerFormat(), infoFormat);
    }

    boolean isRaster() {
        return facts.is(raster(), YES);
    }

    WmsLayerFacts withRaster(boolean raster) {
        return raster || isRaster() ? with(raster(), raster ? YES : NO) : this;
    }

    /** The code of the CRS in which the layer has been found to answer. */
    Optional<String> crs() {
        return facts.find(crsOfLayer());
    }

    WmsLayerFacts withCrs(String code) {
        return with(crsOfLayer(), code);
    }

    /**
     * The name that JSON replies have for the property; empty if not asked for yet. An empty name: the layer has no
     * such property. The property's own name: JSON leaves it out where it is NULL.
     */
    Optional<String> alias() {
        return facts.find(aliasName());
    }

    WmsLayerFacts withAlias(String alias) {
        return with(aliasName(), alias);
    }

    private WmsLayerFacts with(String name, String value) {
        return new WmsLayerFacts(facts.with(name, value), layer, property);
    }

    private String layerFormat() {
        return "wms.format/" + layer;
    }

    private String crsOfLayer() {
        return "wms.crs/" + layer;
    }

    private String raster() {
        return "wms.raster/" + layer;
    }

    private String aliasName() {
        return "wms.alias/" + layer + "/" + property;
    }
}
