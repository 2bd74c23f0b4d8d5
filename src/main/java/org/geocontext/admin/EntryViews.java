package org.geocontext.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueDraft;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.EntryKind;
import org.geocontext.catalogue.EntrySecrets;
import org.geocontext.catalogue.KeySuggestions;
import org.geocontext.catalogue.Visibility;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a catalogue as one caller may see them: an administrator sees what stands in the file, also what could
 * not be loaded; everybody else the public fields of what is there for him. Nobody sees secrets.
 */
final class EntryViews {

    /** Of services, for everybody. */
    private static final Set<String> PUBLIC = Set.of(
            "key",
            "name",
            "description",
            "url",
            "query_type",
            "layer_name",
            "layer_typename",
            "layer_geometry_field",
            "cache_duration",
            "srid",
            "service_version",
            "tolerance",
            "provenance",
            "notes",
            "licensing",
            "test_x",
            "test_y",
            "test_value",
            "enabled",
            "unit",
            "labels",
            "scale",
            "offset",
            "extent",
            "group_type",
            "service_keys",
            "group_keys");

    private final CatalogueLoad load;
    private final boolean administrator;
    private final Map<EntryKind, Map<String, Map<String, @Nullable Object>>> entries = new LinkedHashMap<>();

    EntryViews(CatalogueLoad load, Caller caller) {
        this.load = load;
        this.administrator = caller.administrator();
        if (administrator) {
            CatalogueDraft draft = new CatalogueDraft(load.document());
            for (EntryKind kind : EntryKind.values()) {
                entries.put(kind, draft.entries(kind));
            }
        } else {
            putVisible(Visibility.visibleTo(caller, load.catalogue()));
        }
    }

    private void putVisible(Catalogue catalogue) {
        Map<String, Map<String, @Nullable Object>> services = new LinkedHashMap<>();
        catalogue.services().forEach(service -> services.put(service.key(), service.raw()));
        Map<String, Map<String, @Nullable Object>> groups = new LinkedHashMap<>();
        catalogue.groups().forEach(group -> groups.put(group.key(), group.raw()));
        Map<String, Map<String, @Nullable Object>> collections = new LinkedHashMap<>();
        catalogue.collections().forEach(collection -> collections.put(collection.key(), collection.raw()));
        entries.put(EntryKind.SERVICE, services);
        entries.put(EntryKind.GROUP, groups);
        entries.put(EntryKind.COLLECTION, collections);
    }

    private Map<String, Map<String, @Nullable Object>> of(EntryKind kind) {
        return entries.getOrDefault(kind, Map.of());
    }

    /** @throws RestException 404, if it does not exist for the caller */
    private Map<String, @Nullable Object> raw(EntryKind kind, String key) throws RestException {
        Map<String, @Nullable Object> entry = of(kind).get(key);
        if (entry == null) {
            throw unknown(kind, key, of(kind).keySet());
        }
        return entry;
    }

    /** @param known what the caller may see */
    static RestException unknown(EntryKind kind, String key, Collection<String> known) {
        return RestException.notFound(kind.word() + ": " + RestRequest.shown(key) + " is not in the catalogue")
                .with("closest", KeySuggestions.closest(key, known));
    }

    /** The whole entry; for administrators with its problems. */
    Map<String, @Nullable Object> entry(EntryKind kind, String key) throws RestException {
        Map<String, @Nullable Object> entry = raw(kind, key);
        if (!administrator) {
            return publicFields(entry);
        }
        Map<String, @Nullable Object> shown = EntrySecrets.hidden(entry);
        shown.put(Problems.FIELD, Problems.trees(problems(kind, key)));
        return shown;
    }

