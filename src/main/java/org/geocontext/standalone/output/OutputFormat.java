package org.geocontext.standalone.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.geocontext.feature.ContextValueCsv;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.query.QueryResult;

/** A format of the result, by the media types GeoServer's WPS gives it. */
public enum OutputFormat {
    GEOJSON("application/json", "json"),
    CSV("text/csv", "csv"),
    GML("text/xml; subtype=gml/3.1.1", "xml");

    /** Other names in use, normalized. */
    private static final Map<String, OutputFormat> ALIASES = Map.of(
            "application/geo+json", GEOJSON,
            "application/vnd.geo+json", GEOJSON,
            "text/xml;subtype=wfs-collection/1.1", GML,
            "application/gml-3.1.1", GML,
            "application/wfs-collection-1.1", GML);

    private final String mimeType;
    private final String extension;

    OutputFormat(String mimeType, String extension) {
        this.mimeType = mimeType;
        this.extension = extension;
    }

    /** The name of the format, as in {@code text/csv}. */
    public String mimeType() {
        return mimeType;
    }

    /** Of a file, as in {@code csv}. */
    public String extension() {
        return extension;
    }

    /** The mime type with the charset where neither the type nor the document says it. */
    public String contentType() {
        return this == CSV ? mimeType + "; charset=utf-8" : mimeType;
    }

    /** By its mime type or an alias of GeoServer's; blanks, case and a charset do not count. */
    public static Optional<OutputFormat> find(String mimeType) {
        String wanted = normalized(mimeType);
        return Arrays.stream(values())
                .filter(format -> normalized(format.mimeType).equals(wanted))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(wanted)));
    }

    /**
     * A result as a document of this format. Flushes the stream and does not close it.
     *
     * @param schemaUrl where {@link ContextValueXsd} is served
     */
    public void write(QueryResult result, String schemaUrl, OutputStream stream) throws IOException {
        switch (this) {
            case GEOJSON -> ContextValueJson.write(result, stream, false);
            case CSV -> ContextValueCsv.write(result, stream);
            case GML -> GmlEncoder.write(result, schemaUrl, stream);
        }
    }

    private static String normalized(String mimeType) {
        return mimeType.toLowerCase(Locale.ROOT).replaceAll("\\s+", "").replaceAll(";charset=[^;]*", "");
    }
}
