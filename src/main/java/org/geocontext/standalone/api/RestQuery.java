package org.geocontext.standalone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.geocontext.app.QueryInputs;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonNumber;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.standalone.output.OutputFormat;
import org.geocontext.standalone.web.Endpoint;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.MediaTypes;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.RefusedException;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code /rest/geocontext/query}: the inputs of {@code geocontext:Query} as parameters or as one JSON object, the
 * answer as GeoJSON or, if Accept says so, CSV.
 *
 * <p>With GET {@code group} and {@code service} may be repeated. In JSON they are a text or a list of texts, and
 * {@code point} may be a GeoJSON object.
 */
public final class RestQuery implements Endpoint {

    private static final String PATH = "/rest/geocontext/query";
    private static final String POINT = "point";
    private static final List<String> OFFERED = List.of(MediaTypes.JSON, MediaTypes.GEOJSON, MediaTypes.CSV);

    private final QueryGate queries;

    private RestQuery(QueryGate queries) {
        this.queries = queries;
    }

    public static Route route(QueryGate queries) {
        return Route.reading(PATH, Set.of("GET", "POST"), ErrorStyle.JSON, new RestQuery(queries));
    }

    @Override
    public CompletionStage<WebReply> answer(WebRequest request) throws RefusedException {
        String mediaType = MediaTypes.negotiate(request, OFFERED)
                .orElseThrow(() -> new RefusedException(
                        406, null, "Accept: none of what is offered (expected: " + String.join(", ", OFFERED) + ")"));
        OutputFormat format = mediaType.equals(MediaTypes.CSV) ? OutputFormat.CSV : OutputFormat.GEOJSON;
        String contentType = format == OutputFormat.CSV ? format.contentType() : mediaType;
        Map<String, List<String>> inputs =
                request.method().equals("GET") ? parameters(request) : members(request.body());
        return queries.run(parse(inputs), request.caller())
                .thenApply(result -> WebReply.of(200, contentType, stream -> format.write(result, "", stream)));
    }

    private static QueryRequest parse(Map<String, List<String>> inputs) throws RefusedException {
        try {
            return QueryInputs.parse(inputs);
        } catch (InvalidRequestException e) {
            throw RefusedException.badInput(e.input(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, List<String>> parameters(WebRequest request) {
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        for (String name : request.query().names()) {
            inputs.put(name, request.query().all(name));
        }
        return inputs;
    }

    private static Map<String, List<String>> members(byte[] body) throws RefusedException {
        Object tree;
        try {
            tree = Json.parse(body);
        } catch (JsonException e) {
            throw new RefusedException(400, null, "The request is not JSON: " + e.getMessage() + ".");
        }
        if (!(tree instanceof Map<?, ?> object)) {
            throw new RefusedException(
                    400, null, "The request is not a JSON object (expected: {\"point\": \"31.3963,-24.4561\", …}).");
        }
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : object.entrySet()) {
            String name = String.valueOf(member.getKey());
            inputs.put(name, texts(name, member.getValue()));
        }
        return inputs;
    }

    private static List<String> texts(String name, @Nullable Object value) throws RefusedException {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Map<?, ?> && name.equals(POINT)) {
            return List.of(Json.write(value, false));
        }
        if (!(value instanceof List<?> elements)) {
            return List.of(text(name, value));
        }
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            texts.add(text(name, element));
        }
        return texts;
    }

    private static String text(String name, @Nullable Object value) throws RefusedException {
        if (value instanceof String || value instanceof JsonNumber || value instanceof Boolean) {
            return value.toString();
        }
        throw RefusedException.badInput(
                name, name + ": a nested value (expected: a text, a number, a boolean or a list of texts)");
    }
}
