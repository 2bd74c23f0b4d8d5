package org.geocontext.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.GeometryReader;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonNumber;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * The bundled sample data: a landscape that does not exist, with whole and broken layers. Everything is in lon/lat WGS
 * 84. Immutable.
 */
final class DemoData {

    private static final Set<String> DATES = Set.of("opened");

    private final List<DemoLayer> layers;

    private DemoData(List<DemoLayer> layers) {
        this.layers = List.copyOf(layers);
    }

    /** Reads the bundled files. */
    static DemoData load() {
        List<DemoLayer> layers = new ArrayList<>();
        layers.add(vector(0, "catchments", "Catchments"));
        layers.add(vector(1, "vegetation", "Vegetation types"));
        layers.add(vector(2, "geology", "Geology"));
        layers.add(vector(3, "districts", "Districts"));
        layers.add(vector(4, "reserves", "Nature reserves"));
        layers.add(vector(5, "rivers", "Rivers"));
        layers.add(vector(6, "stations", "Gauging stations"));
        layers.add(raster(7, "elevation", "Elevation, m"));
        layers.add(raster(8, "rainfall", "Mean annual rainfall, mm"));
        layers.add(raster(9, "temperature", "Mean annual temperature, 0.1 °C"));
        layers.add(raster(10, "land_cover", "Land cover classes"));
        layers.add(raster(11, "soil_moisture", "Soil moisture, percent"));
        layers.add(new DemoLayer.Broken(
                "air_quality", "Air quality", 12, "The database behind layer air_quality does not answer"));
        return new DemoData(layers);
    }

    List<DemoLayer> layers() {
        return layers;
    }

    /** By name, with or without the prefix {@code demo:}. */
    Optional<DemoLayer> find(String name) {
        String local = name.startsWith("demo:") ? name.substring("demo:".length()) : name;
        return layers.stream().filter(layer -> layer.name().equals(local)).findFirst();
    }

    Optional<DemoLayer> find(int id) {
        return layers.stream().filter(layer -> layer.id() == id).findFirst();
    }

    private static DemoLayer raster(int id, String name, String title) {
        String text = new String(bytes(name + ".asc"), StandardCharsets.US_ASCII);
        return new DemoLayer.Raster(name, title, id, DemoGrid.parse(text));
    }

    private static DemoLayer vector(int id, String name, String title) {
        String file = name + ".geojson";
        try {
            Object collection = Json.parse(bytes(file));
            List<DemoFeature> features = new ArrayList<>();
            for (Object feature : (List<?>) member(collection, "features")) {
                features.add(feature(feature));
            }
            return new DemoLayer.Vector(name, title, id, features);
        } catch (JsonException | CodecException e) {
            throw new IllegalStateException(file + " is damaged", e);
        }
    }

    private static DemoFeature feature(@Nullable Object tree) throws CodecException {
        byte[] geoJson = Json.write(member(tree, "geometry"), false).getBytes(StandardCharsets.UTF_8);
        Geometry geometry = GeometryReader.readGeoJson(geoJson).geometry();
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        ((Map<?, ?>) member(tree, "properties")).forEach((key, value) -> {
            String name = (String) key;
            attributes.put(
                    name,
                    DATES.contains(name.toLowerCase(Locale.ROOT)) && value instanceof JsonNumber millis
                            ? Instant.ofEpochMilli(millis.longValue())
                            : value);
        });
        return new DemoFeature((String) member(tree, "id"), geometry, attributes);
    }

    private static Object member(@Nullable Object object, String name) {
        Object value = object instanceof Map<?, ?> members ? members.get(name) : null;
        if (value == null) {
            throw new IllegalStateException("the demo data lack " + name);
        }
        return value;
    }

    /** A bundled file, whole. */
    static byte[] bytes(String file) {
        try (InputStream stream = DemoData.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the bundled file " + file + " is missing");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
