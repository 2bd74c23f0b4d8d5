package org.geocontext.cache;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept: a million of these must fit into memory. Compared by identity, but with a hash of what it is
 * the answer to, so that a question that comes often is known for it even when its answer has to be fetched anew.
 */
final class Entry {

    /**
     * This object 56, its array 16, Caffeine's node 88 and place in a hash table 40, the index's 80: as measured with
     * compressed references.
     */
    private static final int FIXED_BYTES = 280;

    private final CacheKey key;
    private final Shape shape;
    private final @Nullable SourcePattern pattern;
    private final long askedAt;
    private final int goodForSeconds;

    /** What the source has of its own, then the value. */
    private final byte[] content;

    private final int sourceLength;
    private final int weight;
    private final int hash;
    private volatile boolean removed;

    /**
     * @param difference what the source has that its pattern has not
     * @param extraWeight of what this entry is the first to use
     */
    Entry(CacheKey key, KeptAnswer answer, @Nullable SourcePattern pattern, String difference, int extraWeight) {
        this.key = key;
        this.shape = answer.shape();
        this.pattern = pattern;
        this.askedAt = answer.askedAt();
        this.goodForSeconds = answer.goodForSeconds();
        byte[] text = difference.getBytes(StandardCharsets.UTF_8);
        this.sourceLength = text.length;
        this.content = Arrays.copyOf(text, sourceLength + answer.value().length);
        System.arraycopy(answer.value(), 0, content, sourceLength, answer.value().length);
        this.weight = FIXED_BYTES + shape.bytes() + content.length + extraWeight;
        this.hash = 31 * key.hashCode() + shape.hashCode();
    }

    CacheKey key() {
        return key;
    }

    Shape shape() {
        return shape;
    }

    /** Milliseconds of the epoch. */
    long askedAt() {
        return askedAt;
    }

    /** Milliseconds of the epoch. */
    long goodUntil() {
        return askedAt + goodForSeconds * 1000L;
    }

    int goodForSeconds() {
        return goodForSeconds;
    }

    @Nullable
    SourcePattern pattern() {
        return pattern;
    }

    String difference() {
        return new String(content, 0, sourceLength, StandardCharsets.UTF_8);
    }

    @Nullable
    String source() {
        return pattern == null ? null : pattern.source(difference());
    }

    <V> V value(ValueCodec<V> codec) {
        return codec.decode(content, sourceLength, content.length - sourceLength);
    }

    /** What the source has of its own, with its length before it, and the value. */
    void writeContent(DataOutput out) throws IOException {
        out.writeInt(sourceLength);
        out.write(content);
    }

    /** In memory, about. */
    int weight() {
        return weight;
    }

    boolean isRemoved() {
        return removed;
    }

    void remove() {
        removed = true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
