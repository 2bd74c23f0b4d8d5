package org.geocontext.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ordered set of services.
 *
 * @param key unique among groups, {@code [0-9a-z_]+}
 * @param name title for people; the key where the catalogue has none
 * @param groupType GeoContext's hint for display, as in {@code text} or {@code graph}
 * @param serviceKeys in the order of the answer; each exists in the catalogue, none twice
 * @param roles {@code permission_groups}; empty for everybody
 * @param raw the entry as read, unknown fields included
 */
public record GroupDefinition(
        String key,
        String name,
        String description,
        String groupType,
        List<String> serviceKeys,
        Set<String> roles,
        Map<String, @Nullable Object> raw) {

    public GroupDefinition {
        serviceKeys = List.copyOf(serviceKeys);
        roles = Set.copyOf(roles);
        raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }
}
