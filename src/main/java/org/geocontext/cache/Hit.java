package org.geocontext.cache;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer found in the cache. Immutable. */
public final class Hit<V> {

    private final Entry entry;
    private final ValueCodec<V> codec;
    private final HitKind kind;
    private final long foundAt;
    private final Runnable use;

    /**
     * @param foundAt milliseconds of the epoch
     * @param use counts
     */
    Hit(Entry entry, ValueCodec<V> codec, HitKind kind, long foundAt, Runnable use) {
        this.entry = entry;
        this.codec = codec;
        this.kind = kind;
        this.foundAt = foundAt;
        this.use = use;
    }

    /** Counts that it was an answer to a question. */
    public void use() {
        use.run();
    }

    /** Reads the value from its bytes; each call makes a new one. */
    public V value() {
        return entry.value(codec);
    }

    public HitKind kind() {
        return kind;
    }

    /** What answered; null if unknown. */
    public @Nullable String source() {
        return entry.source();
    }

    public Instant askedAt() {
        return Instant.ofEpochMilli(entry.askedAt());
    }

    /** From the source's being asked to being found here. */
    public Duration age() {
        return Duration.ofMillis(Math.max(0, foundAt - entry.askedAt()));
    }

    /** Where it is true; made anew by each call. */
    public Validity validity() {
        return entry.shape().validity();
    }
}
