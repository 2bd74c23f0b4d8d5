package org.geocontext.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.geocontext.catalogue.Caller;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** A request of a host, as {@link RestApi} takes it. Immutable. */
public final class RestRequest {

    private final String method;
    private final List<String> path;
    private final Map<String, List<String>> parameters;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;
    private final Caller caller;
    private final String baseUrl;
    private final Map<String, String> variables;

    /**
     * @param method in upper case, as in {@code GET}
     * @param path segments below {@code /rest/geocontext}, decoded, as {@link #segments} makes them
     * @param parameters of the query string, decoded; names are case-insensitive
     * @param headers the value of a header by its name in any case; null if it was not sent
     * @param body empty if there is none
     * @param baseUrl what the caller reaches {@code /rest/geocontext} by, without a slash at the end
     */
    public RestRequest(
            String method,
            List<String> path,
            Map<String, List<String>> parameters,
            Function<String, @Nullable String> headers,
            byte[] body,
            Caller caller,
            String baseUrl) {
        this(method, List.copyOf(path), lowerCase(parameters), headers, body.clone(), caller, baseUrl, Map.of());
    }

    private RestRequest(
            String method,
            List<String> path,
            Map<String, List<String>> parameters,
            Function<String, @Nullable String> headers,
            byte[] body,
            Caller caller,
            String baseUrl,
            Map<String, String> variables) {
        this.method = method;
        this.path = path;
        this.parameters = parameters;
        this.headers = headers;
        this.body = body;
        this.caller = caller;
        this.baseUrl = baseUrl;
        this.variables = variables;
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> parameters) {
        Map<String, List<String>> lower = new LinkedHashMap<>();
        parameters.forEach(
                (name, values) -> lower.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                        .addAll(values));
        lower.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(lower);
    }

    /**
     * The decoded segments of a raw path, as in {@code /services/a%20b}. A slash at the end counts for nothing.
     *
     * @throws IllegalArgumentException if its percent-encoding is broken
     */
    public static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        if (segments.get(0).isEmpty()) {
            segments.remove(0);
        }
        if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    RestRequest withVariables(Map<String, String> values) {
        return new RestRequest(method, path, parameters, headers, body, caller, baseUrl, Map.copyOf(values));
    }

    /** {@code GET} also for HEAD. */
    public String method() {
        return method.equals("HEAD") ? "GET" : method;
    }

    /** Below {@code /rest/geocontext}. */
    public List<String> path() {
        return path;
    }

    /** What stands in the path for a {@code {name}} of the operation's template. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("variable: " + name + " (expected: one of " + variables.keySet() + ")");
        }
        return value;
    }

    /** Every value by name, names in lower case. */
    public Map<String, List<String>> parameters() {
        return parameters;
    }

    /** The last value of a parameter; empty if it is absent or blank. */
    public Optional<String> parameter(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1)).filter(value -> !value.isBlank());
    }

    /** @throws RestException 400, if the parameter is there and neither {@code true} nor {@code false} */
    public boolean flag(String name) throws RestException {
        String value = parameter(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw RestException.badInput(name, name + ": " + shown(value), "true or false");
        }
        return value.equals("true");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** The media type of the body in lower case, without its parameters; empty text if the caller names none. */
    public String mediaType() {
        return header("Content-Type").map(MediaTypes::essence).orElse("");
    }

    /** The media type that the caller wants most of those offered; empty if none of them. */
    public Optional<String> accepted(List<String> offered) {
        return MediaTypes.negotiate(header("Accept").orElse(""), offered);
    }

    /** Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** Of {@code /rest/geocontext}, as in {@code https://maps.example.org/geoserver/rest/geocontext}. */
    public String baseUrl() {
        return baseUrl;
    }

    /** A text of the caller's as messages show it: one line, at most eighty characters of it. */
    static String shown(String text) {
        return InvalidRequestException.shown(text);
    }
}
