package org.geocontext.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete reply of any HTTP status.
 *
 * @param uri where it came from, after redirects, without secrets
 * @param status the HTTP status
 * @param headers response headers, names in lower case, of repeated ones the first, of Cache-Control and Vary all
 * @param body the decompressed bytes; shared, not to be written to
 */
public record HttpReply(URI uri, int status, Map<String, String> headers, byte[] body, CallTiming timing)
        implements FetchOutcome {

    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /** The value of a header, or null. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The Content-Type as sent, parameters included, or null. A hint only: bodies are sniffed. */
    public @Nullable String contentType() {
        return header("content-type");
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + " " + Secrets.redact(uri) + ", " + body.length + " bytes]";
    }
}
