package org.geocontext.feature;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A result as CSV (RFC 4180) in UTF-8 with a header line. The geometry is WKT in the CRS of the request, x east, y
 * north; null is an empty field, an empty text a quoted one.
 *
 * <p>Fields are data and written as the services gave them: a spreadsheet that takes a field starting with {@code =}
 * for a formula has to be told to import text.
 */
public final class ContextValueCsv {

    private static final String LINE_END = "\r\n";

    private ContextValueCsv() {}

    /** Flushes the stream and does not close it. */
    public static void write(QueryResult result, OutputStream stream) throws IOException {
        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        line(writer, ContextValueSchema.Attribute::name);
        for (ContextValue row : result.rows()) {
            line(writer, attribute -> text(attribute.reader().apply(row)));
        }
        writer.flush();
    }

    private static void line(Writer writer, Function<ContextValueSchema.Attribute, @Nullable String> field)
            throws IOException {
        List<String> fields = new ArrayList<>();
        for (ContextValueSchema.Attribute attribute : ContextValueSchema.ATTRIBUTES) {
            fields.add(quoted(field.apply(attribute)));
        }
        writer.write(String.join(",", fields));
        writer.write(LINE_END);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Geometry geometry) {
            return geometry.toText();
        }
        Object plain = ContextValueJson.plain(value);
        return plain == null ? null : plain.toString();
    }

    private static String quoted(@Nullable String field) {
        if (field == null) {
            return "";
        }
        boolean special =
                field.isEmpty() || field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
