package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.geocontext.catalogue.CatalogueDraft;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * What makes one catalogue of another, by the keys of entries.
 *
 * @param unchanged how many entries are alike
 */
record ChangeReport(
        Map<EntryKind, List<String>> added,
        Map<EntryKind, List<String>> changed,
        Map<EntryKind, List<String>> removed,
        int unchanged) {

    static ChangeReport of(CatalogueLoad before, CatalogueLoad after) {
        CatalogueDraft former = new CatalogueDraft(before.document());
        CatalogueDraft latter = new CatalogueDraft(after.document());
        Map<EntryKind, List<String>> added = new LinkedHashMap<>();
        Map<EntryKind, List<String>> changed = new LinkedHashMap<>();
        Map<EntryKind, List<String>> removed = new LinkedHashMap<>();
        int unchanged = 0;
        for (EntryKind kind : EntryKind.values()) {
            Map<String, Map<String, @Nullable Object>> was = former.entries(kind);
            Map<String, Map<String, @Nullable Object>> is = latter.entries(kind);
            added.put(
                    kind,
                    is.keySet().stream().filter(key -> !was.containsKey(key)).toList());
            removed.put(
                    kind,
                    was.keySet().stream().filter(key -> !is.containsKey(key)).toList());
            List<String> common = is.keySet().stream().filter(was::containsKey).toList();
            List<String> different = common.stream()
                    .filter(key -> !Objects.equals(is.get(key), was.get(key)))
                    .toList();
            changed.put(kind, different);
            unchanged += common.size() - different.size();
        }
        return new ChangeReport(added, changed, removed, unchanged);
    }

    /** @param applied whether it has happened */
    Map<String, @Nullable Object> tree(List<CatalogueProblem> problems, boolean applied) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("added", byPlural(added));
        tree.put("changed", byPlural(changed));
        tree.put("removed", byPlural(removed));
        tree.put("unchanged", unchanged);
        tree.put("problems", Problems.trees(problems));
        tree.put("applied", applied);
        return tree;
    }

    private static Map<String, List<String>> byPlural(Map<EntryKind, List<String>> keys) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        keys.forEach((kind, list) -> named.put(kind.plural(), new ArrayList<>(list)));
        return named;
    }
}
