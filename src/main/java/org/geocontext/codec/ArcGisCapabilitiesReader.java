package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a map, feature or image service ({@code …/MapServer?f=json}), of all its layers
 * ({@code …/MapServer/layers?f=json}) or of one of them ({@code …/MapServer/3?f=json}). Not thread-safe.
 *
 * <p>Of a service {@code fullExtent} counts; {@code initialExtent} is what a map shows first.
 */
final class ArcGisCapabilitiesReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CapabilitiesReader.MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser json;
    private final Predicate<String> wanted;
    private final List<LayerCapabilities> layers = new ArrayList<>();
    private final ServerError error = new ServerError();
    private boolean described;

    private ArcGisCapabilitiesReader(JsonParser json, Predicate<String> wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    /** Reads UTF-8 from {@code offset} on. */
    static Capabilities read(byte[] utf8, int offset, Predicate<String> wanted) throws CodecException {
        try (JsonParser json = FACTORY.createParser(utf8, offset, utf8.length - offset)) {
            json.nextToken();
            return new ArcGisCapabilitiesReader(json, wanted).readDocument();
        } catch (IOException e) {
            throw FeatureJsonReader.broken(e);
        }
    }

    private Capabilities readDocument() throws IOException, CodecException {
        Description outer = new Description();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "layers" -> {
                    described = true;
                    readLayers();
                }
                case "error" -> error.read(member, json);
                default -> outer.read(member);
            }
        }
        if (json.nextToken() != null) {
            throw Failures.malformed("content after the JSON document");
        }
        if (error.isExplicit()) {
            throw error.toException();
        }
        if (outer.isLayer()) {
            keep(outer);
        } else if (!described) {
            throw Failures.malformed("JSON that does not describe a service or a layer");
        }
        LonLatBox whole = outer.isLayer() ? null : outer.extent.find(null);
        return new Capabilities(outer.title, outer.version, outer.formats, null, whole, List.of(), layers);
    }

    private void readLayers() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Description layer = new Description();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                layer.read(member);
            }
            keep(layer);
        }
    }

    private void keep(Description layer) {
        if (layer.id != null && layers.size() < CapabilitiesReader.MAX_LAYERS && wanted.test(layer.id)) {
            layers.add(new LayerCapabilities(
                    layer.id, layer.title, layer.extent.find(null), layer.crs(), layer.formats, layer.queryable));
        }
    }

    /** A service or a layer while it is read. */
    private final class Description {
        private final DeclaredExtent extent = new DeclaredExtent();
        private @Nullable String id;
        private @Nullable String srs;
        private String title = "";
        private String version = "";
        private List<String> formats = List.of();
        private boolean queryable;

        boolean isLayer() {
            return id != null;
        }

        List<String> crs() {
            return srs == null ? List.of() : List.of(srs);
        }

        void read(String member) throws IOException {
            switch (member) {
                case "id" -> id = scalar();
                case "name", "mapName" -> title = shortened(scalar());
                case "currentVersion" -> version = shortened(scalar());
                case "capabilities" -> queryable = words().contains("Query");
                case "supportedQueryFormats" -> formats = words();
                case "fullExtent", "extent" -> {
                    described = true;
                    readExtent();
                }
                default -> json.skipChildren();
            }
        }

        private @Nullable String scalar() throws IOException {
            if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
                return json.getText();
            }
            json.skipChildren();
            return null;
        }

        private String shortened(@Nullable String text) {
            return text == null ? "" : Words.shorten(text.strip(), CapabilitiesReader.LONGEST_TEXT);
        }

        private List<String> words() throws IOException {
            return Arrays.stream(shortened(scalar()).split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        private void readExtent() throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            double[] sides = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                switch (member) {
                    case "xmin" -> sides[0] = number();
                    case "ymin" -> sides[1] = number();
                    case "xmax" -> sides[2] = number();
                    case "ymax" -> sides[3] = number();
                    case "spatialReference" -> srs = CrsMembers.readEsri(json);
                    default -> json.skipChildren();
                }
            }
            extent.add(srs, false, sides[0], sides[1], sides[2], sides[3]);
        }

        /** An empty layer has the text {@code "NaN"}. */
        private double number() throws IOException {
            if (json.currentToken().isNumeric()) {
                return json.getDoubleValue();
            }
            json.skipChildren();
            return Double.NaN;
        }
    }
}
