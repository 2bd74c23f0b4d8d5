package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.JsonNumber;
import org.jspecify.annotations.Nullable;

/**
 * Turns an export of GeoContext 1 into the tree of a GeoContext 2 export. Three shapes are known: the one of its last
 * releases ({@code context_service_registry}, {@code context_group}, {@code context_collection}), the one of the months
 * before GeoContext 2 ({@code csr}, {@code group}, {@code collection}), and the oldest, a bare list of services.
 * Unknown fields are passed on. Nothing is checked here: {@link CatalogueReader} does that with the result.
 */
final class GeoContext1Importer {

    private static final String SERVICES = "context_service_registry";
    private static final String SERVICES_LATER = "csr";

    private static final Map<String, String> SERVICE_FIELDS = Map.of(
            "result_regex", "layer_name",
            "time_to_live", "cache_duration",
            "display_name", "name",
            "user", "username",
            "search_dist", "tolerance",
            "buffer_dist", "tolerance");
    private static final Map<String, String> GROUP_FIELDS =
            Map.of("context_service_registry_keys", "service_keys", "csr_keys", "service_keys");
    private static final Map<String, String> COLLECTION_FIELDS = Map.of("context_group_keys", "group_keys");
    private static final List<String> GRAPH_FLAGS = List.of("graphable", "is_graphable", "is_graph");

    private GeoContext1Importer() {}

    static boolean isGeoContext1(@Nullable Object tree) {
        return tree instanceof List<?>
                || tree instanceof Map<?, ?> document
                        && (document.containsKey(SERVICES) || document.containsKey(SERVICES_LATER));
    }

    /** @throws CatalogueException if the tree has none of the three shapes */
    static Map<String, @Nullable Object> convert(@Nullable Object tree) throws CatalogueException {
        if (tree instanceof List<?> services) {
            requireServices(services);
            return catalogue(services, List.of(), List.of());
        }
        if (!(tree instanceof Map<?, ?> members) || !isGeoContext1(tree)) {
            throw new CatalogueException("not a GeoContext 1 export (expected: an object with context_service_registry,"
                    + " context_group and context_collection)");
        }
        Map<String, @Nullable Object> document = CatalogueReader.object(members);
        return document.containsKey(SERVICES)
                ? catalogue(
                        CatalogueReader.list(document, SERVICES),
                        CatalogueReader.list(document, "context_group"),
                        CatalogueReader.list(document, "context_collection"))
                : catalogue(
                        CatalogueReader.list(document, SERVICES_LATER),
                        CatalogueReader.list(document, "group"),
                        CatalogueReader.list(document, "collection"));
    }

    private static void requireServices(List<?> services) throws CatalogueException {
        boolean plain = services.stream()
                .allMatch(service ->
                        service instanceof Map<?, ?> entry && entry.containsKey("key") && entry.containsKey("url"));
        if (!plain) {
            throw new CatalogueException("a list, but not of GeoContext 1 services (expected: the file that its"
                    + " export_data command writes)");
        }
    }

    private static Map<String, @Nullable Object> catalogue(List<?> services, List<?> groups, List<?> collections) {
        Map<String, @Nullable Object> catalogue = new LinkedHashMap<>();
        catalogue.put("service", convertAll(services, GeoContext1Importer::service));
        catalogue.put("group", convertAll(groups, GeoContext1Importer::group));
        catalogue.put("collection", convertAll(collections, entry -> renamed(entry, COLLECTION_FIELDS)));
        return catalogue;
    }

    private interface Conversion {
        Map<String, @Nullable Object> apply(Map<String, @Nullable Object> entry);
    }

    private static List<@Nullable Object> convertAll(List<?> entries, Conversion conversion) {
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object entry : entries) {
            converted.add(
                    entry instanceof Map<?, ?> members ? conversion.apply(CatalogueReader.object(members)) : entry);
        }
        return converted;
    }

    private static Map<String, @Nullable Object> service(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> service = renamed(entry, SERVICE_FIELDS);
        service.computeIfPresent("layer_name", (field, value) -> withoutPrefix(value));
        QueryType.find(String.valueOf(service.get("query_type"))).ifPresent(type -> {
            service.put("query_type", type.label());
            switch (type) {
                case ARC_REST -> service.computeIfPresent("layer_typename", (field, value) -> withoutPrefix(value));
                case PLACE_NAME -> takeKeyAsUser(service);
                case WMS, WFS -> {}
            }
        });
        return service;
    }

    /** {@code gml:name} becomes {@code name}, {@code all:10} becomes {@code 10}. */
    private static Object withoutPrefix(Object value) {
        return value instanceof String text ? text.substring(text.lastIndexOf(':') + 1) : value;
    }

    /** "For PlaceName queries this is your username", GeoContext 1 says of {@code api_key}. */
    private static void takeKeyAsUser(Map<String, @Nullable Object> service) {
        if (service.get("username") == null && service.get("api_key") instanceof String key) {
            service.remove("api_key");
            service.put("username", key);
        }
    }

    private static Map<String, @Nullable Object> group(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> group = renamed(entry, GROUP_FIELDS);
        boolean graph = false;
        for (String flag : GRAPH_FLAGS) {
            graph |= isTrue(group.remove(flag));
        }
        if (graph) {
            group.putIfAbsent("group_type", "graph");
        }
        return group;
    }

    private static boolean isTrue(@Nullable Object flag) {
        return Boolean.TRUE.equals(flag)
                || flag instanceof String text && text.equalsIgnoreCase("true")
                || flag instanceof JsonNumber number && number.doubleValue() != 0;
    }

    /** A field whose new name is there already keeps its old one. */
    private static Map<String, @Nullable Object> renamed(
            Map<String, @Nullable Object> entry, Map<String, String> names) {
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        entry.forEach((name, value) -> {
            String now = names.getOrDefault(name, name);
            renamed.put(now.equals(name) || !entry.containsKey(now) ? now : name, value);
        });
        return renamed;
    }
}
