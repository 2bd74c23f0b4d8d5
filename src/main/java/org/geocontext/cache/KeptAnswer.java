package org.geocontext.cache;

import org.jspecify.annotations.Nullable;

/**
 * An answer with its value as bytes.
 *
 * @param askedAt milliseconds of the epoch
 */
record KeptAnswer(Shape shape, @Nullable String source, byte[] value, long askedAt, int goodForSeconds) {

    /** Milliseconds of the epoch. */
    long goodUntil() {
        return askedAt + goodForSeconds * 1000L;
    }

    static <V> KeptAnswer of(CachedAnswer<V> answer, ValueCodec<V> codec) {
        return new KeptAnswer(
                Shape.of(answer.validity()),
                answer.source(),
                codec.encode(answer.value()),
                answer.askedAt().toEpochMilli(),
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, answer.goodFor().toSeconds())));
    }
}
