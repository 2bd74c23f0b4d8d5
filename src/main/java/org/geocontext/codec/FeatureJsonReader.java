package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * GeoJSON, Esri JSON (query, identify, getSamples) and GeoNames JSON in one pass: which of them it is shows only while
 * the members of the outer object go by, in any order, and what holds for all features (CRS, date fields) may come
 * after them.
 */
final class FeatureJsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReadOptions.DEFAULT.maxDepth())
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Set<String> GEOMETRY_TYPES = Set.of(
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection");
    private static final int UNKNOWN_SHOWN = 100;

    private final JsonParser json;
    private final ReadOptions options;
    private final FeatureGeometryReader geometries;
    private final List<FeatureDraft> features = new ArrayList<>();
    private final EsriDates dates = new EsriDates();
    private final ServerError error = new ServerError();
    private final StringBuilder unknown = new StringBuilder();

    private final FeatureDraft outer = new FeatureDraft();
    private final FeatureGeometryReader.Members bare = new FeatureGeometryReader.Members();

    private @Nullable ReplyFormat format;
    private boolean listed;
    private boolean esri;
    private boolean located;
    private @Nullable String name;
    private @Nullable String srs;
    private @Nullable String idField;
    private long matched = -1;
    private boolean exceeded;

    private FeatureJsonReader(JsonParser json, ReadOptions options) {
        this.json = json;
        this.options = options;
        this.geometries = new FeatureGeometryReader(json);
    }

    /** Reads UTF-8 from {@code offset} on. */
    static ParsedReply read(byte[] utf8, int offset, ReadOptions options) throws CodecException {
        try (JsonParser json = factory(options).createParser(utf8, offset, utf8.length - offset)) {
            return read(json, options);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    static ParsedReply read(String text, ReadOptions options) throws CodecException {
        try (JsonParser json = factory(options).createParser(text)) {
            return read(json, options);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    static JsonFactory factory(ReadOptions options) {
        if (options.maxDepth() == ReadOptions.DEFAULT.maxDepth()) {
            return FACTORY;
        }
        StreamReadConstraints constraints = FACTORY.streamReadConstraints()
                .rebuild()
                .maxNestingDepth(options.maxDepth())
                .build();
        return FACTORY.rebuild().streamReadConstraints(constraints).build();
    }

    private static ParsedReply read(JsonParser json, ReadOptions options) throws IOException, CodecException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Failures.malformed("JSON that is not an object");
        }
        FeatureJsonReader reader = new FeatureJsonReader(json, options);
        reader.readDocument();
        if (json.nextToken() != null) {
            throw Failures.malformed("content after the JSON document");
        }
        return reader.reply();
    }

    /**
     * One layer's part in a reply about several, from the start of its object to the end of it.
     *
     * @return null if it is no list of features, or has no id
     */
    static Map.@Nullable Entry<String, ParsedReply> readLayer(JsonParser json, ReadOptions options)
            throws IOException, CodecException {
        FeatureJsonReader reader = new FeatureJsonReader(json, options);
        reader.readDocument();
        String id = reader.outer.id;
        return reader.listed && id != null ? Map.entry(id, reader.reply()) : null;
    }

    static CodecException broken(IOException e) {
        if (e instanceof JsonEOFException) {
            return Failures.malformed("JSON that ends in the middle", e);
        }
        if (e instanceof StreamConstraintsException) {
            return Failures.malformed("JSON beyond the limits of depth or length", e);
        }
        if (e instanceof JsonProcessingException problem && problem.getLocation() != null) {
            return Failures.malformed(
                    "broken JSON in line " + problem.getLocation().getLineNr() + ", column "
                            + problem.getLocation().getColumnNr(),
                    e);
        }
        return Failures.malformed("broken JSON", e);
    }

    private void readDocument() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            readMember(member);
        }
    }

    private void readMember(String member) throws IOException {
        switch (member) {
            case "type" -> geometries.readMember(member, bare, outer);
            case "features" -> readList(null, this::readFeature);
            case "results" -> readList(ReplyFormat.ESRI_IDENTIFY, this::readIdentified);
            case "samples" -> readList(ReplyFormat.ESRI_SAMPLES, this::readSample);
            case "geonames" -> readList(ReplyFormat.GEONAMES_JSON, this::readPlace);
            case "crs" -> srs = CrsMembers.readGeoJson(json);
            case "spatialReference" -> {
                esri = true;
                srs = CrsMembers.readEsri(json);
            }
            case "fields" -> {
                esri = true;
                readFields();
            }
            case "objectIdFieldName" -> {
                esri = true;
                idField = json.getValueAsString();
                json.skipChildren();
            }
            case "exceededTransferLimit" -> {
                exceeded |= json.getValueAsBoolean();
                json.skipChildren();
            }
            case "numberMatched", "totalFeatures" -> {
                matched = Math.max(matched, json.getValueAsLong(-1));
                json.skipChildren();
            }
            case "name" -> name = CompactText.read(json);
            case "error", "exceptions", "code", "message", "messages", "status", "description", "title", "detail" ->
                error.read(member, json);
            default -> readOuterFeature(member);
        }
    }

    /** Members of a document that is itself a Feature, a geometry, or an answer of ImageServer identify. */
    private void readOuterFeature(String member) throws IOException {
        switch (member) {
            case "properties" -> readProperties(outer);
            case "id", "objectId" -> outer.id = CompactText.read(json);
            case "value" -> outer.properties.put(ReplyReader.IDENTIFY_VALUE, CompactText.read(json));
            case "location" -> {
                located = true;
                readGeometry(outer);
            }
            case "geometry" -> readGeometry(outer);
            case "coordinates", "geometries" -> {
                if (options.geometry()) {
                    geometries.readMember(member, bare, outer);
                } else {
                    json.skipChildren();
                }
            }
            default -> {
                noteUnknown(member);
                json.skipChildren();
            }
        }
    }

    private void noteUnknown(String member) {
        if (unknown.length() < UNKNOWN_SHOWN) {
            unknown.append(unknown.length() == 0 ? "" : ", ").append(member);
        }
    }

    private interface Element {
        FeatureDraft read() throws IOException;
    }

    private void readList(@Nullable ReplyFormat formatOfList, Element element) throws IOException {
        listed = true;
        format = formatOfList;
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
            } else if (features.size() < options.maxFeatures()) {
                features.add(element.read());
            } else {
                exceeded = true;
                json.skipChildren();
            }
        }
    }

    private FeatureDraft readFeature() throws IOException {
        FeatureDraft feature = new FeatureDraft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "properties" -> readProperties(feature);
                case "attributes" -> {
                    esri = true;
                    readProperties(feature);
                }
                case "geometry" -> readGeometry(feature);
                case "id" -> feature.id = CompactText.read(json);
                case "crs" -> feature.srs = CrsMembers.readGeoJson(json);
                default -> json.skipChildren();
            }
        }
        return feature;
    }

    /** The layer is the id, which the request named, never the title, which may look like one. */
    private FeatureDraft readIdentified() throws IOException {
        FeatureDraft feature = new FeatureDraft();
        String value = null;
        boolean valued = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "layerId" -> feature.layer = CompactText.read(json);
                case "value" -> {
                    valued = true;
                    value = CompactText.read(json);
                }
                case "attributes" -> readProperties(feature);
                case "geometry" -> readGeometry(feature);
                default -> json.skipChildren();
            }
        }
        if (valued && feature.properties.keySet().stream().noneMatch(ReplyReader.IDENTIFY_VALUE::equalsIgnoreCase)) {
            feature.properties.put(ReplyReader.IDENTIFY_VALUE, value);
        }
        return feature;
    }

    private FeatureDraft readSample() throws IOException {
        FeatureDraft feature = new FeatureDraft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "location" -> readGeometry(feature);
                case "locationId" -> feature.id = CompactText.read(json);
                case "attributes" -> readProperties(feature);
                default -> feature.properties.put(member, CompactText.read(json));
            }
        }
        return feature;
    }

    /** All members are properties; {@code lng} and {@code lat} also make the geometry. */
    private FeatureDraft readPlace() throws IOException {
        FeatureDraft feature = new FeatureDraft();
        readProperties(feature);
        feature.id = feature.properties.get("geonameId");
        if (options.geometry()) {
            feature.geometry = place(feature.properties.get("lng"), feature.properties.get("lat"));
            feature.srs = "CRS:84";
        }
        return feature;
    }

    private static @Nullable Geometry place(@Nullable String lng, @Nullable String lat) {
        if (lng == null || lat == null) {
            return null;
        }
        Positions positions = new Positions();
        positions.add(Decimals.parse(lng), Decimals.parse(lat));
        return positions.broken() ? null : Shapes.point(positions, 0);
    }

    private void readProperties(FeatureDraft feature) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String property = json.currentName();
            json.nextToken();
            feature.properties.put(property, CompactText.read(json));
        }
    }

    private void readGeometry(FeatureDraft feature) throws IOException {
        if (options.geometry()) {
            feature.geometry = geometries.read(feature);
        } else {
            json.skipChildren();
        }
    }

    private void readFields() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                readField();
            }
        }
    }

    private void readField() throws IOException {
        String field = null;
        String fieldType = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            if (member.equals("name")) {
                field = json.getValueAsString();
            } else if (member.equals("type")) {
                fieldType = json.getValueAsString();
            }
            json.skipChildren();
        }
        if ("esriFieldTypeDate".equals(fieldType) && field != null) {
            dates.addField(field);
        } else if ("esriFieldTypeOID".equals(fieldType)) {
            idField = field;
        }
    }

    private ParsedReply reply() throws CodecException {
        if (error.isExplicit()) {
            throw error.toException();
        }
        if (error.isNothingFound()) {
            return new ParsedReply(ReplyFormat.GEONAMES_JSON, List.of(), false);
        }
        ReplyFormat replyFormat = listed ? formatOfList() : formatOfOuter();
        dates.convert(features);
        exceeded |= "true".equals(outer.properties.get("exceededTransferLimit"));
        List<ParsedFeature> finished = new ArrayList<>(features.size());
        for (FeatureDraft feature : features) {
            if (idField != null && feature.id == null) {
                feature.id = feature.properties.get(idField);
            }
            finished.add(feature.finish(name, srs));
        }
        return new ParsedReply(replyFormat, finished, exceeded || matched > finished.size());
    }

    private ReplyFormat formatOfList() {
        if (format != null) {
            return format;
        }
        return esri && !"FeatureCollection".equals(bare.type) ? ReplyFormat.ESRI_JSON : ReplyFormat.GEOJSON;
    }

    private ReplyFormat formatOfOuter() throws CodecException {
        if (bare.type != null && (bare.type.equals("Feature") || GEOMETRY_TYPES.contains(bare.type))) {
            if (!bare.type.equals("Feature") && options.geometry()) {
                outer.geometry = geometries.build(bare);
            }
            features.add(outer);
            return ReplyFormat.GEOJSON;
        }
        if (located && outer.properties.containsKey(ReplyReader.IDENTIFY_VALUE)) {
            outer.properties.put("name", name);
            name = null;
            features.add(outer);
            return ReplyFormat.ESRI_IDENTIFY;
        }
        if (error.isHinted()) {
            throw error.toException();
        }
        String what =
                bare.type != null ? " (type: " + bare.type + ")" : unknown.length() > 0 ? " (" + unknown + ")" : "";
        throw Failures.malformed("JSON that is no known reply" + what);
    }
}
