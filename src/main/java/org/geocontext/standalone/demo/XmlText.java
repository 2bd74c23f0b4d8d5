package org.geocontext.standalone.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes one XML document, names as given, texts and attributes escaped. Not thread-safe. */
final class XmlText {

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inTag;

    XmlText start(String name) {
        closeTag();
        text.append('<').append(name);
        open.push(name);
        inTag = true;
        return this;
    }

    /** Only right after {@link #start}. */
    XmlText attribute(String name, String value) {
        text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        return this;
    }

    XmlText text(String content) {
        closeTag();
        text.append(escaped(content));
        return this;
    }

    /** An element with nothing but a text. */
    XmlText element(String name, String content) {
        return start(name).text(content).end();
    }

    XmlText end() {
        closeTag();
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    private void closeTag() {
        if (inTag) {
            text.append('>');
            inTag = false;
        }
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The document, once everything is ended. */
    @Override
    public String toString() {
        return text.toString();
    }
}
