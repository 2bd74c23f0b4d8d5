package org.geocontext.standalone.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route of a path: an exact one before a tree. Immutable. */
final class Router {

    private final List<Route> routes;

    Router(List<Route> routes) {
        Set<String> paths = new HashSet<>();
        for (Route route : routes) {
            if (!paths.add(route.path())) {
                throw new IllegalArgumentException("path: " + route.path() + " (expected: only one route)");
            }
        }
        this.routes = List.copyOf(routes);
    }

    Optional<Route> find(String path) {
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .findFirst()
                .or(() -> routes.stream().filter(route -> route.takes(path)).findFirst());
    }

    /** The style of the path's route, else JSON. */
    ErrorStyle errors(String path) {
        return find(path).map(Route::errors).orElse(ErrorStyle.JSON);
    }

    /** @throws RefusedException 404 */
    Route get(String path) throws RefusedException {
        return find(path)
                .filter(route -> !route.methods().apply(path).isEmpty())
                .orElseThrow(() -> new RefusedException(404, null, "There is nothing at this address."));
    }

    /** As in {@code GET, HEAD, OPTIONS, POST}. */
    static String allow(Route route, String path) {
        Map<String, Route.Access> taken = route.methods().apply(path);
        TreeSet<String> methods = new TreeSet<>(taken.keySet());
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
    static String method(String method, Route route, String path) throws RefusedException {
        String effective = method.equals("HEAD") ? "GET" : method;
        if (!route.methods().apply(path).containsKey(effective)) {
            throw new RefusedException(
                    405, null, "This address does not answer " + method + " (expected: " + allow(route, path) + ").");
        }
        return effective;
    }
}
