package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonNumber;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a query as REST takes them: parameters with GET, where {@code group} and {@code service} may be
 * repeated; else one JSON object, in which they are a text or a list of texts, and {@code point} may be a GeoJSON
 * object.
 */
final class QueryForm {

    private static final String POINT = "point";

    private QueryForm() {}

    /** Texts by input name, as {@link org.geocontext.app.QueryInputs#parse} takes them. */
    static Map<String, List<String>> read(RestRequest request) throws RestException {
        if (request.method().equals("GET")) {
            return request.parameters();
        }
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> member : JsonBodies.object(
                        request, "{\"point\": \"31.3963,-24.4561\", …}")
                .entrySet()) {
            inputs.put(member.getKey(), texts(member.getKey(), member.getValue()));
        }
        return inputs;
    }

    private static List<String> texts(String name, @Nullable Object value) throws RestException {
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

    private static String text(String name, @Nullable Object value) throws RestException {
        if (value instanceof String || value instanceof JsonNumber || value instanceof Boolean) {
            return value.toString();
        }
        throw RestException.badInput(name, name + ": a nested value", "a text, a number, a boolean or a list of texts");
    }
}
