package org.geocontext.standalone.web;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path, or a tree of paths, and what answers it.
 *
 * @param path whole and exact, as in {@code /ows}; one with {@code /**} at its end is for itself and everything below
 * @param methods by path: of {@code GET} (HEAD comes with it), {@code POST}, {@code PUT}, {@code PATCH} and
 *     {@code DELETE}, and what they do; none where there is nothing
 * @param largestWrite largest body of a request that writes, in bytes; null for the server's setting
 */
public record Route(
        String path,
        Function<String, Map<String, Access>> methods,
        ErrorStyle errors,
        Endpoint endpoint,
        @Nullable Integer largestWrite) {

    private static final String TREE = "/**";

    /** What a request does to the host. */
    public enum Access {
        READ,
        /** Changes something; always needs the token. */
        WRITE
    }

    public Route(String path, Map<String, Access> methods, ErrorStyle errors, Endpoint endpoint) {
        this(path, any -> Map.copyOf(methods), errors, endpoint, null);
    }

    /** A route that changes nothing. */
    public static Route reading(String path, Set<String> methods, ErrorStyle errors, Endpoint endpoint) {
        return new Route(
                path,
                methods.stream().collect(Collectors.toMap(method -> method, method -> Access.READ)),
                errors,
                endpoint);
    }

    /** Whether it is for a path. */
    boolean takes(String asked) {
        if (!path.endsWith(TREE)) {
            return asked.equals(path);
        }
        String root = path.substring(0, path.length() - TREE.length());
        return asked.equals(root) || asked.startsWith(root + "/");
    }

    /** What a method does at a path; one that is not taken does nothing. */
    Access access(String asked, String method) {
        return methods.apply(asked).getOrDefault(method, Access.READ);
    }

    /** Largest body in bytes. */
    int largestBody(Access access, int setting) {
        return access == Access.WRITE && largestWrite != null ? largestWrite : setting;
    }
}
