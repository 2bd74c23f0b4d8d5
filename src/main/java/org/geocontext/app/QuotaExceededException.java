package org.geocontext.app;

import java.time.Duration;
import org.geocontext.query.InvalidRequestException;

/** The caller has asked for as much as one user may; nothing was fetched. HTTP's 429. */
public final class QuotaExceededException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    private QuotaExceededException(String limit, String message, long retryAfterSeconds) {
        super(limit, message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static QuotaExceededException perMinute(int limit, Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return new QuotaExceededException(
                "user_queries_per_minute",
                "user_queries_per_minute: one user may start " + limit + " queries a minute; ask again in " + seconds
                        + " s.",
                seconds);
    }

    static QuotaExceededException concurrent(int limit) {
        return new QuotaExceededException(
                "user_concurrent_queries",
                "user_concurrent_queries: one user may have " + limit
                        + " queries under way at once; ask again when one of them has ended.",
                1);
    }

    /** How long to wait before asking again, at least 1 s; where it depends on the caller's own queries, a guess. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
