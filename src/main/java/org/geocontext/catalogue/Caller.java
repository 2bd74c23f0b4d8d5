package org.geocontext.catalogue;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name for logs and quotas; null for anonymous
 * @param roles the host's role names, compared exactly with {@code permission_groups}
 * @param administrator sees everything
 */
public record Caller(@Nullable String name, Set<String> roles, boolean administrator) {

    /** The host itself, or the owner of a standalone host: sees everything. */
    public static final Caller ADMINISTRATOR = new Caller(null, Set.of(), true);

    /** Nobody in particular: sees what has no roles. */
    public static final Caller ANONYMOUS = new Caller(null, Set.of(), false);

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether an entry with these roles is there for this caller; no roles means everybody. */
    boolean maySee(Set<String> required) {
        return administrator || required.isEmpty() || required.stream().anyMatch(roles::contains);
    }
}
