package org.geocontext.catalogue;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;

/** Services, groups and collections by key, each in file order. Immutable and consistent: every key named exists. */
public final class Catalogue {

    /** Without anything. */
    public static final Catalogue EMPTY = new Catalogue(List.of(), List.of(), List.of());

    private final Map<String, ServiceDefinition> services;
    private final Map<String, GroupDefinition> groups;
    private final Map<String, CollectionDefinition> collections;
    private final Map<Origin, Manners> manners;

    /** @throws IllegalArgumentException if a key stands twice, or a member names a key that does not exist */
    public Catalogue(
            List<ServiceDefinition> services, List<GroupDefinition> groups, List<CollectionDefinition> collections) {
        this.services = byKey("service", services, ServiceDefinition::key);
        this.groups = byKey("group", groups, GroupDefinition::key);
        this.collections = byKey("collection", collections, CollectionDefinition::key);
        groups.forEach(group -> requireAll("service", group.key(), group.serviceKeys(), this.services.keySet()));
        collections.forEach(
                collection -> requireAll("group", collection.key(), collection.groupKeys(), this.groups.keySet()));
        manners = manners(services);
    }

    private static Map<Origin, Manners> manners(List<ServiceDefinition> services) {
        Map<Origin, Manners> manners = new HashMap<>();
        for (ServiceDefinition service : services) {
            if (!service.manners().equals(Manners.UNLIMITED)) {
                manners.merge(Origin.of(URI.create(service.url())), service.manners(), Manners::and);
            }
        }
        return manners;
    }

    private static <T> Map<String, T> byKey(String kind, List<T> entries, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        for (T entry : entries) {
            if (map.put(key.apply(entry), entry) != null) {
                throw new IllegalArgumentException(kind + " key: " + key.apply(entry) + " (expected: only once)");
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static void requireAll(String kind, String owner, List<String> members, Set<String> known) {
        for (String member : members) {
            if (!known.contains(member)) {
                throw new IllegalArgumentException(
                        kind + " key in " + owner + ": " + member + " (expected: a key of the catalogue)");
            }
        }
        if (new LinkedHashSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException("members of " + owner + ": a key stands twice (expected: once)");
        }
    }

    /** What an origin bears: the least that any of its services says. */
    public Manners manners(Origin origin) {
        return manners.getOrDefault(origin, Manners.UNLIMITED);
    }

    /** Of the services' URLs. */
    public Set<Origin> origins() {
        return services.values().stream()
                .map(service -> Origin.of(URI.create(service.url())))
                .collect(Collectors.toSet());
    }

    public Collection<ServiceDefinition> services() {
        return services.values();
    }

    public Collection<GroupDefinition> groups() {
        return groups.values();
    }

    public Collection<CollectionDefinition> collections() {
        return collections.values();
    }

    public Optional<ServiceDefinition> findService(String key) {
        return Optional.ofNullable(services.get(key));
    }

    public Optional<GroupDefinition> findGroup(String key) {
        return Optional.ofNullable(groups.get(key));
    }

    public Optional<CollectionDefinition> findCollection(String key) {
        return Optional.ofNullable(collections.get(key));
    }

    /** The services of a group of this catalogue, in order. */
    public List<ServiceDefinition> servicesOf(GroupDefinition group) {
        return group.serviceKeys().stream().map(services::get).toList();
    }

    /** The groups of a collection of this catalogue, in order. */
    public List<GroupDefinition> groupsOf(CollectionDefinition collection) {
        return collection.groupKeys().stream().map(groups::get).toList();
    }
}
