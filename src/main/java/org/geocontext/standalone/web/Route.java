package org.geocontext.standalone.web;

import java.util.Set;

/**
 * One path and what answers it.
 *
 * @param path whole and exact, as in {@code /rest/geocontext/query}
 * @param methods of {@code GET} (HEAD comes with it) and {@code POST}
 */
public record Route(String path, Set<String> methods, Access access, ErrorStyle errors, Endpoint endpoint) {

    /** What a route does to the host. */
    public enum Access {
        READ,
        /** Changes something; always needs the token. */
        WRITE
    }

    public Route {
        methods = Set.copyOf(methods);
    }

    /** A route that changes nothing. */
    public static Route reading(String path, Set<String> methods, ErrorStyle errors, Endpoint endpoint) {
        return new Route(path, methods, Access.READ, errors, endpoint);
    }
}
