package org.geocontext.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.query.ContextValue;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told, as it was told it, so that after a sudden end another run goes on without asking again. One
 * file, only ever appended to: a line that says which run it is of, then records with their length and checksum, in the
 * order of the windows. What stands after the first record that is not whole is dropped. Belongs to the run's thread.
 */
public final class RunJournal implements Closeable {

    private static final String MAGIC = "GeoContext run 1\n";
    private static final int FRAME = 8;
    private static final int LARGEST_RECORD = 1 << 26;
    private static final int BUFFER = 1 << 16;

    /** Takes what was recorded. */
    interface Restorer {
        void restore(long point, int service, List<ContextValue> values);
    }

    private record Entry(long point, int service, byte[] content) {}

    private final FileChannel channel;
    private final DataInputStream earlier;
    private long unread;
    private @Nullable Entry next;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private RunJournal(FileChannel channel, DataInputStream earlier, long earlierBytes) {
        this.channel = channel;
        this.earlier = earlier;
        this.unread = earlierBytes;
    }

    /**
     * Opens the journal of a run.
     *
     * @param file made if it is not there
     * @param run tells this run from any other: what is asked about which input
     * @throws IOException if the file is the journal of another run, or none
     */
    public static RunJournal open(Path file, String run) throws IOException {
        byte[] header = (MAGIC + run.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.size() < header.length) {
                channel.truncate(0);
                write(channel, header);
            }
            DataInputStream earlier = reading(file);
            if (!Arrays.equals(earlier.readNBytes(header.length), header)) {
                earlier.close();
                throw new IOException(file + " is of another run (expected: the same input, services and options)");
            }
            long whole = wholeBytes(file, header.length);
            channel.truncate(header.length + whole);
            channel.position(header.length + whole);
            return new RunJournal(channel, earlier, whole);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DataInputStream reading(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        return new DataInputStream(new BufferedInputStream(stream, BUFFER));
    }

    private static long wholeBytes(Path file, int headerBytes) throws IOException {
        long whole = 0;
        try (DataInputStream in = reading(file)) {
            in.skipNBytes(headerBytes);
            byte[] payload = record(in);
            while (payload != null) {
                whole += FRAME + payload.length;
                payload = record(in);
            }
        }
        return whole;
    }

    /** Null if what follows is not a whole record. */
    private static byte @Nullable [] record(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > LARGEST_RECORD) {
                return null;
            }
            byte[] payload = in.readNBytes(length);
            return payload.length == length && checksum(payload) == checksum ? payload : null;
        } catch (EOFException end) {
            return null;
        }
    }

    private static int checksum(byte[] payload) {
        CRC32 checksum = new CRC32();
        checksum.update(payload);
        return (int) checksum.getValue();
    }

    /** Whether an earlier run left something that has not been restored. */
    boolean hasMore() {
        return next != null || unread > 0;
    }

    /**
     * Brings back what was recorded of the points before an index, and not brought back before.
     *
     * @param services of the query
     */
    void restore(long before, List<ServiceDefinition> services, Restorer restorer) throws IOException {
        while (hasMore()) {
            Entry entry = next == null ? read() : next;
            if (entry.point() >= before) {
                next = entry;
                return;
            }
            next = null;
            if (entry.service() >= 0 && entry.service() < services.size()) {
                DataInputStream content = new DataInputStream(new ByteArrayInputStream(entry.content()));
                restorer.restore(
                        entry.point(), entry.service(), AnswerCodec.read(content, services.get(entry.service())));
            }
        }
    }

    private Entry read() throws IOException {
        byte[] payload = record(earlier);
        if (payload == null) {
            throw new IOException("the journal changed while it was read");
        }
        unread -= FRAME + payload.length;
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        long point = buffer.getLong();
        int service = buffer.getInt();
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        return new Entry(point, service, content);
    }

    /** Soon to be on disk. */
    void record(long point, int service, List<ContextValue> values) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeLong(point);
        out.writeInt(service);
        AnswerCodec.write(values, out);
        byte[] bytes = payload.toByteArray();
        pending.writeBytes(ByteBuffer.allocate(FRAME)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .array());
        pending.writeBytes(bytes);
        if (pending.size() > BUFFER) {
            flush();
        }
    }

    /** What was recorded by now survives the end of the process. */
    void flush() throws IOException {
        if (pending.size() > 0) {
            write(channel, pending.toByteArray());
            pending.reset();
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            earlier.close();
            channel.close();
        }
    }
}
