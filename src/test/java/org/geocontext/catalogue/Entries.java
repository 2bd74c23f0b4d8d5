package org.geocontext.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonLimits;
import org.jspecify.annotations.Nullable;

/** Catalogue documents for tests, made from a plain service and what is different about it. */
final class Entries {

    static final String WMS = """
            {"key": "altitude", "name": "Altitude", "url": "https://maps.example.org/wms", "query_type": "WMS",
             "layer_name": "GRAY_INDEX", "layer_typename": "dem:altitude", "srid": 4326, "service_version": "1.3.0"}""";
    static final String WFS = """
            {"key": "rivers", "name": "Rivers", "url": "https://maps.example.org/wfs", "query_type": "WFS",
             "layer_name": "name", "layer_typename": "rivers", "srid": 3857, "service_version": "2.0.0"}""";
    static final String ARC_REST = """
            {"key": "parks", "name": "Parks", "url": "https://gis.example.org/rest/services/Parks/MapServer/",
             "query_type": "ArcREST", "layer_name": "value", "layer_typename": "1"}""";
    static final String PLACE_NAME = """
            {"key": "place", "name": "Place", "url": "http://api.geonames.org/findNearbyPlaceNameJSON",
             "query_type": "PlaceName", "layer_name": "toponymName"}""";

    private Entries() {}

    /** The service with members replaced or added; as in {@code "tolerance": -3}. */
    static Map<String, @Nullable Object> with(String service, String members) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(object(service));
        entry.putAll(object("{" + members + "}"));
        return entry;
    }

    static Map<String, @Nullable Object> without(String service, String field) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(object(service));
        entry.remove(field);
        return entry;
    }

    @SafeVarargs
    static Map<String, @Nullable Object> services(Map<String, @Nullable Object>... services) {
        return document(Arrays.asList(services), "", "");
    }

    /** A document; groups and collections as JSON texts without the brackets around them. */
    static Map<String, @Nullable Object> document(
            List<Map<String, @Nullable Object>> services, String groups, String collections) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("service", services);
        document.put("group", tree("[" + groups + "]"));
        document.put("collection", tree("[" + collections + "]"));
        return document;
    }

    static Map<String, @Nullable Object> object(String json) {
        return CatalogueReader.object((Map<?, ?>) tree(json));
    }

    static Object tree(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static CatalogueLoad read(Map<String, @Nullable Object> document) {
        try {
            return new CatalogueReader(Map.of("TOKEN", "s3cret")::get, Rot13.DECODER, 1 << 20).read(document);
        } catch (CatalogueException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The only service of the document, which must have loaded without a problem. */
    static ServiceDefinition load(Map<String, @Nullable Object> service) {
        CatalogueLoad load = read(services(service));
        if (!load.problems().isEmpty()) {
            throw new AssertionError(load.problems());
        }
        return load.catalogue().services().iterator().next();
    }

    /** Stands for a host that encrypts: values that start with {@code crypt:} are ROT13. */
    enum Rot13 implements SecretDecoder {
        DECODER;

        @Override
        public boolean isEncrypted(String value) {
            return value.startsWith("crypt:");
        }

        @Override
        public String decrypt(String value) {
            if (value.equals("crypt:")) {
                throw new IllegalArgumentException("not encrypted by this host");
            }
            StringBuilder plain = new StringBuilder();
            value.substring("crypt:".length()).chars().forEach(c -> plain.append((char) (c < 'n' ? c + 13 : c - 13)));
            return plain.toString();
        }
    }
}
