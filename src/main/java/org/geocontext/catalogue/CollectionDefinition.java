package org.geocontext.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ordered set of groups.
 *
 * @param key unique among collections, {@code [0-9a-z_]+}
 * @param name title for people; the key where the catalogue has none
 * @param groupKeys in the order of the answer; each exists in the catalogue, none twice
 * @param roles {@code permission_groups}; empty for everybody
 * @param raw the entry as read, unknown fields included
 */
public record CollectionDefinition(
        String key,
        String name,
        String description,
        List<String> groupKeys,
        Set<String> roles,
        Map<String, @Nullable Object> raw) {

    public CollectionDefinition {
        groupKeys = List.copyOf(groupKeys);
        roles = Set.copyOf(roles);
        raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }
}
