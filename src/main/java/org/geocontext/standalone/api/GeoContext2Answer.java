package org.geocontext.standalone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.api.GeoContext2Api.Registry;
import org.jspecify.annotations.Nullable;

/** A result nested as GeoContext 2 nests it. */
final class GeoContext2Answer {

    private final Catalogue catalogue;
    private final QueryResult result;

    /** @param catalogue the one that was asked */
    GeoContext2Answer(Catalogue catalogue, QueryResult result) {
        this.catalogue = catalogue;
        this.result = result;
    }

    /** @param feature whether to wrap it as the properties of a GeoJSON feature at the asked point */
    Map<String, @Nullable Object> answer(Registry registry, String key, boolean feature) {
        Map<String, @Nullable Object> nested =
                switch (registry) {
                    case SERVICE -> service(result.rows().get(0));
                    case GROUP -> group(catalogue.findGroup(key).orElseThrow());
                    case COLLECTION -> collection(catalogue.findCollection(key).orElseThrow());
                };
        return feature ? feature(nested) : nested;
    }

    private Map<String, @Nullable Object> feature(Map<String, @Nullable Object> properties) {
        Map<String, @Nullable Object> point = new LinkedHashMap<>();
        point.put("type", "Point");
        point.put(
                "coordinates",
                List.of(result.position().lon(), result.position().lat()));
        Map<String, @Nullable Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put("properties", properties);
        feature.put("geometry", point);
        return feature;
    }

    private Map<String, @Nullable Object> collection(CollectionDefinition collection) {
        List<Object> groups = new ArrayList<>();
        for (GroupDefinition group : catalogue.groupsOf(collection)) {
            groups.add(group(group));
        }
        Map<String, @Nullable Object> object = head(collection.key(), collection.name(), collection.description());
        object.put("groups", groups);
        return object;
    }

    private Map<String, @Nullable Object> group(GroupDefinition group) {
        List<Object> services = new ArrayList<>();
        for (ContextValue row : result.rows()) {
            if (Objects.equals(row.group(), group.key())) {
                services.add(service(row));
            }
        }
        Map<String, @Nullable Object> object = head(group.key(), group.name(), group.description());
        object.put("group_type", group.groupType());
        object.put("services", services);
        return object;
    }

    private static Map<String, @Nullable Object> service(ContextValue row) {
        ServiceDefinition service = row.service();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", service.key());
        object.put("value", row.value());
        object.put("name", service.name());
        object.put("description", service.description());
        object.put("query_type", service.type().label());
        return object;
    }

    private static Map<String, @Nullable Object> head(String key, String name, String description) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", key);
        object.put("name", name);
        object.put("description", description);
        return object;
    }
}
