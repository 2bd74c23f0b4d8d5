package org.geocontext.admin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.catalogue.CatalogueDraft;
import org.geocontext.catalogue.CatalogueDraft.Entry;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.EntryKind;
import org.geocontext.catalogue.EntrySecrets;
import org.jspecify.annotations.Nullable;

/**
 * An export on its way into a catalogue. Its entries are taken as they are; those with errors stay outside, and an
 * entry of the same key keeps the secrets that an export does not have. Used for one edit, by one thread.
 */
final class ImportEdit {

    private final CatalogueStore store;
    private final Map<String, @Nullable Object> document;
    private final boolean replace;
    private final Set<Entry> leftOut = new HashSet<>();
    private final List<CatalogueProblem> errors = new ArrayList<>();

    /**
     * @param document as a GeoContext 2 export
     * @param replace whether entries that it does not have are to go
     */
    ImportEdit(CatalogueStore store, Map<String, @Nullable Object> document, boolean replace) {
        this.store = store;
        this.document = document;
        this.replace = replace;
    }

    /** @throws RestException 400, if the document is no catalogue */
    void apply(CatalogueDraft draft) throws RestException {
        read(document).errors().stream().filter(ImportEdit::isOfKey).forEach(errors::add);
        CatalogueDraft trial = new CatalogueDraft(draft.document());
        put(trial);
        for (CatalogueProblem error : read(trial.document()).errors()) {
            for (Entry entry : trial.touched()) {
                if (isOf(error, entry)) {
                    leftOut.add(entry);
                    errors.add(error);
                }
            }
        }
        put(draft);
    }

    private CatalogueLoad read(Map<String, @Nullable Object> tree) throws RestException {
        try {
            return store.read(tree);
        } catch (CatalogueException e) {
            throw new RestException(400, null, String.valueOf(e.getMessage()), null);
        }
    }

    private static boolean isOfKey(CatalogueProblem problem) {
        return "key".equals(problem.field())
                || problem.field() == null && String.valueOf(problem.key()).startsWith("[");
    }

    private static boolean isOf(CatalogueProblem problem, Entry entry) {
        return problem.kind().equals(entry.kind().word()) && entry.key().equals(problem.key());
    }

    private void put(CatalogueDraft draft) {
        Map<EntryKind, Map<String, Map<String, @Nullable Object>>> stored = new EnumMap<>(EntryKind.class);
        for (EntryKind kind : EntryKind.values()) {
            stored.put(kind, draft.entries(kind));
        }
        if (replace) {
            draft.clear();
        }
        CatalogueDraft arriving = new CatalogueDraft(document);
        for (EntryKind kind : EntryKind.values()) {
            arriving.entries(kind).forEach((key, entry) -> {
                Map<String, @Nullable Object> former =
                        stored.getOrDefault(kind, Map.of()).getOrDefault(key, Map.of());
                if (CatalogueDraft.isKey(key) && !leftOut.contains(new Entry(kind, key))) {
                    draft.put(kind, key, entry(former, entry));
                }
            });
        }
    }

    private static Map<String, @Nullable Object> entry(
            Map<String, @Nullable Object> former, Map<String, @Nullable Object> arriving) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(arriving);
        entry.remove(Problems.FIELD);
        return EntrySecrets.kept(former, entry);
    }

    /** The errors of what stayed outside, and the warnings of what came in. */
    List<CatalogueProblem> problems(CatalogueLoad after) {
        List<CatalogueProblem> problems = new ArrayList<>(errors);
        CatalogueDraft arriving = new CatalogueDraft(document);
        Set<Entry> entries = new HashSet<>();
        for (EntryKind kind : EntryKind.values()) {
            arriving.entries(kind).keySet().forEach(key -> entries.add(new Entry(kind, key)));
        }
        after.warnings().stream()
                .filter(warning -> entries.stream().anyMatch(entry -> isOf(warning, entry)))
                .forEach(problems::add);
        return problems;
    }
}
