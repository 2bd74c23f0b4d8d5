package org.geocontext.fetch;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * The decompressed bytes of one reply as they come in, up to a cap. They stay in the pieces in which they came until
 * the end, or until a quarter of what was announced is there; so a server that only promises costs nothing, and a large
 * reply is neither copied again and again nor held more than twice. Not thread-safe.
 */
final class ReplyBody {

    private static final int SMALLEST_PIECE = 8 << 10;
    private static final int LARGEST_PIECE = 256 << 10;
    private static final int BELIEVED_AT_ONCE = 32 << 10;
    private static final int BELIEVED_TIMES = 4;

    private final int cap;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[0];
    private int inPiece;
    private int length;
    private long announced = -1;

    ReplyBody(int cap) {
        this.cap = cap;
    }

    /** @param bytes that the server says will come; negative if it does not say */
    void announce(long bytes) {
        announced = bytes;
    }

    /** @return false if the part would go over the cap; nothing is kept of it then */
    boolean add(ByteBuf part) {
        if (part.readableBytes() > cap - length) {
            return false;
        }
        while (part.isReadable()) {
            if (inPiece == piece.length) {
                makeRoom(part.readableBytes());
            }
            int count = Math.min(part.readableBytes(), piece.length - inPiece);
            part.readBytes(piece, inPiece, count);
            inPiece += count;
            length += count;
        }
        return true;
    }

    private void makeRoom(int wanted) {
        if (announced >= (long) length + wanted && announced <= believed()) {
            piece = joined((int) announced);
            inPiece = length;
            full.clear();
            return;
        }
        if (inPiece > 0) {
            full.add(piece);
        }
        piece = new byte[Math.min(Math.max(SMALLEST_PIECE, 2 * piece.length), LARGEST_PIECE)];
        inPiece = 0;
    }

    private long believed() {
        return Math.min(cap, Math.max(BELIEVED_AT_ONCE, (long) BELIEVED_TIMES * length));
    }

    private byte[] joined(int size) {
        byte[] bytes = new byte[size];
        int at = 0;
        for (byte[] before : full) {
            System.arraycopy(before, 0, bytes, at, before.length);
            at += before.length;
        }
        System.arraycopy(piece, 0, bytes, at, inPiece);
        return bytes;
    }

    /** All that came; nothing of it is held here any longer. */
    byte[] take() {
        byte[] all = full.isEmpty() && inPiece == piece.length ? piece : joined(length);
        full.clear();
        piece = new byte[0];
        inPiece = 0;
        length = 0;
        return all;
    }
}
