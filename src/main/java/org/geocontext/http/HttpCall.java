package org.geocontext.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, not yet sent. Every call is idempotent: a POST is only ever a long query.
 *
 * @param uri absolute http or https, parameters percent-encoded, no credentials
 * @param headers extra request headers; names as given
 * @param form the {@code application/x-www-form-urlencoded} body of a POST; null for a GET
 * @param auth credentials, added when the call is sent
 * @param internal whether the host may resolve to a private or loopback address
 * @param timeout the service's own limit for the whole reply, within the query's deadline; null for the setting
 */
public record HttpCall(
        URI uri,
        Map<String, String> headers,
        @Nullable String form,
        Auth auth,
        boolean internal,
        @Nullable Duration timeout) {

    public HttpCall {
        Origin.of(uri);
        headers = Map.copyOf(headers);
    }

    /** A GET without credentials or extra headers. */
    public static HttpCall get(URI uri) {
        return new HttpCall(uri, Map.of(), null, Auth.NONE, false, null);
    }

    public HttpCall withUri(URI other) {
        return new HttpCall(other, headers, form, auth, internal, timeout);
    }

    public Origin origin() {
        return Origin.of(uri);
    }

    /** The URL for people: what was asked, without any secret. */
    public String displayUrl() {
        return Secrets.redact(uri);
    }
}
