package org.geocontext.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.cache.ValueCodec;
import org.geocontext.query.StoredAnswer.Stored;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * Stored answers as bytes: whether it was truncated, then for each candidate a byte of flags, its text or the names in
 * place of it, and its geometry as WKB. Lengths are numbers of seven bits a byte. Stateless.
 */
final class StoredAnswerCodec implements ValueCodec<StoredAnswer> {

    private static final int TEXT = 1;
    private static final int NAMES = 2;
    private static final int GEOMETRY = 4;
    private static final int AREA = 8;
    private static final int COVERS = 16;
    private static final int RASTER = 32;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] encode(StoredAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(answer.truncated() ? 1 : 0);
        answer.candidates().forEach(candidate -> write(candidate, out));
        return out.toByteArray();
    }

    private static void write(Stored candidate, ByteArrayOutputStream out) {
        out.write(flags(candidate));
        if (candidate.text() != null) {
            write(candidate.text(), out);
        }
        if (candidate.otherNames() != null) {
            writeLength(candidate.otherNames().size(), out);
            candidate.otherNames().forEach(name -> write(name, out));
        }
        if (candidate.geometry() != null) {
            write(new WKBWriter(2).write(candidate.geometry()), out);
        }
    }

    private static int flags(Stored candidate) {
        return flag(TEXT, candidate.text() != null)
                | flag(NAMES, candidate.otherNames() != null)
                | flag(GEOMETRY, candidate.geometry() != null)
                | flag(AREA, candidate.area())
                | flag(COVERS, candidate.covers())
                | flag(RASTER, candidate.raster());
    }

    private static int flag(int bit, boolean set) {
        return set ? bit : 0;
    }

    private static void write(String text, ByteArrayOutputStream out) {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, ByteArrayOutputStream out) {
        writeLength(bytes.length, out);
        out.writeBytes(bytes);
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        int rest = length;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Override
    public StoredAnswer decode(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        boolean truncated = in.get() == 1;
        List<Stored> candidates = new ArrayList<>(1);
        while (in.hasRemaining()) {
            candidates.add(readCandidate(in));
        }
        return new StoredAnswer(candidates, truncated);
    }

    private static Stored readCandidate(ByteBuffer in) {
        int flags = in.get();
        return new Stored(
                has(TEXT, flags) ? readText(in) : null,
                has(NAMES, flags) ? readNames(in) : null,
                has(GEOMETRY, flags) ? readGeometry(in) : null,
                has(AREA, flags),
                has(COVERS, flags),
                has(RASTER, flags));
    }

    private static boolean has(int bit, int flags) {
        return (flags & bit) != 0;
    }

    private static List<String> readNames(ByteBuffer in) {
        int count = readLength(in);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(readText(in));
        }
        return names;
    }

    private static @Nullable Geometry readGeometry(ByteBuffer in) {
        byte[] wkb = new byte[readLength(in)];
        in.get(wkb);
        try {
            return new WKBReader().read(wkb);
        } catch (ParseException e) {
            throw new IllegalStateException("WKB is not as it was written", e);
        }
    }

    private static String readText(ByteBuffer in) {
        int length = readLength(in);
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static int readLength(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.get();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return length;
    }
}
