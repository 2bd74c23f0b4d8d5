package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue's document while it is edited: what is not edited stays as it is, entries that could not be loaded and
 * unknown fields included. Not thread-safe.
 */
public final class CatalogueDraft {

    private static final String KEY = Fields.KEY.name();

    /**
     * An entry of the file.
     *
     * @param key not checked
     */
    public record Entry(EntryKind kind, String key) {

        /** As in {@code groups/landcover}. */
        public String path() {
            return kind.plural() + "/" + key;
        }
    }

    private final Map<String, @Nullable Object> document;
    private final Map<EntryKind, List<@Nullable Object>> lists = new EnumMap<>(EntryKind.class);
    private final Set<Entry> touched = new LinkedHashSet<>();

    /** @param document as {@link CatalogueLoad#document()}; not changed */
    public CatalogueDraft(Map<String, @Nullable Object> document) {
        this.document = new LinkedHashMap<>(document);
        for (EntryKind kind : EntryKind.values()) {
            List<@Nullable Object> entries = new ArrayList<>();
            if (document.get(kind.word()) instanceof List<?> list) {
                entries.addAll(list);
            }
            lists.put(kind, entries);
        }
    }

    /** Whether a text may be the key of an entry. */
    public static boolean isKey(String text) {
        return Fields.KEY_PATTERN.matcher(text).matches();
    }

    /** The edited document. */
    public Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> edited = new LinkedHashMap<>(document);
        lists.forEach((kind, entries) -> {
            if (!entries.isEmpty() || document.containsKey(kind.word())) {
                edited.put(kind.word(), new ArrayList<>(entries));
            }
        });
        if (lists.values().stream().allMatch(List::isEmpty)) {
            edited.putIfAbsent(EntryKind.SERVICE.word(), List.of());
        }
        return edited;
    }

    /** What {@link #put}, {@link #remove} and {@link #rename} were called for. */
    public Set<Entry> touched() {
        return touched;
    }

    /** The entries of a kind that have a key, each key once, in file order. */
    public Map<String, Map<String, @Nullable Object>> entries(EntryKind kind) {
        Map<String, Map<String, @Nullable Object>> entries = new LinkedHashMap<>();
        for (Object element : list(kind)) {
            if (element instanceof Map<?, ?> entry && entry.get(KEY) instanceof String key) {
                entries.putIfAbsent(key, CatalogueReader.object(entry));
            }
        }
        return entries;
    }

    /** The first entry of that key, as it stands in the file. */
    public Optional<Map<String, @Nullable Object>> find(EntryKind kind, String key) {
        int at = indexOf(kind, key);
        return at < 0
                ? Optional.empty()
                : Optional.of(CatalogueReader.object((Map<?, ?>) list(kind).get(at)));
    }

    /** Replaces the entry of that key where it stands, or adds it at the end. The key becomes its first field. */
    public void put(EntryKind kind, String key, Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
        keyed.put(KEY, key);
        keyed.putAll(entry);
        keyed.put(KEY, key);
        int at = indexOf(kind, key);
        if (at < 0) {
            list(kind).add(keyed);
        } else {
            list(kind).set(at, keyed);
        }
        touched.add(new Entry(kind, key));
    }

    /** Removes every entry of that key; what refers to it is left alone. */
    public void remove(EntryKind kind, String key) {
        list(kind).removeIf(isKeyed(key));
        touched.add(new Entry(kind, key));
    }

    /** Empties the three lists. */
    public void clear() {
        lists.values().forEach(List::clear);
    }

    /** Gives an entry another key and lets references follow. */
    public void rename(EntryKind kind, String from, String to) {
        list(kind).replaceAll(element -> {
            if (!isKeyed(from).test(element) || !(element instanceof Map<?, ?> entry)) {
                return element;
            }
            Map<String, @Nullable Object> renamed = CatalogueReader.object(entry);
            renamed.put(KEY, to);
            return renamed;
        });
        touched.add(new Entry(kind, to));
        changeReferences(kind, from, members -> {
            members.replaceAll(member -> from.equals(member) ? to : member);
            return members;
        });
    }

    /** The groups that hold a service, or the collections that hold a group. */
    public List<Entry> references(EntryKind kind, String key) {
        List<Entry> references = new ArrayList<>();
        kind.holders()
                .ifPresent(holder -> entries(holder).forEach((holding, entry) -> {
                    if (members(holder, entry).contains(key)) {
                        references.add(new Entry(holder, holding));
                    }
                }));
        return references;
    }

    /** Takes a key out of everything that refers to it. */
    public void detach(EntryKind kind, String key) {
        changeReferences(kind, key, members -> {
            members.removeIf(key::equals);
            return members;
        });
    }

    private void changeReferences(EntryKind kind, String key, UnaryOperator<List<@Nullable Object>> change) {
        kind.holders()
                .ifPresent(holder -> list(holder).replaceAll(element -> {
                    if (!(element instanceof Map<?, ?> entry)
                            || !members(holder, entry).contains(key)) {
                        return element;
                    }
                    Map<String, @Nullable Object> changed = CatalogueReader.object(entry);
                    changed.put(
                            holder.memberField().orElseThrow(), change.apply(new ArrayList<>(members(holder, entry))));
                    return changed;
                }));
    }

    private static List<?> members(EntryKind holder, Map<?, ?> entry) {
        return entry.get(holder.memberField().orElseThrow()) instanceof List<?> members ? members : List.of();
    }

    private List<@Nullable Object> list(EntryKind kind) {
        return lists.getOrDefault(kind, List.of());
    }

    private int indexOf(EntryKind kind, String key) {
        List<@Nullable Object> entries = list(kind);
        for (int i = 0; i < entries.size(); i++) {
            if (isKeyed(key).test(entries.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static Predicate<@Nullable Object> isKeyed(String key) {
        return element -> element instanceof Map<?, ?> entry && key.equals(entry.get(KEY));
    }
}
