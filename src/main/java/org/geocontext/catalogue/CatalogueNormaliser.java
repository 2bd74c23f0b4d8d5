package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a document what was assumed while it was read, so that reading the result assumes nothing: a version
 * asked as another becomes that other, members that do not exist go. Everything else stays as it is; entries with
 * errors are not in the result.
 */
final class CatalogueNormaliser {

    /** Their values may hold secrets that were resolved; the file's own text has to stay. */
    private static final Set<String> MAPS_WITH_SECRETS = Set.of(Fields.PARAMETERS.name(), Fields.HEADERS.name());

    private static final Set<String> CREDENTIALS = Set.of(
            Fields.USERNAME.name(),
            Fields.PASSWORD.name(),
            Fields.API_KEY.name(),
            Fields.AUTH.name(),
            Fields.AUTH_NAME.name());

    private final CatalogueLoad load;

    private CatalogueNormaliser(CatalogueLoad load) {
        this.load = load;
    }

    static Map<String, @Nullable Object> normalise(CatalogueLoad load) {
        return new CatalogueNormaliser(load).document();
    }

    private Map<String, @Nullable Object> document() {
        Catalogue catalogue = load.catalogue();
        List<Map<String, @Nullable Object>> services = new ArrayList<>();
        catalogue
                .services()
                .forEach(service ->
                        services.add(settled("service", service.key(), service.raw(), DefinitionTree.of(service))));
        List<Map<String, @Nullable Object>> groups = new ArrayList<>();
        catalogue
                .groups()
                .forEach(group -> groups.add(settled("group", group.key(), group.raw(), DefinitionTree.of(group))));
        List<Map<String, @Nullable Object>> collections = new ArrayList<>();
        catalogue
                .collections()
                .forEach(collection -> collections.add(
                        settled("collection", collection.key(), collection.raw(), DefinitionTree.of(collection))));
        Map<String, @Nullable Object> document = new LinkedHashMap<>(load.document());
        document.putAll(CatalogueWriter.document(services, groups, collections));
        return document;
    }

    private Map<String, @Nullable Object> settled(
            String kind, String key, Map<String, @Nullable Object> raw, Map<String, @Nullable Object> read) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(raw);
        for (String field : warned(kind, key)) {
            if (MAPS_WITH_SECRETS.contains(field)) {
                entry.computeIfPresent(field, (name, value) -> restricted(value, read.get(field)));
            } else if (read.get(field) != null) {
                entry.put(field, read.get(field));
            } else if (isKnown(field) && !CREDENTIALS.contains(field)) {
                entry.remove(field);
            }
        }
        return entry;
    }

    private Set<String> warned(String kind, String key) {
        Set<String> fields = new LinkedHashSet<>();
        load.warnings().stream()
                .filter(problem -> problem.kind().equals(kind) && key.equals(problem.key()))
                .forEach(problem -> {
                    if (problem.field() != null) {
                        fields.add(problem.field());
                    }
                });
        return fields;
    }

    private static boolean isKnown(String field) {
        return Fields.SERVICE.stream().anyMatch(known -> known.name().equals(field))
                || field.equals(Fields.GROUP_TYPE.name());
    }

    private static Map<String, @Nullable Object> restricted(Object written, @Nullable Object read) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> members && read instanceof Map<?, ?> names) {
            members.forEach((name, value) -> {
                if (names.containsKey(name)) {
                    kept.put((String) name, value);
                }
            });
        }
        return kept;
    }
}
