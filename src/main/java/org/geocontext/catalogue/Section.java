package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.geocontext.catalogue.CatalogueProblem.Severity;
import org.jspecify.annotations.Nullable;

/** One of the three lists of a catalogue file while it is read: what loaded, and what was left out. */
final class Section<T> {

    private final String kind;
    private final Consumer<CatalogueProblem> problems;
    private final Function<T, Map<String, @Nullable Object>> raw;
    private final Map<String, T> loaded = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> leftOut = new ArrayList<>();
    private final Set<Object> leftOutKeys = new HashSet<>();

    /** @param raw the entry that a definition was read from */
    Section(String kind, Consumer<CatalogueProblem> problems, Function<T, Map<String, @Nullable Object>> raw) {
        this.kind = kind;
        this.problems = problems;
        this.raw = raw;
    }

    /** @param reader empty after it reported an error */
    void readAll(List<?> elements, Function<EntryReader, Optional<T>> reader) {
        for (int i = 0; i < elements.size(); i++) {
            String place = "[" + i + "]";
            if (elements.get(i) instanceof Map<?, ?> members) {
                read(place, CatalogueReader.object(members), reader);
            } else {
                report(place, null, null, place + ": not an object, left out (expected: an object)");
            }
        }
    }

    private void read(String place, Map<String, @Nullable Object> entry, Function<EntryReader, Optional<T>> reader) {
        Optional<T> definition = findKey(place, entry).flatMap(key -> {
            Optional<T> read = reader.apply(new EntryReader(kind, key, entry, problems));
            read.ifPresent(value -> loaded.put(key, value));
            return read;
        });
        if (definition.isEmpty()) {
            addLeftOut(entry);
        }
    }

    private void addLeftOut(Map<String, @Nullable Object> entry) {
        leftOut.add(entry);
        Object key = entry.get(Fields.KEY.name());
        if (key != null) {
            leftOutKeys.add(key);
        }
    }

    private Optional<String> findKey(String place, Map<String, @Nullable Object> entry) {
        String field = Fields.KEY.name();
        Object value = entry.get(field);
        if (!(value instanceof String key) || !Fields.KEY_PATTERN.matcher(key).matches()) {
            String shown = value == null ? null : String.valueOf(value);
            report(
                    place,
                    field,
                    shown,
                    field + ": " + (shown == null ? "missing" : shown) + ", left out (expected: "
                            + Fields.KEY.accepted() + ")");
            return Optional.empty();
        }
        if (loaded.containsKey(key) || leftOutKeys.contains(key)) {
            report(key, field, key, field + ": " + key + ", left out the second time (expected: every key once)");
            return Optional.empty();
        }
        return Optional.of(key);
    }

    private void report(String key, @Nullable String field, @Nullable String value, String message) {
        problems.accept(new CatalogueProblem(Severity.ERROR, kind, key, field, value, message));
    }

    /** Leaves out what already loaded. */
    void leaveOut(Set<String> keys, String message) {
        for (String key : keys) {
            T definition = loaded.remove(key);
            if (definition != null) {
                addLeftOut(raw.apply(definition));
                report(key, null, null, message);
            }
        }
    }

    String kind() {
        return kind;
    }

    /** By key, in file order. */
    Map<String, T> loaded() {
        return loaded;
    }

    Collection<Map<String, @Nullable Object>> leftOut() {
        return leftOut;
    }

    /** As they stand in the file, whatever their type. */
    Set<Object> leftOutKeys() {
        return leftOutKeys;
    }

    /** Every entry of the file that is an object, loaded or not. */
    List<Map<String, @Nullable Object>> entries() {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>(leftOut);
        loaded.values().forEach(definition -> entries.add(raw.apply(definition)));
        return entries;
    }
}
