package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided what a caller may see. What a caller may not see does not exist for him: the result
 * is a smaller catalogue, so that no key, title or suggestion can leak from it.
 *
 * <p>A service is visible if its own roles allow it and, unless it stands in no group at all, at least one group that
 * holds it is visible; a group likewise with its collections. So roles on a collection also hide its groups and
 * services from a query by group or by service, and a service that is public through another group stays public.
 */
public final class Visibility {

    private Visibility() {}

    /** The part of the catalogue that exists for the caller; the catalogue itself if that is all of it. */
    public static Catalogue visibleTo(Caller caller, Catalogue catalogue) {
        if (caller.administrator()) {
            return catalogue;
        }
        Set<String> groupsHeld = new HashSet<>();
        Set<String> groupsShown = new HashSet<>();
        List<CollectionDefinition> collections = new ArrayList<>();
        for (CollectionDefinition collection : catalogue.collections()) {
            groupsHeld.addAll(collection.groupKeys());
            if (caller.maySee(collection.roles())) {
                collections.add(collection);
                groupsShown.addAll(collection.groupKeys());
            }
        }
        Set<String> servicesHeld = new HashSet<>();
        Set<String> servicesShown = new HashSet<>();
        List<GroupDefinition> groups = new ArrayList<>();
        for (GroupDefinition group : catalogue.groups()) {
            servicesHeld.addAll(group.serviceKeys());
            boolean reachable = !groupsHeld.contains(group.key()) || groupsShown.contains(group.key());
            if (reachable && caller.maySee(group.roles())) {
                groups.add(group);
                servicesShown.addAll(group.serviceKeys());
            }
        }
        List<ServiceDefinition> services = catalogue.services().stream()
                .filter(service -> caller.maySee(service.roles()))
                .filter(service -> !servicesHeld.contains(service.key()) || servicesShown.contains(service.key()))
                .toList();
        Set<String> serviceKeys = new HashSet<>();
        services.forEach(service -> serviceKeys.add(service.key()));
        List<GroupDefinition> shownGroups =
                groups.stream().map(group -> keeping(group, serviceKeys)).toList();
        Set<String> groupKeys = new HashSet<>();
        groups.forEach(group -> groupKeys.add(group.key()));
        return new Catalogue(
                services,
                shownGroups,
                collections.stream()
                        .map(collection -> keeping(collection, groupKeys))
                        .toList());
    }

    private static GroupDefinition keeping(GroupDefinition group, Set<String> serviceKeys) {
        List<String> shown =
                group.serviceKeys().stream().filter(serviceKeys::contains).toList();
        return new GroupDefinition(
                group.key(),
                group.name(),
                group.description(),
                group.groupType(),
                shown,
                group.roles(),
                naming(group.raw(), Fields.SERVICE_KEYS, shown));
    }

    private static CollectionDefinition keeping(CollectionDefinition collection, Set<String> groupKeys) {
        List<String> shown =
                collection.groupKeys().stream().filter(groupKeys::contains).toList();
        return new CollectionDefinition(
                collection.key(),
                collection.name(),
                collection.description(),
                shown,
                collection.roles(),
                naming(collection.raw(), Fields.GROUP_KEYS, shown));
    }

    /** The entry as it stands in the file, without the members that the caller may not see. */
    private static Map<String, @Nullable Object> naming(
            Map<String, @Nullable Object> raw, Field.Texts members, List<String> shown) {
        if (!raw.containsKey(members.name())) {
            return raw;
        }
        Map<String, @Nullable Object> smaller = new LinkedHashMap<>(raw);
        smaller.put(members.name(), shown);
        return Collections.unmodifiableMap(smaller);
    }
}
