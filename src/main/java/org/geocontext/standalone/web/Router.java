package org.geocontext.standalone.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a path. Immutable. */
final class Router {

    private final Map<String, Route> routes;

    Router(List<Route> routes) {
        Map<String, Route> byPath = new LinkedHashMap<>();
        for (Route route : routes) {
            if (byPath.put(route.path(), route) != null) {
                throw new IllegalArgumentException("path: " + route.path() + " (expected: only one route)");
            }
        }
        this.routes = Map.copyOf(byPath);
    }

    Optional<Route> find(String path) {
        return Optional.ofNullable(routes.get(path));
    }

    /** The style of the path's route, else JSON. */
    ErrorStyle errors(String path) {
        return find(path).map(Route::errors).orElse(ErrorStyle.JSON);
    }

    /** @throws RefusedException 404 */
    Route get(String path) throws RefusedException {
        return find(path).orElseThrow(() -> new RefusedException(404, null, "There is nothing at this address."));
    }

    /** As in {@code GET, HEAD, OPTIONS, POST}. */
    static String allow(Route route) {
        TreeSet<String> methods = new TreeSet<>(route.methods().keySet());
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /**
     * The method as an endpoint sees it.
     *
     * @throws RefusedException 405
     */
    static String method(String method, Route route) throws RefusedException {
        String effective = method.equals("HEAD") ? "GET" : method;
        if (!route.methods().containsKey(effective)) {
            throw new RefusedException(
                    405, null, "This address does not answer " + method + " (expected: " + allow(route) + ").");
        }
        return effective;
    }
}
