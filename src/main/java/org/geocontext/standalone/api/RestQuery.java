package org.geocontext.standalone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.geocontext.app.ExplainInputs;
import org.geocontext.app.QueryInputs;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonNumber;
import org.geocontext.feature.PlanJson;
import org.geocontext.feature.PlanText;
import org.geocontext.query.Explanation;
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
 * {@code point} may be a GeoJSON object. With {@code explain} nothing is asked, and the answer is the plan, as JSON or
 * as text: {@code points} says for how many points to estimate, {@code format} overrules Accept.
 */
public final class RestQuery implements Endpoint {

    private static final String PATH = "/rest/geocontext/query";
    private static final String POINT = "point";
    private static final List<String> OFFERED = List.of(MediaTypes.JSON, MediaTypes.GEOJSON, MediaTypes.CSV);
    private static final List<String> PLAN_OFFERED = List.of(MediaTypes.JSON, MediaTypes.TEXT);

    private final QueryGate queries;

    private RestQuery(QueryGate queries) {
        this.queries = queries;
    }

    public static Route route(QueryGate queries) {
        return Route.reading(PATH, Set.of("GET", "POST"), ErrorStyle.JSON, new RestQuery(queries));
    }

    @Override
    public CompletionStage<WebReply> answer(WebRequest request) throws RefusedException {
        Map<String, List<String>> given =
                request.method().equals("GET") ? request.query().all() : members(request.body());
        try {
            ExplainInputs inputs = ExplainInputs.parse(given);
            return inputs.explain()
                    ? CompletableFuture.completedFuture(explained(request, inputs))
                    : run(request, QueryInputs.parse(inputs.query()));
        } catch (InvalidRequestException e) {
            throw RefusedException.badInput(e.input(), String.valueOf(e.getMessage()));
        }
    }

    private CompletionStage<WebReply> run(WebRequest request, QueryRequest query) throws RefusedException {
        String mediaType = accepted(request, OFFERED);
        OutputFormat format = mediaType.equals(MediaTypes.CSV) ? OutputFormat.CSV : OutputFormat.GEOJSON;
        String contentType = format == OutputFormat.CSV ? format.contentType() : mediaType;
        return queries.run(query, request.caller())
                .thenApply(result -> WebReply.of(200, contentType, stream -> format.write(result, "", stream)));
    }

    private WebReply explained(WebRequest request, ExplainInputs inputs)
            throws RefusedException, InvalidRequestException {
        boolean text = isText(request, inputs.format());
        Explanation explanation = queries.explain(QueryInputs.parse(inputs.query()), request.caller(), inputs.points());
        return text
                ? WebReply.text(200, MediaTypes.TEXT + "; charset=utf-8", PlanText.text(explanation))
                : WebReply.of(200, MediaTypes.JSON, stream -> PlanJson.write(explanation, stream, false));
    }

    private static boolean isText(WebRequest request, ExplainInputs.@Nullable Format format) throws RefusedException {
        return format == null
                ? accepted(request, PLAN_OFFERED).equals(MediaTypes.TEXT)
                : format == ExplainInputs.Format.TEXT;
    }

    private static String accepted(WebRequest request, List<String> offered) throws RefusedException {
        return MediaTypes.negotiate(request, offered)
                .orElseThrow(() -> new RefusedException(
                        406, null, "Accept: none of what is offered (expected: " + String.join(", ", offered) + ")"));
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
