package org.geocontext.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was learned about an endpoint by asking it: the format it answers in, the BBOX form it understands, which layers
 * are rasters. Names belong to the source that learns them. Immutable.
 */
public record Facts(Map<String, String> values) {

    /** Nothing known yet. */
    public static final Facts NONE = new Facts(Map.of());

    public Facts {
        values = Map.copyOf(values);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean is(String name, String value) {
        return value.equals(values.get(name));
    }

    /** These facts with one more; a later one replaces an earlier one of the same name. */
    public Facts with(String name, String value) {
        if (is(name, value)) {
            return this;
        }
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return new Facts(more);
    }

    /** These facts with all of the other's, which win. */
    public Facts merge(Facts other) {
        if (values.isEmpty()) {
            return other;
        } else if (other.values.entrySet().stream().allMatch(fact -> is(fact.getKey(), fact.getValue()))) {
            return this;
        }
        Map<String, String> all = new HashMap<>(values);
        all.putAll(other.values);
        return new Facts(all);
    }

    /** What is known here and was not, or not so, before. */
    public Facts since(Facts before) {
        if (this == before) {
            return NONE;
        }
        Map<String, String> news = new HashMap<>(values);
        news.entrySet().removeIf(fact -> before.is(fact.getKey(), fact.getValue()));
        return new Facts(news);
    }

    /** Names only: a fact may be a token. */
    @Override
    public String toString() {
        return "Facts" + values.keySet();
    }
}
