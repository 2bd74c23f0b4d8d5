package org.geocontext.batch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** What one service says about a point, as bytes; the service itself is not among them. */
final class AnswerCodec {

    private static final int NULL = -1;

    private AnswerCodec() {}

    static void write(List<ContextValue> values, DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (ContextValue value : values) {
            text(value.status().name(), out);
            text(value.reason() == null ? null : value.reason().name(), out);
            text(value.value(), out);
            number(value.number(), out);
            text(value.message(), out);
            text(value.source(), out);
            number(value.distanceMetres(), out);
            out.writeBoolean(value.cached());
            number(value.ageSeconds() == null ? null : value.ageSeconds().doubleValue(), out);
            out.writeInt(value.elapsedMillis());
            text(value.fetchedAt() == null ? null : value.fetchedAt().toString(), out);
            Geometry geometry = value.geometry();
            bytes(geometry == null ? null : new WKBWriter(2).write(geometry), out);
        }
    }

    static List<ContextValue> read(DataInputStream in, ServiceDefinition service) throws IOException {
        int count = in.readInt();
        List<ContextValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(in, service));
        }
        return values;
    }

    private static ContextValue value(DataInputStream in, ServiceDefinition service) throws IOException {
        Status status = Status.valueOf(String.valueOf(text(in)));
        String reason = text(in);
        String value = text(in);
        Double number = number(in);
        String message = text(in);
        String source = text(in);
        Double distance = number(in);
        boolean cached = in.readBoolean();
        Double age = number(in);
        int elapsed = in.readInt();
        String fetchedAt = text(in);
        return new ContextValue(
                geometry(bytes(in)),
                null,
                null,
                service,
                value,
                number,
                status,
                reason == null ? null : Reason.valueOf(reason),
                message,
                source,
                distance,
                cached,
                age == null ? null : age.intValue(),
                elapsed,
                fetchedAt == null ? null : Instant.parse(fetchedAt));
    }

    private static @Nullable Geometry geometry(byte @Nullable [] wkb) throws IOException {
        try {
            return wkb == null ? null : new WKBReader().read(wkb);
        } catch (ParseException e) {
            throw new IOException("a geometry in the journal cannot be read", e);
        }
    }

    private static void text(@Nullable String text, DataOutputStream out) throws IOException {
        bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void bytes(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NULL ? null : in.readNBytes(length);
    }

    private static void number(@Nullable Double number, DataOutputStream out) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeDouble(number);
        }
    }

    private static @Nullable Double number(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readDouble() : null;
    }
}
