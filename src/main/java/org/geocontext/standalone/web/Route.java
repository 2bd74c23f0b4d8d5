package org.geocontext.standalone.web;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One path and what answers it.
 *
 * @param path whole and exact, as in {@code /rest/geocontext/query}
 * @param methods of {@code GET} (HEAD comes with it), {@code POST} and {@code DELETE}, and what they do
 */
public record Route(String path, Map<String, Access> methods, ErrorStyle errors, Endpoint endpoint) {

    /** What a request does to the host. */
    public enum Access {
        READ,
        /** Changes something; always needs the token. */
        WRITE
    }

    public Route {
        methods = Map.copyOf(methods);
    }

    /** A route that changes nothing. */
    public static Route reading(String path, Set<String> methods, ErrorStyle errors, Endpoint endpoint) {
        return new Route(
                path,
                methods.stream().collect(Collectors.toMap(method -> method, method -> Access.READ)),
                errors,
                endpoint);
    }

    /** What a method does here; one that is not taken does nothing. */
    Access access(String method) {
        return methods.getOrDefault(method, Access.READ);
    }
}
