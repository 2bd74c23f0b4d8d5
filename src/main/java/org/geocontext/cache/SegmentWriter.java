package org.geocontext.cache;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file of answers. Keys and patterns of sources are written once, before the first answer that has them. Not
 * thread-safe; useless after an exception.
 */
final class SegmentWriter implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Fills the payload of a record. */
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private final FileChannel channel;
    private final long salt = new SecureRandom().nextLong();
    private final Map<CacheKey, Integer> keys = new HashMap<>();
    private final Map<SourcePattern, Integer> patterns = new IdentityHashMap<>();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long written;

    private SegmentWriter(FileChannel channel) {
        this.channel = channel;
    }

    /** @param file that does not exist */
    static SegmentWriter create(Path file, int valueVersion) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SegmentWriter writer = new SegmentWriter(channel);
        writer.pending.writeBytes(Segment.header(valueVersion, writer.salt).array());
        return writer;
    }

    long size() {
        return written + pending.size();
    }

    void answer(Entry entry) throws IOException {
        int key = number(entry.key());
        SourcePattern pattern = entry.pattern();
        int source = pattern == null ? 0 : number(pattern);
        record(Segment.ANSWER, out -> {
            out.writeInt(key);
            out.writeInt(source);
            out.writeLong(entry.askedAt());
            out.writeInt(entry.goodForSeconds());
            entry.shape().write(out);
            entry.writeContent(out);
        });
    }

    void overlaps(Fingerprint fingerprint, Overlap overlap) throws IOException {
        record(Segment.OVERLAPS, out -> {
            write(fingerprint, out);
            writeText(overlap.service(), out);
            out.writeLong(overlap.seenAt());
        });
    }

    /**
     * @param services null for all
     * @param until milliseconds of the epoch
     */
    void cleared(@Nullable Set<String> services, long until) throws IOException {
        record(Segment.CLEARED, out -> {
            out.writeLong(until);
            out.writeBoolean(services == null);
            for (String service : services == null ? Set.<String>of() : services) {
                writeText(service, out);
            }
        });
    }

    private int number(CacheKey key) throws IOException {
        Integer known = keys.get(key);
        if (known != null) {
            return known;
        }
        int number = keys.size() + 1;
        keys.put(key, number);
        record(Segment.KEY, out -> {
            out.writeInt(number);
            write(key.fingerprint(), out);
            writeText(key.service(), out);
            writeText(key.property(), out);
            out.writeBoolean(key.all());
            out.writeDouble(key.toleranceMetres());
            out.writeBoolean(key.geometries());
        });
        return number;
    }

    private int number(SourcePattern pattern) throws IOException {
        Integer known = patterns.get(pattern);
        if (known != null) {
            return known;
        }
        int number = patterns.size() + 1;
        patterns.put(pattern, number);
        record(Segment.PATTERN, out -> {
            out.writeInt(number);
            writeText(pattern.start(), out);
            writeText(pattern.end(), out);
        });
        return number;
    }

    private static void write(Fingerprint fingerprint, DataOutputStream out) throws IOException {
        out.writeLong(fingerprint.high());
        out.writeLong(fingerprint.low());
    }

    /** Unlike writeUTF, of any length. */
    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void record(byte type, Content content) throws IOException {
        payload.reset();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeByte(type);
        content.write(out);
        byte[] bytes = payload.toByteArray();
        if (bytes.length > Segment.MAX_PAYLOAD) {
            return;
        }
        int checksum = Segment.checksum(salt, bytes, 0, bytes.length);
        pending.writeBytes(ByteBuffer.allocate(Segment.FRAME_BYTES)
                .putInt(Segment.MARK)
                .putInt(bytes.length)
                .putInt(checksum)
                .array());
        pending.writeBytes(bytes);
        if (pending.size() >= BUFFER_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
        pending.reset();
    }

    /** Returns when everything is on the disk. */
    void force() throws IOException {
        flush();
        channel.force(false);
    }

    /** Without writing what {@link #force} has not. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
