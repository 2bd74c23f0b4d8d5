package org.geocontext.capabilities;

import java.time.Duration;

/**
 * Which extents are relied on.
 *
 * @param from where they may come from
 * @param refresh how long what a server said stays good, 60 s to 10 days
 */
public record ExtentSettings(From from, Duration refresh) {

    /** Where an extent comes from; each includes those before it. */
    public enum From {
        /** Nowhere: every service is asked everywhere. */
        OFF,
        /** The catalogue's entry. */
        CATALOGUE,
        /** The catalogue's entry, else the server's capabilities. */
        CAPABILITIES
    }

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(10);

    /** From capabilities, asked for anew every day. */
    public static final ExtentSettings DEFAULT = new ExtentSettings(From.CAPABILITIES, Duration.ofDays(1));

    /** No service is skipped for its extent, and no server asked for it. */
    public static final ExtentSettings OFF = new ExtentSettings(From.OFF, Duration.ofDays(1));

    public ExtentSettings {
        if (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "extents_refresh_s: " + refresh.toSeconds() + " (expected: 60 to 864000 seconds)");
        }
    }
}
