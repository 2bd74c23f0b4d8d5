package org.geocontext.fetch;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The decompressed bytes of one reply as they come in, up to a cap. Not thread-safe. */
final class ReplyBody {

    private static final int FIRST_CHUNK = 8 << 10;

    private final int cap;
    private byte[] bytes = new byte[0];
    private int length;

    ReplyBody(int cap) {
        this.cap = cap;
    }

    /** @return false if the part would go over the cap; nothing is kept of it then */
    boolean add(ByteBuf part) {
        int more = part.readableBytes();
        if (more > cap - length) {
            return false;
        }
        if (length + more > bytes.length) {
            int room = Math.max(length + more, Math.max(FIRST_CHUNK, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(cap, room));
        }
        part.readBytes(bytes, length, more);
        length += more;
        return true;
    }

    int length() {
        return length;
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
