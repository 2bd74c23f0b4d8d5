package org.geocontext.standalone.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.geocontext.codec.JsonOut;
import org.geocontext.feature.GeoJsonGeometry;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/** A GeoJSON FeatureCollection, or a sequence of features, one to a line. */
final class GeoJsonRows implements RowWriter {

    private final Writer writer;
    private final boolean sequence;
    private final List<String> columns;
    private boolean first = true;

    private GeoJsonRows(Writer writer, boolean sequence, List<String> columns) {
        this.writer = writer;
        this.sequence = sequence;
        this.columns = List.copyOf(columns);
    }

    /** @param sequence whether there is no collection around the features */
    static GeoJsonRows create(Path file, boolean sequence, List<String> columns) throws IOException {
        Writer writer = new OutputStreamWriter(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8);
        if (!sequence) {
            writer.write("{\"type\":\"FeatureCollection\",\"features\":[");
        }
        return new GeoJsonRows(writer, sequence, columns);
    }

    @Override
    public void write(@Nullable Object id, @Nullable Point point, List<@Nullable Object> values) throws IOException {
        if (!first) {
            writer.write(sequence ? "\n" : ",\n");
        }
        first = false;
        // One that is not closed leaves the writer open.
        JsonOut out = JsonOut.to(writer, false);
        out.startObject().name("type").value("Feature");
        if (id != null) {
            out.member("id", id);
        }
        out.name("geometry");
        if (point == null) {
            out.nullValue();
        } else {
            GeoJsonGeometry.write(point, out);
        }
        out.startObject("properties");
        for (int i = 0; i < columns.size(); i++) {
            out.member(columns.get(i), values.get(i));
        }
        out.endObject().endObject();
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        writer.write(sequence ? "\n" : "]}\n");
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
