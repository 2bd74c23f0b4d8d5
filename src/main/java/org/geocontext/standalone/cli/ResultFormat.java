package org.geocontext.standalone.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.output.CsvEncoder;

/** How {@code query} shows a result; the names are the words of {@code --format}. */
enum ResultFormat {
    table,
    geojson,
    csv;

    void write(QueryResult result, Catalogue catalogue, Console console) throws IOException {
        switch (this) {
            case table -> ResultTable.print(result, catalogue, console);
            case geojson -> {
                ContextValueJson.write(result, console.document(), console.terminal());
                console.document().write("\n".getBytes(StandardCharsets.US_ASCII));
            }
            case csv -> CsvEncoder.write(result, guarded(console));
        }
    }

    /** A terminal would obey what a remote service put into its values. */
    private static OutputStream guarded(Console console) {
        OutputStream document = console.document();
        return console.terminal() ? new ControlFilter(document) : document;
    }
}
