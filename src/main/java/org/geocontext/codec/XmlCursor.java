package org.geocontext.codec;

import java.io.Reader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through XML by local names. DTDs are passed over unread, so no entity but the five of XML is known. Prefixes
 * are not resolved: QGIS writes raster bands as {@code qgs:Band_1:_elevation}, which no namespace-aware parser takes,
 * and leaves namespaces undeclared.
 */
final class XmlCursor {

    /** The JDK's own: another implementation on the class path of a host would have other limits and properties. */
    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

    static {
        FACTORY.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        FACTORY.setProperty("http://www.oracle.com/xml/jaxp/properties/elementAttributeLimit", "2000");
        FACTORY.setProperty("http://www.oracle.com/xml/jaxp/properties/maxXMLNameLimit", "1000");
    }

    private final XMLStreamReader xml;
    private final int maxDepth;
    private final Map<String, String> localNames = new HashMap<>();
    private int depth;

    private XmlCursor(XMLStreamReader xml, int maxDepth) {
        this.xml = xml;
        this.maxDepth = maxDepth;
    }

    static XmlCursor over(String document, int maxDepth) throws XMLStreamException {
        return over(new StringReader(document), maxDepth);
    }

    /** What the document declares about its encoding is passed over. */
    static XmlCursor over(Reader document, int maxDepth) throws XMLStreamException {
        return new XmlCursor(FACTORY.createXMLStreamReader(document), maxDepth);
    }

    /** Goes on with a reader that somebody else has opened; it may be namespace-aware. */
    static XmlCursor over(XMLStreamReader xml, int maxDepth) {
        return new XmlCursor(xml, maxDepth);
    }

    int next() throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
            if (++depth > maxDepth) {
                throw new XMLStreamException("nested deeper than " + maxDepth + " elements", xml.getLocation());
            }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
        return event;
    }

    /** Moves to the next child element; false at the end of the current element. Text between children is dropped. */
    boolean nextChild() throws XMLStreamException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
            if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("the document ends early", xml.getLocation());
            }
        }
    }

    /** Moves to the root element. */
    void toRoot() throws XMLStreamException {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            if (!xml.hasNext()) {
                throw new XMLStreamException("no element", xml.getLocation());
            }
        }
    }

    /** Reads on to the end of the document, which fails on anything but comments and blanks after the root. */
    void toEndOfDocument() throws XMLStreamException {
        while (xml.hasNext()) {
            next();
        }
    }

    /** Moves from the start of an element to its end. */
    void skip() throws XMLStreamException {
        int outside = depth - 1;
        while (depth > outside) {
            if (next() == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("the document ends early", xml.getLocation());
            }
        }
    }

    /** The name of the current element without its prefix. */
    String name() {
        return local(xml.getLocalName());
    }

    private String local(String name) {
        String known = localNames.get(name);
        if (known == null) {
            int colon = name.indexOf(':');
            known = colon < 0 ? name : name.substring(colon + 1);
            localNames.put(name, known);
        }
        return known;
    }

    int attributeCount() {
        return xml.getAttributeCount();
    }

    String attributeName(int index) {
        return local(xml.getAttributeLocalName(index));
    }

    String attributeValue(int index) {
        return xml.getAttributeValue(index);
    }

    /** The first attribute of that local name, whatever its prefix; null if there is none. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (name.equals(attributeName(i))) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    boolean isNil() {
        String nil = attribute("nil");
        return "true".equals(nil) || "1".equals(nil);
    }

    boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
    }

    String text() {
        return xml.getText();
    }

    char[] textCharacters() {
        return xml.getTextCharacters();
    }

    int textStart() {
        return xml.getTextStart();
    }

    int textEnd() {
        return xml.getTextStart() + xml.getTextLength();
    }

    /** All text below the current element, up to a limit; moves to its end. */
    String allText(int limit) throws XMLStreamException {
        StringBuilder out = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside) {
            int event = next();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("the document ends early", xml.getLocation());
            }
            if (isText(event) && out.length() < limit) {
                out.append(xml.getText());
            }
        }
        return out.toString();
    }
}
