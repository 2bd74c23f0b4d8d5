package org.geocontext.app;

import java.time.Duration;
import java.util.List;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.MergeSettings;
import org.geocontext.query.QueryPlanner;

/**
 * What an administrator may set, for both hosts. Immutable; every value is checked when it is built.
 *
 * @param timeout of a query that names none, 0.1 s to 300 s
 * @param fetch how remote servers are called
 * @param merging whether and how services share requests
 * @param extents which extents services are skipped by
 * @param answers which answers are kept, and for whom
 * @param concurrentExecutes WPS executions of {@code geocontext:*} at once, 1 to 10000
 * @param userLimits how much one user may ask for
 * @param healthSchedule from one check of every service to the next, 1 minute to 30 days; zero for none
 * @param corsOrigins origins that web pages may call the standalone host from, as in {@code https://map.example.org};
 *     {@code *} for any
 */
public record Settings(
        Duration timeout,
        FetchSettings fetch,
        MergeSettings merging,
        ExtentSettings extents,
        AnswerSettings answers,
        int concurrentExecutes,
        UserLimits userLimits,
        Duration healthSchedule,
        List<String> corsOrigins) {

    /** 20 s, 64 executions, nobody else's pages. */
    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(20),
            FetchSettings.defaults(),
            MergeSettings.DEFAULT,
            ExtentSettings.DEFAULT,
            AnswerSettings.DEFAULT,
            64,
            UserLimits.NONE,
            Duration.ZERO,
            List.of());

    private static final Duration MOST_OFTEN = Duration.ofMinutes(1);
    private static final Duration LEAST_OFTEN = Duration.ofDays(30);

    public Settings {
        double seconds = timeout.toMillis() / 1000.0;
        if (!(seconds >= QueryPlanner.MIN_TIMEOUT && seconds <= QueryPlanner.MAX_TIMEOUT)) {
            throw new IllegalArgumentException("timeout_s: " + seconds + " (expected: 0.1 to 300 seconds)");
        }
        if (concurrentExecutes < 1 || concurrentExecutes > 10_000) {
            throw new IllegalArgumentException(
                    "concurrent_executes: " + concurrentExecutes + " (expected: 1 to 10000)");
        }
        boolean scheduled = !healthSchedule.isZero();
        if (scheduled && (healthSchedule.compareTo(MOST_OFTEN) < 0 || healthSchedule.compareTo(LEAST_OFTEN) > 0)) {
            throw new IllegalArgumentException("health_schedule_s: " + healthSchedule.toMillis() / 1000.0
                    + " (expected: 0, or 60 to 2592000 seconds)");
        }
        corsOrigins = List.copyOf(corsOrigins);
        for (String origin : corsOrigins) {
            if (!origin.matches("\\*|https?://[^/\\s]+")) {
                throw new IllegalArgumentException("cors_origins: " + origin
                        + " (expected: * or scheme and host without a path, as in https://map.example.org)");
            }
        }
    }

    /** These settings with other limits for a user. */
    public Settings withUserLimits(UserLimits other) {
        return new Settings(
                timeout, fetch, merging, extents, answers, concurrentExecutes, other, healthSchedule, corsOrigins);
    }

    /** These settings with others for fetching. */
    public Settings withFetch(FetchSettings other) {
        return new Settings(
                timeout, other, merging, extents, answers, concurrentExecutes, userLimits, healthSchedule, corsOrigins);
    }

    /** These settings with others for sharing requests. */
    public Settings withMerging(MergeSettings other) {
        return new Settings(
                timeout, fetch, other, extents, answers, concurrentExecutes, userLimits, healthSchedule, corsOrigins);
    }

    /** These settings with others for extents. */
    public Settings withExtents(ExtentSettings other) {
        return new Settings(
                timeout, fetch, merging, other, answers, concurrentExecutes, userLimits, healthSchedule, corsOrigins);
    }

    /** These settings with others for keeping answers. */
    public Settings withAnswers(AnswerSettings other) {
        return new Settings(
                timeout, fetch, merging, extents, other, concurrentExecutes, userLimits, healthSchedule, corsOrigins);
    }

    /** These settings with another schedule of checks. */
    public Settings withHealthSchedule(Duration other) {
        return new Settings(
                timeout, fetch, merging, extents, answers, concurrentExecutes, userLimits, other, corsOrigins);
    }

    /** These settings with another CORS list. */
    public Settings withCorsOrigins(List<String> origins) {
        return new Settings(
                timeout, fetch, merging, extents, answers, concurrentExecutes, userLimits, healthSchedule, origins);
    }
}
