package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The features of a GeoJSON FeatureCollection, or of a sequence of GeoJSON texts (RFC 8142, with or without record
 * separators), one after the other. What a collection has besides its features is skipped. Not thread-safe.
 */
public final class GeoJsonFeatures implements Closeable {

    private static final char RECORD_SEPARATOR = 0x1e;

    private final JsonParser parser;
    private final Json.TreeReader trees;
    private boolean inCollection;

    private GeoJsonFeatures(JsonParser parser) {
        this.parser = parser;
        this.trees = new Json.TreeReader(parser, JsonLimits.DEFAULT.maxDepth());
    }

    /** Reads UTF-8, and closes the stream with itself. */
    public static GeoJsonFeatures open(InputStream stream) throws IOException {
        return new GeoJsonFeatures(Json.FACTORY.createParser(new WithoutSeparators(stream)));
    }

    /**
     * The next feature, as the members it has.
     *
     * @return null at the end
     * @throws JsonException if what follows is no JSON object, or half of one
     */
    public @Nullable Map<String, @Nullable Object> next() throws IOException, JsonException {
        try {
            while (true) {
                JsonToken token = parser.nextToken();
                if (inCollection && token == JsonToken.END_ARRAY) {
                    inCollection = false;
                    skipRestOfCollection();
                } else if (inCollection) {
                    return feature(trees.value(token, 1));
                } else if (token == null) {
                    return null;
                } else if (token != JsonToken.START_OBJECT) {
                    throw notAnObject();
                } else {
                    Map<String, @Nullable Object> members = membersUpToFeatures();
                    if (!inCollection) {
                        return members;
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw Json.at(e.getLocation(), Json.sentence(e.getOriginalMessage()));
        }
    }

    private JsonException notAnObject() {
        return Json.at(parser.currentTokenLocation(), "no object (expected: a GeoJSON Feature or FeatureCollection)");
    }

    private Map<String, @Nullable Object> membersUpToFeatures() throws IOException, JsonException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("features") && value == JsonToken.START_ARRAY) {
                inCollection = true;
                return members;
            }
            members.put(name, trees.value(value, 1));
        }
        return members;
    }

    private void skipRestOfCollection() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    @SuppressWarnings("unchecked") // Objects are maps by name.
    private Map<String, @Nullable Object> feature(@Nullable Object tree) throws JsonException {
        if (tree instanceof Map<?, ?> members) {
            return (Map<String, @Nullable Object>) members;
        }
        throw notAnObject();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** A separator cannot stand within a text, where control characters are escaped. */
    private static final class WithoutSeparators extends FilterInputStream {

        WithoutSeparators(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read == RECORD_SEPARATOR ? ' ' : read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            for (int i = offset; i < offset + read; i++) {
                if (buffer[i] == RECORD_SEPARATOR) {
                    buffer[i] = ' ';
                }
            }
            return read;
        }
    }
}
