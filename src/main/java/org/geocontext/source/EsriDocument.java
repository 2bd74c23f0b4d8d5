package org.geocontext.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyFormat;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/** Documents of ArcGIS servers that are about the server itself: where its tokens come from, what a layer is. */
final class EsriDocument {

    private static final String TEXT = "text";

    private EsriDocument() {}

    /**
     * Reads one text.
     *
     * @param find the text in the document's members; anything but a text for none
     * @return the text, for {@link #text(Replies.Understood)}; empty if there is none
     * @throws CodecException if the document is an error, or no JSON object
     */
    static ParsedReply read(HttpReply reply, Function<Map<?, ?>, @Nullable Object> find) throws CodecException {
        Object document = parse(reply);
        if (!(document instanceof Map<?, ?> members) || members.containsKey("error")) {
            ReplyReader.read(reply, ReadOptions.DEFAULT);
            throw new CodecException(Reason.MALFORMED, "JSON that does not describe the server");
        }
        return find.apply(members) instanceof String text && !text.isBlank() ? holding(text) : empty();
    }

    /** What {@link #read} found. */
    static Optional<String> text(Replies.Understood understood) {
        return understood.reply().features().stream()
                .map(holder -> holder.properties().get(TEXT))
                .findFirst();
    }

    private static @Nullable Object parse(HttpReply reply) throws CodecException {
        try {
            return Json.parse(reply.body());
        } catch (JsonException e) {
            throw new CodecException(Reason.MALFORMED, "no JSON, though the server was asked about itself", e);
        }
    }

    private static ParsedReply holding(String text) {
        ParsedFeature holder = new ParsedFeature(null, null, Map.of(TEXT, text), null, null);
        return new ParsedReply(ReplyFormat.ESRI_JSON, List.of(holder), false);
    }

    private static ParsedReply empty() {
        return new ParsedReply(ReplyFormat.ESRI_JSON, List.of(), false);
    }
}
