package org.geocontext.cache;

/**
 * Turns values into bytes and back. Values are kept as bytes, in memory as on disk, so reading one belongs to every
 * answer from the cache and has to be quick. Implementations are thread-safe.
 */
public interface ValueCodec<V> {

    /** Changes whenever bytes written before cannot be read any more. */
    int version();

    byte[] encode(V value);

    /** @param bytes as {@link #encode} of the same version made them; not to be changed or kept */
    V decode(byte[] bytes, int offset, int length);
}
