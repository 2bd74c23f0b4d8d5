package org.geocontext.codec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever a map server answered. The body decides what it is; status, content type and what was asked for are
 * hints. Thread-safe.
 */
public final class ReplyReader {

    /**
     * The property that holds ArcGIS identify's own {@code value}: of the displayed field, or of the pixel. Left out
     * where the layer has an attribute of that name in any case.
     */
    public static final String IDENTIFY_VALUE = "value";

    /** MapServer starts its body with a header when the error comes late. */
    private static final Pattern HEADER_IN_BODY = Pattern.compile("\\AContent-Type: [^\\r\\n]{0,200}\\r?\\n\\r?\\n");

    private static final Map<String, String> MAGIC = Map.of(
            "\u0089PNG", "a PNG image",
            "\u00FF\u00D8\u00FF", "a JPEG image",
            "GIF8", "a GIF image",
            "RIFF", "a WebP image",
            "II*\0", "a TIFF image",
            "MM\0*", "a TIFF image",
            "%PDF", "a PDF document",
            "PK\u0003\u0004", "a ZIP archive",
            "\u001F\u008B", "compressed bytes");

    private ReplyReader() {}

    /**
     * Reads a reply of any status.
     *
     * @return what is there; no features means that the server says that nothing is there
     * @throws CodecException if the reply is not an answer: with reason SERVICE_EXCEPTION or UNAUTHORIZED if the body
     *     says so at any status, else HTTP_STATUS (UNAUTHORIZED for 401 and 403) for a status outside 200 to 299, else
     *     MALFORMED
     */
    public static ParsedReply read(HttpReply reply, ReadOptions options) throws CodecException {
        if (reply.status() >= 200 && reply.status() < 300) {
            return readBody(reply.body(), reply.contentType(), options);
        }
        throw failure(reply);
    }

    /** What a reply with an unsuccessful status failed with. */
    private static CodecException failure(HttpReply reply) {
        boolean unauthorized = Failures.isUnauthorized(reply.status());
        try {
            readBody(reply.body(), reply.contentType(), ReadOptions.DEFAULT.withGeometry(false));
        } catch (CodecException e) {
            if (e.reason() == Reason.UNAUTHORIZED) {
                return e;
            }
            if (e.reason() == Reason.SERVICE_EXCEPTION) {
                return unauthorized ? new CodecException(Reason.UNAUTHORIZED, Failures.text(e), e) : e;
            }
        }
        return Failures.status(reply.status());
    }

    private static ParsedReply readBody(byte[] body, @Nullable String contentType, ReadOptions options)
            throws CodecException {
        Charset charset = Encodings.detect(body, contentType);
        int start = afterBlanks(body, Encodings.markLength(body));
        if (start == body.length) {
            return nothing(body, contentType, options);
        }
        if (charset.equals(StandardCharsets.UTF_8) && body[start] == '{') {
            return FeatureJsonReader.read(body, start, options);
        }
        if (charset.equals(StandardCharsets.UTF_8) && body[start] == '<') {
            return XmlReplyReader.read(Markup.ofUtf8(body, start), options);
        }
        String magic = magic(body);
        if (magic != null) {
            throw Failures.malformed(magic + " instead of values");
        }
        int mark = Encodings.markLength(body);
        return readText(new String(body, mark, body.length - mark, charset), options);
    }

    /** A template of MapServer without a header leaves nothing at all when there is no hit. */
    private static ParsedReply nothing(byte[] body, @Nullable String contentType, ReadOptions options)
            throws CodecException {
        boolean line = false;
        for (byte b : body) {
            line |= b == '\n';
        }
        boolean html = contentType != null && Words.lower(contentType).startsWith("text/html");
        if (line || (html && options.htmlTables())) {
            return new ParsedReply(ReplyFormat.EMPTY_LINE, List.of(), false);
        }
        throw Failures.malformed("an empty reply");
    }

    private static @Nullable String magic(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 4), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> entry : MAGIC.entrySet()) {
            if (start.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static ParsedReply readText(String decoded, ReadOptions options) throws CodecException {
        String text = decoded.stripLeading();
        Matcher header = HEADER_IN_BODY.matcher(text);
        if (header.find()) {
            text = text.substring(header.end()).stripLeading();
        }
        if (text.isEmpty()) {
            throw Failures.malformed("an empty reply");
        }
        return switch (text.charAt(0)) {
            case '{', '[' -> FeatureJsonReader.read(text, options);
            case '<' -> XmlReplyReader.read(Markup.of(text), options);
            default -> new PlainTextReader(text, options).read();
        };
    }

    private static int afterBlanks(byte[] body, int from) {
        int at = from;
        while (at < body.length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
        return at;
    }
}
