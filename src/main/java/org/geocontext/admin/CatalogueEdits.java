package org.geocontext.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.geocontext.catalogue.CatalogueDraft;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueRejectedException;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.DocumentConflictException;
import org.geocontext.catalogue.EntryKind;
import org.geocontext.catalogue.EntrySecrets;
import org.jspecify.annotations.Nullable;

/** Edits of single entries, and what they are refused for. Stateless. */
final class CatalogueEdits {

    private static final String KEY = "key";

    private CatalogueEdits() {}

    /** What is done with a {@link CatalogueStore}. */
    @FunctionalInterface
    interface Attempt<R> {
        R run() throws CatalogueException, RestException;
    }

    /**
     * Runs an edit.
     *
     * @throws RestException as the edit does; 400 for what would cost entries, 409 if the document cannot be read now,
     *     500 if it cannot be written
     */
    static <R> R attempt(Attempt<R> attempt) throws RestException {
        try {
            return attempt.run();
        } catch (DocumentConflictException e) {
            throw RestException.conflict(
                    "What is in the file now cannot be read, so that nothing can be changed: " + e.getMessage(),
                    "a file that is repaired by hand, or restored from one of its versions");
        } catch (CatalogueRejectedException e) {
            throw rejected(e.problems());
        } catch (CatalogueException e) {
            throw new RestException(500, null, String.valueOf(e.getMessage()), null);
        }
    }

    private static RestException rejected(List<CatalogueProblem> problems) {
        CatalogueProblem first = problems.get(0);
        RestException refused = new RestException(400, field(first), first.message(), null);
        if (first.value() != null) {
            refused = refused.with("value", first.value());
        }
        return refused.with("problems", Problems.trees(problems));
    }

    /** As in {@code services.rivers.url}. */
    private static String field(CatalogueProblem problem) {
        String entry = problem.kind() + "s." + problem.key();
        return problem.field() == null ? entry : entry + "." + problem.field();
    }

    /** Adds an entry and returns its key. */
    static String create(CatalogueStore store, EntryKind kind, Map<String, @Nullable Object> entry)
            throws RestException {
        if (!(entry.get(KEY) instanceof String key)) {
            throw RestException.badInput(KEY, "key: missing", "lower-case letters, digits and underscores");
        }
        attempt(() -> store.edit(draft -> {
            if (draft.find(kind, key).isPresent()) {
                throw RestException.conflict(kind.word() + ": " + key + " exists already", "a key that is free");
            }
            put(draft, kind, key, EntrySecrets.kept(Map.of(), entry));
        }));
        return key;
    }

    /**
     * Adds or replaces an entry; secrets that it does not name are kept.
     *
     * @return whether there was one
     */
    static boolean replace(
            CatalogueStore store, EntryKind kind, String key, Map<String, @Nullable Object> entry, RestRequest request)
            throws RestException {
        if (!entry.getOrDefault(KEY, key).equals(key)) {
            throw RestException.badInput(
                    KEY, "key: " + RestRequest.shown(String.valueOf(entry.get(KEY))), key + ", as in the address");
        }
        boolean[] existed = new boolean[1];
        attempt(() -> store.edit(draft -> {
            Optional<Map<String, @Nullable Object>> stored = draft.find(kind, key);
            EntityTags.require(request, stored.map(EntityTags::of));
            existed[0] = stored.isPresent();
            put(draft, kind, key, EntrySecrets.kept(stored.orElse(Map.of()), entry));
        }));
        return existed[0];
    }

    /** Applies a merge patch and returns the key, which may be another one than before. */
    static String patch(
            CatalogueStore store, EntryKind kind, String key, Map<String, @Nullable Object> patch, RestRequest request)
            throws RestException {
        Object wanted = patch.getOrDefault(KEY, key);
        if (!(wanted instanceof String next)) {
            throw RestException.badInput(KEY, "key: not a text", "lower-case letters, digits and underscores");
        }
        attempt(() -> store.edit(draft -> {
            Map<String, @Nullable Object> stored = existing(draft, kind, key);
            EntityTags.require(request, Optional.of(EntityTags.of(stored)));
            if (!next.equals(key)) {
                rename(draft, kind, key, next);
            }
            put(draft, kind, next, EntrySecrets.patched(stored, patch));
        }));
        return next;
    }

    private static void rename(CatalogueDraft draft, EntryKind kind, String from, String to) throws RestException {
        if (draft.find(kind, to).isPresent()) {
            throw RestException.conflict(kind.word() + ": " + to + " exists already", "a key that is free");
        }
        draft.rename(kind, from, to);
    }

    private static void put(CatalogueDraft draft, EntryKind kind, String key, Map<String, @Nullable Object> entry)
            throws RestException {
        if (EntrySecrets.isUrlMasked(entry)) {
            throw RestException.badInput(
                    kind.plural() + "." + key + ".url",
                    "url: *** where a secret was",
                    "the URL with its secret, or as it was shown to keep the one there is");
        }
        entry.remove(Problems.FIELD);
        draft.put(kind, key, entry);
    }

    /**
     * Removes an entry.
     *
     * @param detach whether what refers to it is to do so no longer
     */
    static void delete(CatalogueStore store, EntryKind kind, String key, boolean detach, RestRequest request)
            throws RestException {
        attempt(() -> store.edit(draft -> {
            EntityTags.require(request, Optional.of(EntityTags.of(existing(draft, kind, key))));
            List<String> references = draft.references(kind, key).stream()
                    .map(CatalogueDraft.Entry::path)
                    .toList();
            if (!references.isEmpty() && !detach) {
                throw RestException.conflict(
                                kind.word() + ": " + key + " is in use", "an entry in no other one, or detach=true")
                        .with("references", references);
            }
            draft.detach(kind, key);
            draft.remove(kind, key);
        }));
    }

    private static Map<String, @Nullable Object> existing(CatalogueDraft draft, EntryKind kind, String key)
            throws RestException {
        Set<String> known = draft.entries(kind).keySet();
        return draft.find(kind, key).orElseThrow(() -> EntryViews.unknown(kind, key, known));
    }
}
