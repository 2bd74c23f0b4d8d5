package org.geocontext.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a file of answers looks like. After the header come records, each with a mark, the length of its payload and a
 * checksum of both and of the file's salt: wherever bytes were lost or garbled, reading goes on at the next place where
 * all of it is right, and what a server put into an answer cannot pass for a record.
 */
final class Segment {

    static final long MAGIC = 0x4743_414E_5357_4552L;

    /** Of header and records; the values' own version stands beside it. */
    static final int FORMAT = 1;

    /** Magic, format, version of the values, salt, checksum of all that. */
    static final int HEADER_BYTES = 28;

    static final int MARK = 0xA7_5E_C0_D1;

    /** Mark, length, checksum. */
    static final int FRAME_BYTES = 12;

    /** No payload is longer. */
    static final int MAX_PAYLOAD = 1 << 27;

    static final byte KEY = 1;
    static final byte PATTERN = 2;
    static final byte ANSWER = 3;
    static final byte OVERLAPS = 4;
    static final byte CLEARED = 5;

    private Segment() {}

    static ByteBuffer header(int valueVersion, long salt) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MAGIC)
                .putInt(FORMAT)
                .putInt(valueVersion)
                .putLong(salt);
        CRC32C checksum = new CRC32C();
        checksum.update(header.array(), 0, header.position());
        return header.putInt((int) checksum.getValue()).flip();
    }

    static int checksum(long salt, byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(salt)
                .putInt(length)
                .flip());
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
