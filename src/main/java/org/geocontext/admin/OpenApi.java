package org.geocontext.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.app.Version;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document of the API: {@code openapi.json} beside this class with the parts of the topics. A response of
 * 400 and more that says no more than why is the one that all of them are.
 */
final class OpenApi {

    private static final String PATHS = "paths";
    private static final String COMPONENTS = "components";
    private static final String SCHEMAS = "schemas";
    private static final String CONTENT = "content";
    private static final Map<String, Object> ERROR =
            Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/Error")));

    private OpenApi() {}

    /**
     * The document.
     *
     * @param baseUrl what the caller reaches the API by
     */
    static Map<String, @Nullable Object> document(List<RestResource> resources, String baseUrl) {
        Map<String, @Nullable Object> document = read("openapi.json");
        Map<String, @Nullable Object> info = members(document, "info");
        info.put("version", Version.CURRENT);
        document.put("info", info);
        document.put("servers", List.of(Map.of("url", baseUrl)));
        Map<String, @Nullable Object> paths = new LinkedHashMap<>();
        Map<String, @Nullable Object> components = members(document, COMPONENTS);
        Map<String, @Nullable Object> schemas = members(components, SCHEMAS);
        for (RestResource resource : resources) {
            Map<String, @Nullable Object> part = read("openapi/" + resource.topic() + ".json");
            addAll(paths, members(part, PATHS));
            addAll(schemas, members(members(part, COMPONENTS), SCHEMAS));
        }
        paths.replaceAll((path, item) -> withErrors(item));
        components.put(SCHEMAS, schemas);
        document.put(PATHS, paths);
        document.put(COMPONENTS, components);
        return document;
    }

    private static void addAll(Map<String, @Nullable Object> all, Map<String, @Nullable Object> part) {
        part.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalStateException("OpenAPI: " + name + " stands in two parts (expected: in one)");
            }
        });
    }

    private static @Nullable Object withErrors(@Nullable Object item) {
        if (!(item instanceof Map<?, ?> tree)) {
            return item;
        }
        Map<String, @Nullable Object> operations = JsonBodies.members(tree);
        operations.replaceAll((method, operation) -> {
            if (!(operation instanceof Map<?, ?> described) || !described.containsKey("responses")) {
                return operation;
            }
            Map<String, @Nullable Object> whole = JsonBodies.members(described);
            Map<String, @Nullable Object> responses = members(whole, "responses");
            responses.replaceAll((status, response) -> withError(status, response));
            whole.put("responses", responses);
            return whole;
        });
        return operations;
    }

    private static @Nullable Object withError(String status, @Nullable Object response) {
        if (status.compareTo("400") < 0 || !(response instanceof Map<?, ?> tree) || tree.containsKey(CONTENT)) {
            return response;
        }
        Map<String, @Nullable Object> described = JsonBodies.members(tree);
        described.put(CONTENT, ERROR);
        return described;
    }

    private static Map<String, @Nullable Object> members(Map<String, @Nullable Object> tree, String name) {
        return tree.get(name) instanceof Map<?, ?> members ? JsonBodies.members(members) : new LinkedHashMap<>();
    }

    private static Map<String, @Nullable Object> read(String name) {
        try (InputStream file = OpenApi.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("OpenAPI: " + name + " is missing");
            }
            if (Json.parse(file.readAllBytes()) instanceof Map<?, ?> members) {
                return JsonBodies.members(members);
            }
            throw new IllegalStateException("OpenAPI: " + name + " is no object");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException("OpenAPI: " + name + ": " + e.getMessage(), e);
        }
    }
}
