package org.geocontext.standalone.web;

import java.util.Optional;
import java.util.function.Function;
import org.geocontext.catalogue.Caller;
import org.geocontext.http.MediaTypes;
import org.jspecify.annotations.Nullable;

/** A request that has passed the {@link AccessGuard}, its body read whole. Thread-safe. */
public final class WebRequest {

    private final String method;
    private final String path;
    private final KeyValues query;
    private final String baseUrl;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;
    private final Caller caller;

    WebRequest(
            String method,
            String path,
            KeyValues query,
            String baseUrl,
            Function<String, @Nullable String> headers,
            byte[] body,
            Caller caller) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.baseUrl = baseUrl;
        this.headers = headers;
        this.body = body;
        this.caller = caller;
    }

    /** In upper case; {@code GET} also for a HEAD request. */
    public String method() {
        return method;
    }

    /** Decoded, without the query. */
    public String path() {
        return path;
    }

    /** Whom the catalogue is shown to. */
    public Caller caller() {
        return caller;
    }

    public KeyValues query() {
        return query;
    }

    /** What the caller reached this server by, as in {@code http://localhost:8085}; no slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Empty with GET. Not to be changed. */
    public byte[] body() {
        return body;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** The media type of the body in lower case, without its parameters; empty text if the caller names none. */
    public String mediaType() {
        return header("Content-Type").map(MediaTypes::essence).orElse("");
    }
}
