package org.geocontext.app;

/**
 * How much one user may ask for. Counted by the caller's name, on this host alone; all who have no name are one user.
 *
 * @param queriesPerMinute started within any minute, 0 to 100000; 0 for no limit
 * @param concurrentQueries under way at once, 0 to 10000; 0 for no limit
 */
public record UserLimits(int queriesPerMinute, int concurrentQueries) {

    /** No limits. */
    public static final UserLimits NONE = new UserLimits(0, 0);

    public UserLimits {
        if (queriesPerMinute < 0 || queriesPerMinute > 100_000) {
            throw new IllegalArgumentException(
                    "user_queries_per_minute: " + queriesPerMinute + " (expected: 0 to 100000)");
        }
        if (concurrentQueries < 0 || concurrentQueries > 10_000) {
            throw new IllegalArgumentException(
                    "user_concurrent_queries: " + concurrentQueries + " (expected: 0 to 10000)");
        }
    }
}