    /** The catalogue in the shape of its file. */
    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        if (administrator) {
            document.putAll(load.document());
        }
        for (EntryKind kind : EntryKind.values()) {
            List<@Nullable Object> shown = new ArrayList<>();
            if (administrator && load.document().get(kind.word()) instanceof List<?> list) {
                list.forEach(entry -> shown.add(
                        entry instanceof Map<?, ?> tree ? EntrySecrets.hidden(JsonBodies.members(tree)) : entry));
            } else {
                of(kind).values().forEach(entry -> shown.add(publicFields(entry)));
            }
            document.put(kind.word(), shown);
        }
        return document;
    }

    private static Map<String, @Nullable Object> publicFields(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> shown = EntrySecrets.hidden(entry);
        shown.keySet().retainAll(PUBLIC);
        return shown;
    }

    /** Changes with what the caller sees, and for administrators with the entry. */
    String tag(EntryKind kind, String key) throws RestException {
        return EntityTags.of(administrator ? raw(kind, key) : entry(kind, key));
    }

    private List<CatalogueProblem> problems(EntryKind kind, String key) {
        return load.problems().stream()
                .filter(problem -> problem.kind().equals(kind.word()) && key.equals(problem.key()))
                .toList();
    }

    /** One line for each entry whose key, name, URL or layer holds the text, in file order. */
    List<Map<String, @Nullable Object>> list(EntryKind kind, String search) {
        Map<String, Set<String>> groups = holders(EntryKind.GROUP);
        Map<String, Set<String>> collections = holders(EntryKind.COLLECTION);
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        of(kind).forEach((key, entry) -> {
            if (isFound(key, entry, search.toLowerCase(Locale.ROOT))) {
                lines.add(
                        switch (kind) {
                            case SERVICE -> service(key, entry, groups, collections);
                            case GROUP -> group(key, entry, collections);
                            case COLLECTION -> collection(key, entry);
                        });
            }
        });
        return lines;
    }

    private static boolean isFound(String key, Map<String, @Nullable Object> entry, String search) {
        return Stream.of(key, entry.get("name"), entry.get("url"), entry.get("layer_typename"), entry.get("layer_name"))
                .anyMatch(value -> value != null
                        && Secrets.redact(value.toString())
                                .toLowerCase(Locale.ROOT)
                                .contains(search));
    }

    private Map<String, @Nullable Object> service(
            String key,
            Map<String, @Nullable Object> entry,
            Map<String, Set<String>> groups,
            Map<String, Set<String>> collections) {
        Map<String, @Nullable Object> line = line(EntryKind.SERVICE, key, entry);
        for (String field : List.of("query_type", "url", "layer_typename")) {
            Object value = entry.get(field);
            line.put(field, value == null ? null : Secrets.redact(value.toString()));
        }
        line.put("enabled", !Boolean.FALSE.equals(entry.get("enabled")));
        Set<String> in = groups.getOrDefault(key, Set.of());
        Set<String> within = new LinkedHashSet<>();
        in.forEach(group -> within.addAll(collections.getOrDefault(group, Set.of())));
        line.put("groups", in);
        line.put("collections", within);
        return line;
    }

    private Map<String, @Nullable Object> group(
            String key, Map<String, @Nullable Object> entry, Map<String, Set<String>> collections) {
        Map<String, @Nullable Object> line = line(EntryKind.GROUP, key, entry);
        line.put("service_keys", members(EntryKind.GROUP, entry));
        line.put("collections", collections.getOrDefault(key, Set.of()));
        return line;
    }

    private Map<String, @Nullable Object> collection(String key, Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> line = line(EntryKind.COLLECTION, key, entry);
        line.put("group_keys", members(EntryKind.COLLECTION, entry));
        return line;
    }

    private Map<String, @Nullable Object> line(EntryKind kind, String key, Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("key", key);
        line.put("name", entry.get("name") instanceof String name && !name.isBlank() ? name : key);
        if (entry.get("description") instanceof String description && !description.isBlank()) {
            line.put("description", description);
        }
        if (administrator) {
            line.put(Problems.FIELD, problems(kind, key).size());
        }
        return line;
    }

    /** The keys of the entries of a kind by the keys they hold. */
    private Map<String, Set<String>> holders(EntryKind kind) {
        Map<String, Set<String>> holders = new LinkedHashMap<>();
        of(kind).forEach((key, entry) -> members(kind, entry)
                .forEach(member -> holders.computeIfAbsent(member, unused -> new LinkedHashSet<>())
                        .add(key)));
        return holders;
    }

    private static List<String> members(EntryKind kind, Map<String, @Nullable Object> entry) {
        Object members = entry.get(kind.memberField().orElseThrow());
        return members instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
