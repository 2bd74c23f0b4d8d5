package org.geocontext.cache;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to be kept.
 *
 * @param source what answered, without secrets; null if unknown
 * @param askedAt when it was asked
 * @param goodFor how long it stays good from then on, above 0
 */
public record CachedAnswer<V>(V value, @Nullable String source, Validity validity, Instant askedAt, Duration goodFor) {

    public CachedAnswer {
        if (goodFor.isNegative() || goodFor.isZero()) {
            throw new IllegalArgumentException("goodFor: " + goodFor + " (expected: above 0)");
        }
    }
}
