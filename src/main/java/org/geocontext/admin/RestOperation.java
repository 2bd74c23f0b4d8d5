package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is done for one method of one path.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path template below {@code /rest/geocontext}, as in {@code /services/{key}}; a last segment as in
 *     {@code {name*}} takes the rest of the path
 */
public record RestOperation(String method, String path, Access access, Handler handler) {

    /** Who may, and what it does to the host. */
    public enum Access {
        /** For everybody, each of whom sees what is there for him. Changes nothing. */
        READ,
        /** As {@link #READ}, with a method that is not GET because of its inputs, or because it starts a query. */
        ASK,
        /** For administrators: changes something, or has the host call an address of the caller's choice. */
        ADMINISTER
    }

    /** Does it. Thread-safe; may read and write files, does not wait for other servers: what takes time comes later. */
    @FunctionalInterface
    public interface Handler {

        /** @throws RestException if the request cannot be served; so may the stage */
        CompletionStage<RestReply> answer(RestRequest request) throws RestException;
    }

    /** A {@link Handler} that has its reply at once. */
    @FunctionalInterface
    public interface Direct {

        /** @throws RestException if the request cannot be served */
        RestReply answer(RestRequest request) throws RestException;
    }

    /** For everybody. */
    public static RestOperation get(String path, Direct handler) {
        return of("GET", path, Access.READ, handler);
    }

    public static RestOperation of(String method, String path, Access access, Direct handler) {
        return new RestOperation(
                method, path, access, request -> CompletableFuture.completedFuture(handler.answer(request)));
    }

    /** The variables of a path that fits the template; empty if it does not. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> template = RestRequest.segments(path);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.endsWith("*}")) {
                variables.put(part.substring(1, part.length() - 2), String.join("/", rest(segments, i)));
                return Optional.of(variables);
            } else if (i >= segments.size()) {
                return Optional.empty();
            } else if (isVariable(part)) {
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return template.size() == segments.size() ? Optional.of(variables) : Optional.empty();
    }

    private static List<String> rest(List<String> segments, int from) {
        return from >= segments.size() ? List.of() : new ArrayList<>(segments.subList(from, segments.size()));
    }

    /** How many segments of the template have to be met as they are: of two that fit, more of them wins. */
    int literals() {
        return (int) RestRequest.segments(path).stream()
                .filter(part -> !isVariable(part))
                .count();
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{");
    }
}
