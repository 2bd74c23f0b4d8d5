package org.geocontext.standalone.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of files of points, told by the ends of their names. */
public enum TableFormat {
    GEOJSON(".geojson", ".json"),
    GEOJSON_SEQ(".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".geojsonseq"),
    CSV(".csv", ".tsv", ".txt"),
    GEOPACKAGE(".gpkg");

    private static final String NAMES = "a name that ends in .csv, .geojson, .geojsonl or .gpkg";

    private final List<String> endings;

    TableFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /** @throws TableException if the name tells none */
    public static TableFormat of(Path file) throws TableException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        Optional<TableFormat> format = List.of(values()).stream()
                .filter(each -> each.endings.stream().anyMatch(name::endsWith))
                .findFirst();
        return format.orElseThrow(() -> new TableException(file + ": unknown format (expected: " + NAMES + ")"));
    }

    /**
     * Opens a file of points.
     *
     * @param options what the caller knows about it
     * @throws TableException if it is not of this format; the message does not name the file
     */
    public PointReader open(Path file, PointOptions options) throws IOException {
        return switch (this) {
            case GEOJSON, GEOJSON_SEQ -> GeoJsonPoints.open(file);
            case CSV -> CsvPoints.open(file, options);
            case GEOPACKAGE -> GeoPackagePoints.open(file, options.layer());
        };
    }

    /**
     * Begins a file of points, in place of one that is there.
     *
     * @param coordinates whether a format without geometries gets columns for the point
     */
    public RowWriter create(Path file, List<String> columns, boolean coordinates) throws IOException {
        return switch (this) {
            case GEOJSON -> GeoJsonRows.create(file, false, columns);
            case GEOJSON_SEQ -> GeoJsonRows.create(file, true, columns);
            case CSV -> CsvRows.create(file, delimiter(file), coordinates, columns);
            case GEOPACKAGE -> GeoPackageRows.create(file, columns);
        };
    }

    private static char delimiter(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
    }
}
