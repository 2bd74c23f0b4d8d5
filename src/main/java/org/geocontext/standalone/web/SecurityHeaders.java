package org.geocontext.standalone.web;

import org.eclipse.jetty.http.HttpFields;

/** What every reply tells a browser. */
final class SecurityHeaders {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void addTo(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Origin, Accept");
    }

    static void allowOrigin(HttpFields.Mutable headers, String origin) {
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
