package org.geocontext.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patches (RFC 7396) on trees as {@link Json#parse} makes them. */
public final class MergePatch {

    private MergePatch() {}

    /**
     * The target with the patch applied: members of objects are replaced one by one, null removes one, and everything
     * else replaces the target as a whole. Neither argument is changed.
     */
    public static @Nullable Object apply(@Nullable Object target, @Nullable Object patch) {
        if (!(patch instanceof Map<?, ?> changes)) {
            return patch;
        }
        return apply(target instanceof Map<?, ?> members ? members : Map.of(), changes);
    }

    /** As {@link #apply(Object, Object)}, for objects. */
    public static Map<String, @Nullable Object> apply(Map<?, ?> target, Map<?, ?> patch) {
        Map<String, @Nullable Object> patched = new LinkedHashMap<>();
        target.forEach((name, value) -> patched.put((String) name, value));
        patch.forEach((name, change) -> {
            if (change == null) {
                patched.remove(name);
            } else {
                patched.put((String) name, apply(patched.get(name), change));
            }
        });
        return patched;
    }
}
