package org.geocontext.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: the unit that limits, Retry-After and breakers belong to.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, IPv6 literals in brackets
 * @param port always explicit, the scheme's default filled in
 */
public record Origin(String scheme, String host, int port) {

    /** @throws IllegalArgumentException if the URI is not absolute http or https with a host */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "url: " + Secrets.redact(uri) + " (expected: an absolute http or https URL)");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
