package org.geocontext.cache;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept, and for how long.
 *
 * @param maxBytes of memory for all entries, at least 0; the directory holds about twice as much at most
 * @param staleIfError how long an answer may stand in for a failing origin after it has expired, at least 0
 * @param directory for nothing but the cache's files, made if it is not there; null to forget everything at the end
 */
public record CacheSettings(
        long maxBytes, Duration staleIfError, @Nullable Path directory) {

    /** 128 MB, one day, in memory only. */
    public static final CacheSettings DEFAULT = new CacheSettings(128L << 20, Duration.ofDays(1), null);

    public CacheSettings {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 0)");
        }
        if (staleIfError.isNegative()) {
            throw new IllegalArgumentException("staleIfError: " + staleIfError + " (expected: >= 0)");
        }
    }
}
