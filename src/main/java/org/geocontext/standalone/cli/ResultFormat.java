package org.geocontext.standalone.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.feature.ContextValueCsv;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryResult;
import org.jspecify.annotations.Nullable;

/** How {@code query} shows a result; the names are the words of {@code --format}. */
enum ResultFormat {
    table,
    geojson,
    csv;

    /**
     * The format of that name; the table if there is none.
     *
     * @throws InvalidRequestException naming the formats that there are
     */
    static ResultFormat parse(@Nullable String name) throws InvalidRequestException {
        if (name == null) {
            return table;
        }
        for (ResultFormat format : values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new InvalidRequestException(
                "format",
                "--format: " + InvalidRequestException.shown(name)
                        + " (expected: table, geojson or csv; text or json go with --explain)");
    }

    void write(QueryResult result, Catalogue catalogue, Console console) throws IOException {
        switch (this) {
            case table -> ResultTable.print(result, catalogue, console);
            case geojson -> {
                ContextValueJson.write(result, console.document(), console.terminal());
                console.document().write("\n".getBytes(StandardCharsets.US_ASCII));
            }
            case csv -> ContextValueCsv.write(result, guarded(console));
        }
    }

    /** A terminal would obey what a remote service put into its values. */
    private static OutputStream guarded(Console console) {
        OutputStream document = console.document();
        return console.terminal() ? new ControlFilter(document) : document;
    }
}
