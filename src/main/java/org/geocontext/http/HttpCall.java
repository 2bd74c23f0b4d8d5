package org.geocontext.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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
 * @param secrets texts in the URL or the headers that nobody may be shown, whatever the parameter is called
 */
public record HttpCall(
        URI uri,
        Map<String, String> headers,
        @Nullable String form,
        Auth auth,
        boolean internal,
        @Nullable Duration timeout,
        Set<String> secrets) {

    public HttpCall {
        Origin.of(uri);
        headers = Map.copyOf(headers);
        secrets = Set.copyOf(secrets);
    }

    /** A call whose URL and headers hold no secret. */
    public HttpCall(
            URI uri,
            Map<String, String> headers,
            @Nullable String form,
            Auth auth,
            boolean internal,
            @Nullable Duration timeout) {
        this(uri, headers, form, auth, internal, timeout, Set.of());
    }

    /** A GET without credentials or extra headers. */
    public static HttpCall get(URI uri) {
        return new HttpCall(uri, Map.of(), null, Auth.NONE, false, null);
    }

    /** The same with another limit of its own. */
    public HttpCall withTimeout(Duration limit) {
        return new HttpCall(uri, headers, form, auth, internal, limit, secrets);
    }

    /** The same call with other headers. */
    public HttpCall withHeaders(Map<String, String> others) {
        return new HttpCall(uri, others, form, auth, internal, timeout, secrets);
    }

    public Origin origin() {
        return Origin.of(uri);
    }

    /** The URL for people: what was asked, without any secret. */
    public String displayUrl() {
        return Secrets.redact(uri.toString(), secrets);
    }
}
