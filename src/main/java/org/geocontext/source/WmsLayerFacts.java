package org.geocontext.source;

import java.util.Optional;
import org.geocontext.catalogue.ServiceDefinition;

/** What is known about a WMS endpoint and one layer of it, under the names it has in {@link Facts}. */
record WmsLayerFacts(Facts facts, String layer, String property) {

    private static final String ENDPOINT_FORMAT = "wms.format";
    private static final String SEVERAL = "wms.several";
    private static final String RADIUS = "wms.radius";
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

    /** The facts with a format that has worked for several layers at once and so is asked for each. */
    static Facts withFormatForAll(Facts facts, String infoFormat) {
        return facts.with(ENDPOINT_FORMAT, infoFormat);
    }

    /** The facts of an endpoint that has brought hits of several layers in one reply. */
    static Facts withSeveral(Facts facts) {
        return facts.with(SEVERAL, YES);
    }

    /** Whether the endpoint is known to answer for every layer of a request, rather than for the first. */
    boolean answersSeveral() {
        return facts.is(SEVERAL, YES);
    }

    /** The facts with a format that can never be asked in for several layers. */
    static Facts withFormatForNone(Facts facts, String infoFormat) {
        return facts.with(forNone(infoFormat), YES);
    }

    /** Whether layers may not be asked together in the format. */
    boolean isForNone(String infoFormat) {
        return facts.is(forNone(infoFormat), YES);
    }

    /** Whether hits of the layer have been seen that do not say in this format whose they are. */
    boolean isUnclear(String infoFormat) {
        return facts.is(unclear(infoFormat), YES);
    }

    WmsLayerFacts withUnclear(String infoFormat) {
        return with(unclear(infoFormat), YES);
    }

    /** The radius in pixels within which the endpoint has been seen to look for features; 0 if none has been seen. */
    int radius() {
        return facts.find(RADIUS).map(Integer::valueOf).orElse(0);
    }

    WmsLayerFacts withRadius(int pixels) {
        return pixels > radius() ? with(RADIUS, String.valueOf(pixels)) : this;
    }

    /** Whether an image larger than the tolerance needs has held more hits than a reply does. */
    boolean isCrowded() {
        return facts.is(crowded(), YES);
    }

    WmsLayerFacts withCrowd() {
        return with(crowded(), YES);
    }

    /** Whether the layer is known to have features rather than pixels. */
    boolean isVector() {
        return facts.is(raster(), NO);
    }

    boolean isRaster() {
        return facts.is(raster(), YES);
    }

    WmsLayerFacts withRaster(boolean raster) {
        return with(raster(), raster ? YES : NO);
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

    /** Whether the endpoint's GML leaves the property out where it is NULL; empty if not asked for yet. */
    Optional<Boolean> omitsNull() {
        return facts.find(omits()).map(YES::equals);
    }

    WmsLayerFacts withOmitsNull(boolean omitted) {
        return with(omits(), omitted ? YES : NO);
    }

    private WmsLayerFacts with(String name, String value) {
        return new WmsLayerFacts(facts.with(name, value), layer, property);
    }

    private String layerFormat() {
        return "wms.format/" + layer;
    }

    private static String forNone(String infoFormat) {
        return "wms.together/" + infoFormat;
    }

    private String unclear(String infoFormat) {
        return "wms.unclear/" + infoFormat + "/" + layer;
    }

    private String crowded() {
        return "wms.crowded/" + layer;
    }

    private String crsOfLayer() {
        return "wms.crs/" + layer;
    }

    private String raster() {
        return "wms.raster/" + layer;
    }

    private String omits() {
        return "wms.omits/" + layer + "/" + property;
    }

    private String aliasName() {
        return "wms.alias/" + layer + "/" + property;
    }
}
