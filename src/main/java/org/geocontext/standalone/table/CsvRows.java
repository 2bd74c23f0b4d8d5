package org.geocontext.standalone.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/** CSV in UTF-8 with a header line; null is an empty field. */
final class CsvRows implements RowWriter {

    private static final String LINE_END = "\r\n";

    private final Writer writer;
    private final char delimiter;
    private final boolean coordinates;

    private CsvRows(Writer writer, char delimiter, boolean coordinates) {
        this.writer = writer;
        this.delimiter = delimiter;
        this.coordinates = coordinates;
    }

    /** @param coordinates whether to write the point, as columns lon and lat before the others */
    static CsvRows create(Path file, char delimiter, boolean coordinates, List<String> columns) throws IOException {
        Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CsvRows rows = new CsvRows(new BufferedWriter(writer, 1 << 16), delimiter, coordinates);
        List<@Nullable Object> header = new ArrayList<>();
        if (coordinates) {
            header.add(ColumnNames.free("lon", columns));
            header.add(ColumnNames.free("lat", columns));
        }
        header.addAll(columns);
        rows.line(header);
        return rows;
    }

    @Override
    public void write(@Nullable Object id, @Nullable Point point, List<@Nullable Object> values) throws IOException {
        if (!coordinates) {
            line(values);
            return;
        }
        List<@Nullable Object> all = new ArrayList<>(values.size() + 2);
        all.add(point == null ? null : point.getX());
        all.add(point == null ? null : point.getY());
        all.addAll(values);
        line(all);
    }

    private void line(List<@Nullable Object> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                writer.write(delimiter);
            }
            field(fields.get(i));
        }
        writer.write(LINE_END);
    }

    private void field(@Nullable Object value) throws IOException {
        if (value == null) {
            return;
        }
        boolean tree = value instanceof Map || value instanceof List;
        String text = tree ? Json.write(value, false) : value.toString();
        if (isSpecial(text)) {
            writer.write('"');
            writer.write(text.replace("\"", "\"\""));
            writer.write('"');
        } else {
            writer.write(text);
        }
    }

    private boolean isSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return text.isEmpty();
    }

    @Override
    public void finish() {}

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
