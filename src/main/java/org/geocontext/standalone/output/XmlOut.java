package org.geocontext.standalone.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes one XML 1.0 document in UTF-8 piece by piece. Names come with their prefix and are trusted; values are
 * escaped, and characters that XML 1.0 has not become U+FFFD. Not thread-safe.
 */
public final class XmlOut implements Closeable {

    private static final char REPLACEMENT = '\uFFFD';

    private final Writer writer;
    private final Deque<String> open = new ArrayDeque<>();

    private XmlOut(Writer writer) {
        this.writer = writer;
    }

    /** Starts a document; the target is flushed by {@link #close} and never closed. */
    public static XmlOut to(OutputStream target) throws IOException {
        XmlOut out = new XmlOut(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        out.writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return out;
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; an attribute whose value is null is left out
     */
    public XmlOut start(String name, @Nullable String... attributes) throws IOException {
        writer.write('<');
        writer.write(name);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                writer.write(' ');
                writer.write(String.valueOf(attributes[i]));
                writer.write("=\"");
                escape(value, true);
                writer.write('"');
            }
        }
        writer.write('>');
        open.push(name);
        return this;
    }

    public XmlOut end() throws IOException {
        writer.write("</");
        writer.write(open.pop());
        writer.write('>');
        return this;
    }

    /** An element that holds only text. */
    public XmlOut element(String name, String text, @Nullable String... attributes) throws IOException {
        return start(name, attributes).text(text).end();
    }

    public XmlOut text(String text) throws IOException {
        escape(text, false);
        return this;
    }

    /** A text that stays legible; sections are split where the text itself ends one. */
    public XmlOut cdata(String text) throws IOException {
        writer.write("<![CDATA[");
        writer.write(legal(text).replace("]]>", "]]]]><![CDATA[>"));
        writer.write("]]>");
        return this;
    }

    private void escape(String text, boolean attribute) throws IOException {
        String legal = legal(text);
        for (int i = 0; i < legal.length(); i++) {
            char c = legal.charAt(i);
            switch (c) {
                case '<' -> writer.write("&lt;");
                case '>' -> writer.write("&gt;");
                case '&' -> writer.write("&amp;");
                case '"' -> writer.write(attribute ? "&quot;" : "\"");
                case '\r' -> writer.write("&#13;");
                case '\n' -> writer.write(attribute ? "&#10;" : "\n");
                case '\t' -> writer.write(attribute ? "&#9;" : "\t");
                default -> writer.write(c);
            }
        }
    }

    private static String legal(String text) {
        if (text.codePoints().allMatch(XmlOut::isLegal)) {
            return text;
        }
        return text.codePoints()
                .map(point -> isLegal(point) ? point : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The production Char of XML 1.0; a lone surrogate is not one. */
    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    /** Flushes; elements left open stay so. */
    @Override
    public void close() throws IOException {
        writer.flush();
    }
}
