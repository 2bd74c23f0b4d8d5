package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document: services, then groups, then collections, then what only shows between entries.
 *
 * <p>Roles of a group or collection also hide its members (see {@link Visibility}). If such a one has to be left out,
 * the members that nothing else holds are left out with it: an error in a file must not show anything to more people.
 */
final class DocumentReader {

    private static final String SERVICE = "service";
    private static final String GROUP = "group";
    private static final String COLLECTION = "collection";
    private static final String UNPROTECTED =
            "left out, as what restricts it to some roles was left out (expected: no error there)";

    /** Of keys that do not exist with keys that do, in search of the closest: about a second. */
    private static final long MAX_COMPARISONS = 500_000;

    private final Map<String, @Nullable Object> document;
    private final SecretResolver secrets;
    private final List<CatalogueProblem> problems = new ArrayList<>();
    private final Section<ServiceDefinition> services = new Section<>(SERVICE, problems::add, ServiceDefinition::raw);
    private final Section<GroupDefinition> groups = new Section<>(GROUP, problems::add, GroupDefinition::raw);
    private final Section<CollectionDefinition> collections =
            new Section<>(COLLECTION, problems::add, CollectionDefinition::raw);
    private long comparisons;

    DocumentReader(Map<String, @Nullable Object> document, SecretResolver secrets) {
        this.document = document;
        this.secrets = secrets;
    }

    CatalogueLoad read() throws CatalogueException {
        requireCatalogue();
        services.readAll(CatalogueReader.list(document, SERVICE), entry -> new ServiceReader(entry, secrets).read());
        groups.readAll(CatalogueReader.list(document, GROUP), this::readGroup);
        collections.readAll(CatalogueReader.list(document, COLLECTION), this::readCollection);
        leaveOutUnprotectedGroups();
        leaveOutUnprotectedServices();
        problems.addAll(CatalogueChecks.of(services.loaded().values()));
        Catalogue catalogue = new Catalogue(
                List.copyOf(services.loaded().values()),
                List.copyOf(groups.loaded().values()),
                List.copyOf(collections.loaded().values()));
        return new CatalogueLoad(catalogue, problems, document);
    }

    private void requireCatalogue() throws CatalogueException {
        if (GeoContext1Importer.isGeoContext1(document)) {
            throw new CatalogueException(
                    "a GeoContext 1 export (expected: a catalogue; catalogue import --from geocontext1 makes one of it)");
        }
        if (!document.containsKey(SERVICE) && !document.containsKey(GROUP) && !document.containsKey(COLLECTION)) {
            throw new CatalogueException("no service, group or collection in it (expected: a catalogue with them)");
        }
    }

    private Optional<GroupDefinition> readGroup(EntryReader entry) {
        GroupDefinition group = new GroupDefinition(
                entry.key(),
                entry.title(),
                entry.description(),
                Optional.ofNullable(entry.choice(Fields.GROUP_TYPE)).orElse("text"),
                existing(entry, Fields.SERVICE_KEYS, services),
                entry.roles(),
                entry.raw());
        return entry.failed() ? Optional.empty() : Optional.of(group);
    }

    private Optional<CollectionDefinition> readCollection(EntryReader entry) {
        CollectionDefinition collection = new CollectionDefinition(
                entry.key(),
                entry.title(),
                entry.description(),
                existing(entry, Fields.GROUP_KEYS, groups),
                entry.roles(),
                entry.raw());
        return entry.failed() ? Optional.empty() : Optional.of(collection);
    }

    private List<String> existing(EntryReader entry, Field.Texts field, Section<?> section) {
        Set<String> known = section.loaded().keySet();
        return entry.members(field).stream()
                .filter(member -> {
                    if (known.contains(member)) {
                        return true;
                    }
                    String accepted = section.leftOutKeys().contains(member)
                            ? "a " + section.kind() + " without errors"
                            : "the key of a " + section.kind() + suggestion(member, known);
                    entry.warn(field, member, "left out", accepted);
                    return false;
                })
                .toList();
    }

    private String suggestion(String member, Set<String> known) {
        comparisons += known.size();
        return comparisons <= MAX_COMPARISONS ? KeySuggestions.phrase(member, known) : "";
    }

    private void leaveOutUnprotectedGroups() {
        Set<String> unprotected = new LinkedHashSet<>();
        collections.leftOut().stream()
                .filter(DocumentReader::restricts)
                .forEach(collection -> unprotected.addAll(members(collection, Fields.GROUP_KEYS)));
        collections
                .loaded()
                .values()
                .forEach(collection -> collection.groupKeys().forEach(unprotected::remove));
        groups.leaveOut(unprotected, UNPROTECTED);
    }

    private void leaveOutUnprotectedServices() {
        Set<String> restrictedGroups = new LinkedHashSet<>();
        collections.entries().stream()
                .filter(DocumentReader::restricts)
                .forEach(collection -> restrictedGroups.addAll(members(collection, Fields.GROUP_KEYS)));
        Set<String> unprotected = new LinkedHashSet<>();
        groups.leftOut().stream()
                .filter(group -> restricts(group)
                        || group.get(Fields.KEY.name()) instanceof String key && restrictedGroups.contains(key))
                .forEach(group -> unprotected.addAll(members(group, Fields.SERVICE_KEYS)));
        groups.loaded().values().forEach(group -> group.serviceKeys().forEach(unprotected::remove));
        services.leaveOut(unprotected, UNPROTECTED);
    }

    private static boolean restricts(Map<String, @Nullable Object> entry) {
        Object roles = entry.get(Fields.ROLES.name());
        return roles != null && !roles.equals(List.of());
    }

    private static Collection<String> members(Map<String, @Nullable Object> entry, Field.Texts field) {
        Set<String> members = new LinkedHashSet<>();
        if (entry.get(field.name()) instanceof List<?> elements) {
            elements.forEach(element -> {
                if (element instanceof String member) {
                    members.add(member);
                }
            });
        }
        return members;
    }
}
