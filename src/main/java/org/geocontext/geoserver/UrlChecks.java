package org.geocontext.geoserver;

import java.net.URI;
import org.geotools.data.ows.URLCheckerException;
import org.geotools.data.ows.URLCheckers;
import org.jspecify.annotations.Nullable;

/** GeoServer's URL checks (Security, URL Checks): with any switched on, a URL needs one that allows it. */
final class UrlChecks {

    private UrlChecks() {}

    /** Why the URL must not be fetched, or null if it may be. */
    static @Nullable String refusal(URI uri) {
        try {
            URLCheckers.confirm(uri);
            return null;
        } catch (URLCheckerException e) {
            return "no URL check of GeoServer allows it (expected: one under Security, URL Checks that does)";
        }
    }
}
