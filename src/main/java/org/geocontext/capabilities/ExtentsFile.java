package org.geocontext.capabilities;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonLimits;
import org.geocontext.codec.JsonNumber;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of layers as a file, so that a restarted engine knows it at once. It can be lost or deleted at any
 * time. Of a crash the old or the new form is left, whole.
 */
final class ExtentsFile {

    private static final Logger LOG = LoggerFactory.getLogger(ExtentsFile.class);
    private static final String VERSION = "1";
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 10);

    private final Path file;

    ExtentsFile(Path file) {
        this.file = file;
    }

    /** What was written; nothing if there is no file. One that cannot be understood counts as none. */
    Map<LayerKey, Known> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return layers(Json.parse(stream, LIMITS));
        } catch (IOException | JsonException | RuntimeException e) {
            LOG.warn("{} cannot be read, so the servers are asked again: {}", file, e.getMessage());
            return Map.of();
        }
    }

    private static Map<LayerKey, Known> layers(@Nullable Object document) {
        Map<?, ?> members = as(Map.class, "document", document);
        String version = as(JsonNumber.class, "version", members.get("version")).text();
        if (!version.equals(VERSION)) {
            throw new IllegalArgumentException("version: " + version + " (expected: " + VERSION + ")");
        }
        Map<LayerKey, Known> layers = new LinkedHashMap<>();
        for (Object element : as(List.class, "layers", members.get("layers"))) {
            Map<?, ?> layer = as(Map.class, "layer", element);
            layers.put(key(layer), known(layer));
        }
        return layers;
    }

    private static LayerKey key(Map<?, ?> layer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        as(Map.class, "parameters", layer.get("parameters"))
                .forEach((name, value) -> parameters.put((String) name, as(String.class, "parameters", value)));
        return new LayerKey(
                QueryType.find(text(layer, "type")).orElseThrow(),
                text(layer, "url"),
                text(layer, "layer"),
                parameters,
                Map.of(),
                Credentials.NONE,
                as(Boolean.class, "internal", layer.get("internal")));
    }

    private static Known known(Map<?, ?> layer) {
        Object limit = layer.get("layer_limit");
        Object said = layer.get("said");
        Object contradiction = layer.get("contradicted_at");
        return new Known(
                said == null ? null : said(as(Map.class, "said", said)),
                limit == null
                        ? null
                        : as(JsonNumber.class, "layer_limit", limit).intValue(),
                Instant.parse(text(layer, "fetched_at")),
                contradiction == null ? null : position(numbers("contradicted_at", contradiction, 2)));
    }

    private static LayerCapabilities said(Map<?, ?> said) {
        Object extent = said.get("extent");
        return new LayerCapabilities(
                text(said, "name"),
                text(said, "title"),
                extent == null ? null : box(numbers("extent", extent, 4)),
                texts(said, "crs"),
                texts(said, "formats"),
                as(Boolean.class, "queryable", said.get("queryable")));
    }

    private static LonLatBox box(double[] sides) {
        return new LonLatBox(sides[0], sides[1], sides[2], sides[3]);
    }

    private static LonLat position(double[] degrees) {
        return new LonLat(degrees[0], degrees[1]);
    }

    private static String text(Map<?, ?> members, String name) {
        return as(String.class, name, members.get(name));
    }

    private static List<String> texts(Map<?, ?> members, String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : as(List.class, name, members.get(name))) {
            texts.add(as(String.class, name, element));
        }
        return texts;
    }

    private static double[] numbers(String name, Object value, int count) {
        List<?> list = as(List.class, name, value);
        if (list.size() != count) {
            throw new IllegalArgumentException(name + ": " + list + " (expected: " + count + " numbers)");
        }
        return list.stream()
                .mapToDouble(number -> as(JsonNumber.class, name, number).doubleValue())
                .toArray();
    }

    private static <T> T as(Class<T> type, String name, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(value);
    }

    /**
     * Replaces the file.
     *
     * @throws IOException if that fails, and then the file is what it was
     */
    void write(Map<LayerKey, Known> layers) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "directory");
        Files.createDirectories(directory);
        Path next = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel));
                Json.write(document(layers), false, stream);
                stream.flush();
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static Map<String, @Nullable Object> document(Map<LayerKey, Known> layers) {
        List<Object> elements = new ArrayList<>();
        layers.forEach((key, known) -> elements.add(tree(key, known)));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", JsonNumber.of(VERSION));
        document.put("layers", elements);
        return document;
    }

    private static Map<String, @Nullable Object> tree(LayerKey key, Known known) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("type", key.type().label());
        tree.put("url", key.url());
        tree.put("layer", key.layer());
        tree.put("parameters", key.parameters());
        tree.put("internal", key.internal());
        tree.put("fetched_at", known.fetchedAt().toString());
        tree.put("layer_limit", known.layerLimit());
        tree.put("said", known.layer() == null ? null : tree(known.layer()));
        LonLat contradiction = known.contradiction();
        tree.put("contradicted_at", contradiction == null ? null : List.of(contradiction.lon(), contradiction.lat()));
        return tree;
    }

    private static Map<String, @Nullable Object> tree(LayerCapabilities layer) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        LonLatBox extent = layer.extent();
        tree.put("name", layer.name());
        tree.put("title", layer.title());
        tree.put(
                "extent",
                extent == null ? null : List.of(extent.west(), extent.south(), extent.east(), extent.north()));
        tree.put("crs", layer.crs());
        tree.put("formats", layer.formats());
        tree.put("queryable", layer.queryable());
        return tree;
    }
}
