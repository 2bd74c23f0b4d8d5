package org.geocontext.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file of answers, whatever has happened to it. Not thread-safe. */
final class SegmentReader {

    /** Takes what is read, in the order in which it was written. */
    interface Visitor {
        void answer(CacheKey key, KeptAnswer answer);

        void overlaps(Fingerprint fingerprint, Overlap overlap);

        /**
         * Of these services, or all if null, nothing counts any more that was asked until a time in milliseconds of the
         * epoch.
         */
        void cleared(@Nullable Set<String> services, long until);

        /** Whether to stop. */
        boolean isStopped();
    }

    /** What kind of file it was. */
    enum Verdict {
        READ,
        /** Of another version, or no file of answers at all. */
        FOREIGN
    }

    private final ByteBuffer file;
    private final Visitor visitor;
    private final Map<Integer, CacheKey> keys = new HashMap<>();
    private final Map<Integer, SourcePattern> patterns = new HashMap<>();
    private int damages;

    SegmentReader(byte[] file, Visitor visitor) {
        this.file = ByteBuffer.wrap(file);
        this.visitor = visitor;
    }

    /** Places where something was lost. */
    int damages() {
        return damages;
    }

    Verdict read(int valueVersion) {
        if (file.limit() < Segment.HEADER_BYTES) {
            damages = file.limit() == 0 ? 0 : 1;
            return Verdict.READ;
        }
        long salt = file.getLong(Segment.HEADER_BYTES - Integer.BYTES - Long.BYTES);
        if (!Segment.header(valueVersion, salt).equals(file.slice(0, Segment.HEADER_BYTES))) {
            return Verdict.FOREIGN;
        }
        int place = Segment.HEADER_BYTES;
        while (place < file.limit() && !visitor.isStopped()) {
            int length = payloadAt(place, salt);
            if (length < 0) {
                damages++;
                place = nextRecord(place + 1, salt);
            } else {
                visit(place + Segment.FRAME_BYTES, length);
                place += Segment.FRAME_BYTES + length;
            }
        }
        return Verdict.READ;
    }

    /** The length of the payload of a record, or -1 if there is none here or it is not what was written. */
    private int payloadAt(int place, long salt) {
        if (file.limit() - place < Segment.FRAME_BYTES || file.getInt(place) != Segment.MARK) {
            return -1;
        }
        int length = file.getInt(place + 4);
        int start = place + Segment.FRAME_BYTES;
        boolean possible = length > 0 && length <= Segment.MAX_PAYLOAD && length <= file.limit() - start;
        return possible && Segment.checksum(salt, file.array(), start, length) == file.getInt(place + 8) ? length : -1;
    }

    private int nextRecord(int from, long salt) {
        int place = from;
        while (place < file.limit() && payloadAt(place, salt) < 0) {
            place++;
        }
        return place;
    }

    private void visit(int start, int length) {
        try {
            visit(new DataInputStream(new ByteArrayInputStream(file.array(), start, length)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("a record with the right checksum is not as it was written", e);
        }
    }

    private void visit(DataInputStream in) throws IOException {
        byte type = in.readByte();
        switch (type) {
            case Segment.KEY ->
                keys.put(
                        in.readInt(),
                        new CacheKey(
                                fingerprint(in),
                                text(in),
                                text(in),
                                in.readBoolean(),
                                in.readDouble(),
                                in.readBoolean()));
            case Segment.PATTERN -> patterns.put(in.readInt(), new SourcePattern(text(in), text(in)));
            case Segment.ANSWER -> answer(in);
            case Segment.OVERLAPS -> visitor.overlaps(fingerprint(in), new Overlap(text(in), in.readLong()));
            case Segment.CLEARED -> cleared(in);
            default -> throw new IllegalArgumentException("type: " + type);
        }
    }

    /** An answer whose key or pattern was lost is lost with it. */
    private void answer(DataInputStream in) throws IOException {
        CacheKey key = keys.get(in.readInt());
        int number = in.readInt();
        SourcePattern pattern = patterns.get(number);
        if (key == null || (number != 0 && pattern == null)) {
            return;
        }
        long askedAt = in.readLong();
        int goodForSeconds = in.readInt();
        Shape shape = Shape.read(in);
        String difference = text(in);
        byte[] value = in.readAllBytes();
        visitor.answer(key, new KeptAnswer(shape, source(pattern, difference), value, askedAt, goodForSeconds));
    }

    private static @Nullable String source(@Nullable SourcePattern pattern, String difference) {
        return pattern == null ? null : pattern.source(difference);
    }

    private static Fingerprint fingerprint(DataInputStream in) throws IOException {
        return new Fingerprint(in.readLong(), in.readLong());
    }

    private void cleared(DataInputStream in) throws IOException {
        long until = in.readLong();
        boolean all = in.readBoolean();
        Set<String> services = new HashSet<>();
        while (in.available() > 0) {
            services.add(text(in));
        }
        visitor.cleared(all ? null : services, until);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
