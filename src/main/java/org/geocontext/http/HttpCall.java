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
 * @param maxReplyBytes most bytes of the reply, after decompression, up to {@link #LARGEST_REPLY}; null for the setting
 */
public record HttpCall(
        URI uri,
        Map<String, String> headers,
        @Nullable String form,
        Auth auth,
        boolean internal,
        @Nullable Duration timeout,
        Set<String> secrets,
        @Nullable Integer maxReplyBytes) {

    /** As far as a call may raise the limit for its reply: 64 MiB. */
    public static final int LARGEST_REPLY = 64 << 20;

    public HttpCall {
        Origin.of(uri);
        if (maxReplyBytes != null && (maxReplyBytes < 1 || maxReplyBytes > LARGEST_REPLY)) {
            throw new IllegalArgumentException(
                    "maxReplyBytes: " + maxReplyBytes + " (expected: 1 to " + LARGEST_REPLY + ")");
        }
        headers = Map.copyOf(headers);
        secrets = Set.copyOf(secrets);
    }

    /** A call whose reply is limited by the setting. */
    public HttpCall(
            URI uri,
            Map<String, String> headers,
            @Nullable String form,
            Auth auth,
            boolean internal,
            @Nullable Duration timeout,
            Set<String> secrets) {
        this(uri, headers, form, auth, internal, timeout, secrets, null);
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
        return new HttpCall(uri, headers, form, auth, internal, limit, secrets, maxReplyBytes);
    }

    /** The same with another limit for its reply. */
    public HttpCall withMaxReplyBytes(int bytes) {
        return new HttpCall(uri, headers, form, auth, internal, timeout, secrets, bytes);
    }

    /** The same with other headers. */
    public HttpCall withHeaders(Map<String, String> others) {
        return new HttpCall(uri, others, form, auth, internal, timeout, secrets, maxReplyBytes);
    }

    public Origin origin() {
        return Origin.of(uri);
    }

    /** The URL for people: what was asked, without any secret. */
    public String displayUrl() {
        return Secrets.redact(uri.toString(), secrets);
    }
}
