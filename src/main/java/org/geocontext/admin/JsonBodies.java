package org.geocontext.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonLimits;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests. */
final class JsonBodies {

    private static final int MAX_DEPTH = 64;
    private static final JsonLimits LIMITS = new JsonLimits(RestApi.LARGEST_BODY, MAX_DEPTH);

    private JsonBodies() {}

    /**
     * The body's tree, as {@link Json#parse} makes it.
     *
     * @throws RestException 400, if it is not JSON
     */
    static @Nullable Object tree(RestRequest request) throws RestException {
        try {
            return Json.parse(request.body(), LIMITS);
        } catch (JsonException e) {
            throw new RestException(400, null, "The request is not JSON: " + e.getMessage() + ".", null);
        }
    }

    /**
     * The body's members.
     *
     * @param example as in {@code {"key": "rivers"}}
     * @throws RestException 400, if it is not a JSON object
     */
    static Map<String, @Nullable Object> object(RestRequest request, String example) throws RestException {
        if (tree(request) instanceof Map<?, ?> members) {
            return members(members);
        }
        throw new RestException(400, null, "The request is not a JSON object", example);
    }

    /** Trees of {@link Json#parse} have text keys only. */
    static Map<String, @Nullable Object> members(Map<?, ?> tree) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        tree.forEach((name, value) -> members.put((String) name, value));
        return members;
    }
}
