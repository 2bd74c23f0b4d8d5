package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.http.HttpReply;

/** Reads what an ArcGIS feature service answers when it is asked for several layers at once. Thread-safe. */
public final class LayeredReplyReader {

    private LayeredReplyReader() {}

    /**
     * Reads a reply of any status.
     *
     * @return each layer's own reply by the layer's id, in the order sent; at least one
     * @throws CodecException as {@link ReplyReader#read} does, and with reason MALFORMED for a reply that does not name
     *     each of its layers, once, with a list of its features
     */
    public static Map<String, ParsedReply> read(HttpReply reply, ReadOptions options) throws CodecException {
        Map<String, ParsedReply> layers =
                reply.status() >= 200 && reply.status() < 300 ? layers(reply.body(), options) : Map.of();
        if (layers.isEmpty()) {
            ReplyReader.read(reply, options);
            throw Failures.malformed("a reply that is not about several layers");
        }
        return layers;
    }

    /** Empty if it is anything else. */
    private static Map<String, ParsedReply> layers(byte[] body, ReadOptions options) throws CodecException {
        int start = Encodings.markLength(body);
        if (start == body.length || body[start] != '{') {
            return Map.of();
        }
        try (JsonParser json = FeatureJsonReader.factory(options).createParser(body, start, body.length - start)) {
            json.nextToken();
            Map<String, ParsedReply> layers = Map.of();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                if (member.equals("layers")) {
                    layers = readLayers(json, options);
                } else if (member.equals("error")) {
                    return Map.of();
                } else {
                    json.skipChildren();
                }
            }
            return json.nextToken() == null ? layers : Map.of();
        } catch (IOException e) {
            throw FeatureJsonReader.broken(e);
        }
    }

    private static Map<String, ParsedReply> readLayers(JsonParser json, ReadOptions options)
            throws IOException, CodecException {
        Map<String, ParsedReply> layers = new LinkedHashMap<>();
        boolean clear = json.currentToken() == JsonToken.START_ARRAY;
        while (clear && json.nextToken() != JsonToken.END_ARRAY) {
            Map.Entry<String, ParsedReply> layer =
                    json.currentToken() == JsonToken.START_OBJECT ? FeatureJsonReader.readLayer(json, options) : null;
            clear = layer != null && layers.putIfAbsent(layer.getKey(), layer.getValue()) == null;
        }
        return clear ? layers : Map.of();
    }
}
