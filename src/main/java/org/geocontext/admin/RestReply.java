package org.geocontext.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.http.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * A reply whose body is written when the host sends it.
 *
 * @param status HTTP status; 204 and 304 have no body
 * @param contentType with its charset, where it has one
 * @param headers further headers
 */
public record RestReply(int status, String contentType, Map<String, String> headers, Body body) {

    /** Writes a body. Called at most once, on a thread that may block. */
    @FunctionalInterface
    public interface Body {

        /** Does not close the stream. */
        void writeTo(OutputStream stream) throws IOException;
    }

    public RestReply {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static RestReply of(int status, String contentType, Body body) {
        return new RestReply(status, contentType, Map.of(), body);
    }

    /** A tree as {@link Json#write(Object, boolean)} takes it, written at once. */
    public static RestReply json(int status, @Nullable Object tree) {
        return text(status, MediaTypes.JSON, Json.write(tree, false));
    }

    /** A text in UTF-8. */
    public static RestReply text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(status, contentType, stream -> stream.write(bytes));
    }

    /** 204. */
    public static RestReply nothing() {
        return of(204, MediaTypes.JSON, stream -> {});
    }

    /** The same with one more header. */
    public RestReply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestReply(status, contentType, more, body);
    }

    /**
     * The same with an ETag, which also lets a caller ask whether there is anything new.
     *
     * @param tag without quotes
     */
    public RestReply withTag(String tag) {
        return withHeader(EntityTags.HEADER, EntityTags.quoted(tag)).withHeader("Cache-Control", "no-cache");
    }
}
