package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.geocontext.codec.JsonNumber;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/** Entries of the file for definitions: every field that is not at its default. Credentials are never among them. */
final class DefinitionTree {

    private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();

    private DefinitionTree() {}

    static Map<String, @Nullable Object> of(ServiceDefinition service) {
        DefinitionTree tree = new DefinitionTree();
        tree.put(Fields.KEY, service.key());
        tree.put(Fields.NAME, service.name());
        tree.putUnless("", Fields.DESCRIPTION, service.description());
        tree.put(Fields.URL, service.url());
        tree.put(Fields.QUERY_TYPE, service.type().label());
        tree.putUnless("", Fields.LAYER_NAME, service.property());
        tree.putUnless("", Fields.LAYER_TYPENAME, service.layer());
        tree.putUnless(null, Fields.LAYER_GEOMETRY_FIELD, service.geometryField());
        tree.putUnless(
                ServiceDefinition.DEFAULT_CACHE_DURATION.toSeconds(),
                Fields.CACHE_DURATION,
                service.cacheDuration().toSeconds());
        tree.put(Fields.SRID, (long) Crs.of(service.crs()).number());
        tree.putUnless("", Fields.SERVICE_VERSION, service.version());
        tree.putUnless(ServiceDefinition.DEFAULT_TOLERANCE, Fields.TOLERANCE, service.tolerance());
        tree.putUnless(null, Fields.PROVENANCE, service.provenance());
        tree.putUnless(null, Fields.NOTES, service.notes());
        tree.putUnless(null, Fields.LICENSING, service.licence());
        if (service.test() != null) {
            tree.put(Fields.TEST_X, service.test().x());
            tree.put(Fields.TEST_Y, service.test().y());
            tree.putUnless(null, Fields.TEST_VALUE, service.test().value());
        }
        tree.putRoles(service.roles());
        tree.putOurOwn(service);
        return tree.tree;
    }

    private void putOurOwn(ServiceDefinition service) {
        putUnless(true, Fields.ENABLED, service.enabled());
        putUnless(null, Fields.UNIT, service.unit());
        putUnless(null, Fields.NO_DATA, service.noData());
        putUnless(Map.of(), Fields.LABELS, service.labels());
        putUnless(null, Fields.SCALE, service.scale());
        putUnless(null, Fields.OFFSET, service.offset());
        putUnless(null, Fields.INFO_FORMAT, service.infoFormat());
        putUnless(Map.of(), Fields.PARAMETERS, service.parameters());
        putUnless(Map.of(), Fields.HEADERS, service.headers());
        putUnless("auto", Fields.MERGE, service.merge() ? "auto" : "never");
        putUnless(null, Fields.MAX_LAYERS, service.maxLayers());
        putUnless(null, Fields.BOX, service.boxMetres());
        putUnless(null, Fields.EXTENT, sides(service.extent()));
        putUnless(true, Fields.SKIP_OUTSIDE, service.skipOutside());
        putUnless("auto", Fields.AXIS_ORDER, service.axisOrder().name().toLowerCase(Locale.ROOT));
        if (service.timeout() != null) {
            put(Fields.TIMEOUT, service.timeout().toMillis() / 1000.0);
        }
        putUnless(null, Fields.REUSE, service.reuseMetres());
        putUnless(false, Fields.OVERLAPS, service.overlaps());
        putUnless(false, Fields.INTERNAL, service.internal());
    }

    static Map<String, @Nullable Object> of(GroupDefinition group) {
        DefinitionTree tree = new DefinitionTree();
        tree.put(Fields.KEY, group.key());
        tree.put(Fields.NAME, group.name());
        tree.putUnless("", Fields.DESCRIPTION, group.description());
        tree.putUnless("text", Fields.GROUP_TYPE, group.groupType());
        tree.put(Fields.SERVICE_KEYS, group.serviceKeys());
        tree.putRoles(group.roles());
        return tree.tree;
    }

    static Map<String, @Nullable Object> of(CollectionDefinition collection) {
        DefinitionTree tree = new DefinitionTree();
        tree.put(Fields.KEY, collection.key());
        tree.put(Fields.NAME, collection.name());
        tree.putUnless("", Fields.DESCRIPTION, collection.description());
        tree.put(Fields.GROUP_KEYS, collection.groupKeys());
        tree.putRoles(collection.roles());
        return tree.tree;
    }

    private static @Nullable List<Double> sides(@Nullable LonLatBox extent) {
        if (extent == null) {
            return null;
        }
        double east = extent.east() > 180 ? extent.east() - 360 : extent.east();
        return List.of(extent.west(), extent.south(), east, extent.north());
    }

    private void putRoles(Set<String> roles) {
        putUnless(List.of(), Fields.ROLES, new ArrayList<>(new TreeSet<>(roles)));
    }

    private void putUnless(@Nullable Object otherwise, Field field, @Nullable Object value) {
        if (value != null && !Objects.equals(value, otherwise)) {
            put(field, value);
        }
    }

    private void put(Field field, Object value) {
        tree.put(field.name(), numbersAsRead(value));
    }

    private static Object numbersAsRead(Object value) {
        if (value instanceof Number number) {
            return JsonNumber.of(number.toString());
        }
        return value instanceof List<?> list
                ? list.stream().map(DefinitionTree::numbersAsRead).toList()
                : value;
    }
}
