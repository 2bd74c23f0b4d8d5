package org.geocontext.fetch;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The host's say on which URLs may be fetched, asked for every URL before it is sent, redirects included. Thread-safe
 * and quick: it may be asked on an I/O thread.
 */
@FunctionalInterface
public interface UrlPolicy {

    /** No objection to any URL. */
    UrlPolicy ANY = uri -> null;

    /**
     * Why the URL must not be fetched.
     *
     * @param uri absolute http or https, without the credentials of the call
     * @return a sentence without secrets, or null if it may be fetched
     */
    @Nullable
    String refusal(URI uri);
}
