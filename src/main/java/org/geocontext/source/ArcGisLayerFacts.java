package org.geocontext.source;

import java.util.Optional;

/** What is known about an ArcGIS service and one layer of it, under the names it has in {@link Facts}. */
record ArcGisLayerFacts(Facts facts, String layer, String property) {

    private static final String IMAGE_METHOD = "arcgis.image.method";
    private static final String SAMPLES = "samples";
    private static final String IDENTIFY = "identify";

    /** The same layer, with other facts. */
    ArcGisLayerFacts with(Facts learned) {
        return new ArcGisLayerFacts(learned, layer, property);
    }

    private ArcGisLayerFacts with(String name, String value) {
        return with(facts.with(name, value));
    }

    /** Whether the layer cannot be queried, but identified. */
    boolean isIdentified() {
        return facts.is(ofLayer("method"), IDENTIFY);
    }

    ArcGisLayerFacts withIdentified() {
        return with(ofLayer("method"), IDENTIFY);
    }

    /** Whether only identify has the property {@code value}. */
    boolean isValueIdentified() {
        return facts.is(ofLayer("value"), IDENTIFY);
    }

    ArcGisLayerFacts withValueIdentified() {
        return with(ofLayer("value"), IDENTIFY);
    }

    /** Whether the server takes no number of features to be returned. */
    boolean isWithoutPaging() {
        return facts.is(ofLayer("paging"), "no");
    }

    ArcGisLayerFacts withoutPaging() {
        return with(ofLayer("paging"), "no");
    }

    /** Whether a box larger than the tolerance needs has held more than a reply does. */
    boolean isCrowded() {
        return facts.is(ofLayer("crowded"), "yes");
    }

    ArcGisLayerFacts withCrowd() {
        return with(ofLayer("crowded"), "yes");
    }

    /** Whether replies of the layer have been too large. */
    boolean isLarge() {
        return facts.is(ofLayer("size"), "large");
    }

    ArcGisLayerFacts withLarge() {
        return with(ofLayer("size"), "large");
    }

    /** Whether the property is known to hold texts, which no server formats in one reply and not in the other. */
    boolean isText() {
        return facts.is(ofProperty("type"), "text");
    }

    ArcGisLayerFacts withText() {
        return with(ofProperty("type"), "text");
    }

    /**
     * What must be seen before identify stands in for a query: the property is the same in both. As layers may be
     * limited to some scales, it must be seen for the very scale.
     *
     * @param half half the side of the box, metres
     */
    Optional<Proof> lackingForIdentify(double half) {
        return lacking(ofProperty("identified." + Calls.decimal(half)));
    }

    /** What must be seen before the layer is queried together with others of its feature service. */
    Optional<Proof> lackingForSharedQuery() {
        return lacking(ofLayer("together"));
    }

    private Optional<Proof> lacking(String key) {
        return facts.is(key, "same") ? Optional.empty() : Optional.of(new Proof(Facts.NONE.with(key, "same"), 1));
    }

    /** Whether the image service has to be sampled. */
    boolean isSampled() {
        return facts.is(IMAGE_METHOD, SAMPLES);
    }

    ArcGisLayerFacts withSampled() {
        return with(IMAGE_METHOD, SAMPLES);
    }

    private String ofLayer(String what) {
        return "arcgis.layer." + layer + "." + what;
    }

    private String ofProperty(String what) {
        return ofLayer(what) + "." + property;
    }
}
