package org.geocontext.query;

import java.time.Duration;

/**
 * Which answers are kept, and for whom.
 *
 * @param maxBytes of memory for kept answers; 0 to keep none
 * @param staleIfError how long an answer may stand in for a failing origin after it has expired
 * @param radiusMetres how much farther than the tolerance is looked, so that points as near as that are answered too; 0
 *     to 1000
 */
public record AnswerSettings(long maxBytes, Duration staleIfError, double radiusMetres) {

    /** 128 MB, one day, 20 m. */
    public static final AnswerSettings DEFAULT = new AnswerSettings(128L << 20, Duration.ofDays(1), 20);

    /** Every answer is asked for. */
    public static final AnswerSettings OFF = new AnswerSettings(0, Duration.ZERO, 0);

    public AnswerSettings {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("cache_bytes: " + maxBytes + " (expected: >= 0, 0 for no cache)");
        }
        if (staleIfError.isNegative()) {
            throw new IllegalArgumentException(
                    "stale_if_error_s: " + staleIfError.toSeconds() + " (expected: >= 0 seconds)");
        }
        if (!(radiusMetres >= 0 && radiusMetres <= 1000)) {
            throw new IllegalArgumentException("cache_radius_m: " + radiusMetres + " (expected: 0 to 1000 metres)");
        }
    }

    boolean isOff() {
        return maxBytes == 0;
    }
}
