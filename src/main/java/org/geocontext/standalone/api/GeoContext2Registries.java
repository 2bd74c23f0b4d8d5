package org.geocontext.standalone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;
import org.geocontext.http.Secrets;
import org.geocontext.standalone.api.GeoContext2Api.Registry;
import org.jspecify.annotations.Nullable;

/** The catalogue listed as GeoContext 2 lists it, without credentials. */
final class GeoContext2Registries {

    private GeoContext2Registries() {}

    static List<Map<String, @Nullable Object>> list(Catalogue catalogue, Registry registry) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        switch (registry) {
            case SERVICE -> catalogue.services().forEach(service -> list.add(service(service)));
            case GROUP -> catalogue.groups().forEach(group -> list.add(group(group)));
            case COLLECTION -> catalogue.collections().forEach(collection -> list.add(collection(collection)));
        }
        return list;
    }

    private static Map<String, @Nullable Object> service(ServiceDefinition service) {
        ServiceDefinition.TestPoint test = service.test();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", service.key());
        object.put("name", service.name());
        object.put("description", service.description());
        object.put("url", Secrets.redact(service.url()));
        object.put("query_type", service.type().label());
        object.put("layer_name", service.property());
        object.put("layer_typename", service.layer());
        object.put("cache_duration", service.cacheDuration().toSeconds());
        object.put("srid", Crs.find(service.crs()).map(Crs::number).orElse(null));
        object.put("service_version", service.version());
        object.put("provenance", service.provenance());
        object.put("notes", service.notes());
        object.put("licensing", service.licence());
        object.put("tolerance", service.tolerance());
        object.put("test_x", test == null ? null : test.x());
        object.put("test_y", test == null ? null : test.y());
        object.put("test_value", test == null ? null : test.value());
        object.put("status", null);
        return object;
    }

    private static Map<String, @Nullable Object> group(GroupDefinition group) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", group.key());
        object.put("name", group.name());
        object.put("description", group.description());
        object.put("service_keys", group.serviceKeys());
        return object;
    }

    private static Map<String, @Nullable Object> collection(CollectionDefinition collection) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", collection.key());
        object.put("name", collection.name());
        object.put("description", collection.description());
        object.put("group_keys", collection.groupKeys());
        return object;
    }
}
