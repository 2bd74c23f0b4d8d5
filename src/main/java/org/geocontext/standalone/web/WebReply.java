package org.geocontext.standalone.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply whose body is written when it is sent.
 *
 * @param status HTTP status
 * @param contentType with its charset, where it has one
 * @param headers further headers
 */
public record WebReply(int status, String contentType, Map<String, String> headers, Body body) {

    /** Writes a body. Called at most once, on a thread that may block. */
    @FunctionalInterface
    public interface Body {

        /** Does not close the stream, which is buffered. */
        void writeTo(OutputStream stream) throws IOException;
    }

    public WebReply {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static WebReply of(int status, String contentType, Body body) {
        return new WebReply(status, contentType, Map.of(), body);
    }

    /** A text in UTF-8. */
    public static WebReply text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(status, contentType, stream -> stream.write(bytes));
    }

    /** The same with one more header. */
    public WebReply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebReply(status, contentType, more, body);
    }
}
