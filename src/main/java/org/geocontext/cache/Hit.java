package org.geocontext.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer found in the cache. Immutable. */
public final class Hit<V> {

    private final Entry entry;
    private final ValueCodec<V> codec;
    private final HitKind kind;

    Hit(Entry entry, ValueCodec<V> codec, HitKind kind) {
        this.entry = entry;
        this.codec = codec;
        this.kind = kind;
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

    /** Where it is true; made anew by each call. */
    public Validity validity() {
        return entry.shape().validity();
    }
}
