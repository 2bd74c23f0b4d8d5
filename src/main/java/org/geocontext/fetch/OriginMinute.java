package org.geocontext.fetch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of calls to an origin within a minute.
 *
 * @param minute when it began
 * @param requests sent in it
 * @param failures calls that came to no reply in it, or to one with an HTTP status from 400 on
 * @param p50Millis what half of its good replies took at most; null if there were none
 * @param p95Millis the same of 95 of 100
 */
public record OriginMinute(
        Instant minute,
        long requests,
        long failures,
        @Nullable Double p50Millis,
        @Nullable Double p95Millis) {}
