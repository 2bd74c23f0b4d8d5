package org.geocontext.standalone.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.batch.BatchPoint;
import org.geocontext.codec.GeoJsonFeatures;
import org.geocontext.codec.JsonException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/**
 * Points of a GeoJSON FeatureCollection or of a sequence of features, lon/lat WGS 84. The file is read once beforehand,
 * as every feature may have properties of its own.
 */
final class GeoJsonPoints implements PointReader {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final GeoJsonFeatures features;
    private final List<String> columns;

    private GeoJsonPoints(GeoJsonFeatures features, List<String> columns) {
        this.features = features;
        this.columns = columns;
    }

    static GeoJsonPoints open(Path file) throws IOException {
        List<String> columns = columns(file);
        return new GeoJsonPoints(features(file), columns);
    }

    private static GeoJsonFeatures features(Path file) throws IOException {
        return GeoJsonFeatures.open(new BufferedInputStream(Files.newInputStream(file)));
    }

    private static List<String> columns(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (GeoJsonFeatures features = features(file)) {
            Map<String, @Nullable Object> feature = read(features);
            while (feature != null) {
                properties(feature).keySet().forEach(name -> names.add(String.valueOf(name)));
                feature = read(features);
            }
        }
        return List.copyOf(names);
    }

    private static @Nullable Map<String, @Nullable Object> read(GeoJsonFeatures features) throws IOException {
        try {
            return features.next();
        } catch (JsonException e) {
            throw new TableException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<?, ?> properties(Map<String, @Nullable Object> feature) {
        return feature.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable BatchPoint<InputRow> next() throws IOException {
        Map<String, @Nullable Object> feature = read(features);
        if (feature == null) {
            return null;
        }
        Map<?, ?> properties = properties(feature);
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        columns.forEach(name -> values.add(properties.get(name)));
        return new BatchPoint<>(point(feature.get("geometry")), null, new InputRow(feature.get("id"), values));
    }

    /** Null for everything but a point and a multipoint of one. */
    private static @Nullable Point point(@Nullable Object geometry) {
        if (!(geometry instanceof Map<?, ?> members) || !(members.get("coordinates") instanceof List<?> coordinates)) {
            return null;
        }
        boolean single = "MultiPoint".equals(members.get("type")) && coordinates.size() == 1;
        List<?> position = single && coordinates.get(0) instanceof List<?> only ? only : coordinates;
        boolean point = (single || "Point".equals(members.get("type")))
                && position.size() >= 2
                && position.get(0) instanceof Number
                && position.get(1) instanceof Number;
        return point
                ? GEOMETRIES.createPoint(new Coordinate(
                        ((Number) position.get(0)).doubleValue(), ((Number) position.get(1)).doubleValue()))
                : null;
    }

    @Override
    public void close() throws IOException {
        features.close();
    }
}
