package org.geocontext.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.geocontext.geo.LonLat;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a query for a while. Immutable.
 *
 * @param number as {@link org.geocontext.query.RunningQuery#number} has it
 * @param user who asked; null for anonymous
 * @param position the asked point in lon/lat WGS 84
 * @param collection key; null if none was named
 * @param groups keys, as asked
 * @param services keys, as asked
 * @param asked how many services there are to ask
 * @param requests how many requests the query began with
 * @param end null while it runs
 */
public record RecentQuery(
        long number,
        Instant startedAt,
        @Nullable String user,
        LonLat position,
        @Nullable String collection,
        List<String> groups,
        List<String> services,
        int asked,
        int requests,
        @Nullable End end) {

    public RecentQuery {
        groups = List.copyOf(groups);
        services = List.copyOf(services);
    }

    /**
     * How it ended.
     *
     * @param failed how many rows of the answer are failures
     * @param cancelled whether somebody ended it before its time
     */
    public record End(Duration elapsed, int failed, boolean cancelled) {}

    RecentQuery ended(End how) {
        return new RecentQuery(number, startedAt, user, position, collection, groups, services, asked, requests, how);
    }
}
