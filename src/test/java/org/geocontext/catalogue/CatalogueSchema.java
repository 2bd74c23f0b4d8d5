package org.geocontext.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The JSON Schema that ships with the project, as a tree. */
final class CatalogueSchema {

    private CatalogueSchema() {}

    static String text() {
        try (InputStream stream = CatalogueReader.class.getResourceAsStream("catalogue.schema.json")) {
            return new String(Objects.requireNonNull(stream, "schema").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition of a service, group or collection. */
    static Map<String, Object> entry(String kind) {
        return at(at(Entries.object(text()), "$defs"), kind);
    }

    static Map<String, Object> properties(String kind) {
        return at(entry(kind), "properties");
    }

    static Map<String, Object> at(Map<String, Object> object, String name) {
        return CatalogueReader.object((Map<?, ?>) Objects.requireNonNull(object.get(name), name));
    }

    /** The reference table of one kind of entry, in Markdown. */
    static String table(String kind) {
        List<?> required = (List<?>) entry(kind).get("required");
        return properties(kind).keySet().stream()
                .map(name -> row(name, at(properties(kind), name), required.contains(name)))
                .collect(Collectors.joining(
                        "\n", "| field | type | default | accepted | meaning |\n|---|---|---|---|---|\n", "\n"));
    }

    private static String row(String name, Map<String, Object> property, boolean required) {
        return "| `" + name + "` | " + type(property) + " | " + byDefault(property, required) + " | "
                + accepted(property) + " | " + property.get("description") + " |";
    }

    private static String type(Map<String, Object> property) {
        Object type = property.getOrDefault("type", "string");
        return type instanceof List<?> types
                ? types.stream()
                        .map(String::valueOf)
                        .filter(word -> !word.equals("null"))
                        .collect(Collectors.joining(" or "))
                : String.valueOf(type);
    }

    private static String byDefault(Map<String, Object> property, boolean required) {
        return required ? "required" : property.containsKey("default") ? "`" + property.get("default") + "`" : "";
    }

    private static String accepted(Map<String, Object> property) {
        if (property.get("enum") instanceof List<?> words) {
            return words.stream()
                    .filter(Objects::nonNull)
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
        }
        return property.containsKey("minimum") ? property.get("minimum") + " to " + property.get("maximum") : "";
    }
}
