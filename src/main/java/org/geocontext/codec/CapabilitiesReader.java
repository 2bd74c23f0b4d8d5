package org.geocontext.codec;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.geocontext.http.HttpReply;

/**
 * Reads what servers say about themselves: capabilities of WMS 1.0.0 to 1.3.0 and WFS 1.0.0 to 2.0.0, and the JSON of
 * an ArcGIS service, of all its layers or of one layer. In one pass over the bytes: of documents of tens of megabytes
 * only the layers that are wanted stay. Thread-safe.
 */
public final class CapabilitiesReader {

    /** More layers than this are not kept, whoever wants them. */
    public static final int MAX_LAYERS = 20_000;

    static final int MAX_DEPTH = ReadOptions.DEFAULT.maxDepth();

    /** Names, titles and formats are cut here, characters. */
    static final int LONGEST_TEXT = 1000;

    private CapabilitiesReader() {}

    /**
     * Reads a reply of any status.
     *
     * @param wanted whether a layer of that name, as the server writes it, is to be kept
     * @throws CodecException if the reply is something else, with the reasons of {@link ReplyReader#read}
     */
    public static Capabilities read(HttpReply reply, Predicate<String> wanted) throws CodecException {
        byte[] body = reply.body();
        int start = firstMark(body);
        if (reply.status() < 200 || reply.status() >= 300 || start == body.length) {
            throw refused(reply);
        }
        return body[start] == '{' ? ArcGisCapabilitiesReader.read(body, start, wanted) : readXml(reply, wanted);
    }

    /** Where something other than a byte order mark and blanks begins. */
    private static int firstMark(byte[] body) {
        int start = Encodings.markLength(body);
        while (start < body.length && (body[start] == ' ' || body[start] == '\n' || body[start] == '\r')) {
            start++;
        }
        return start;
    }

    private static Capabilities readXml(HttpReply reply, Predicate<String> wanted) throws CodecException {
        XmlCursor xml = atRoot(reply);
        try {
            return switch (xml.name()) {
                case "WMS_Capabilities", "WMT_MS_Capabilities" -> new WmsCapabilitiesReader(xml, wanted).read();
                case "WFS_Capabilities" -> new WfsCapabilitiesReader(xml, wanted).read();
                default -> throw refused(reply);
            };
        } catch (XMLStreamException e) {
            throw XmlReplyReader.broken(e);
        } catch (RuntimeException e) {
            throw XmlReplyReader.broken(e);
        }
    }

    private static XmlCursor atRoot(HttpReply reply) throws CodecException {
        try {
            XmlCursor xml = XmlCursor.over(text(reply), MAX_DEPTH);
            xml.toRoot();
            return xml;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            throw refused(reply);
        }
    }

    /** The document without blanks before it, which XML forbids. */
    private static Reader text(HttpReply reply) throws IOException {
        byte[] body = reply.body();
        int mark = Encodings.markLength(body);
        Reader text = new BufferedReader(new InputStreamReader(
                new ByteArrayInputStream(body, mark, body.length - mark), Encodings.detect(body, reply.contentType())));
        int character;
        do {
            text.mark(1);
            character = text.read();
        } while (character >= 0 && Character.isWhitespace(character));
        text.reset();
        return text;
    }

    /** What the reply is instead of capabilities. */
    static CodecException refused(HttpReply reply) {
        try {
            ReplyReader.read(reply, ReadOptions.DEFAULT.withGeometry(false));
        } catch (CodecException e) {
            return e;
        }
        return Failures.malformed("no description of the server");
    }
}
