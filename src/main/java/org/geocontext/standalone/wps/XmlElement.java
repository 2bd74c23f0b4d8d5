package org.geocontext.standalone.wps;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request. Read without DTD and entities, at most a hundred levels deep; attributes that have a
 * namespace are known by their local name.
 */
final class XmlElement {

    private static final int DEEPEST = 100;
    private static final XMLInputFactory FACTORY = factory();

    private final String namespace;
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    private XmlElement(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** @throws WpsException if it is not well-formed XML, has a DOCTYPE or is too deep */
    static XmlElement parse(byte[] document) throws WpsException {
        try {
            return read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(document)));
        } catch (XMLStreamException e) {
            throw refused("The request is not well-formed XML" + place(e) + ".");
        }
    }

    private static XmlElement read(XMLStreamReader reader) throws XMLStreamException, WpsException {
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD -> throw refused("The request has a DOCTYPE (expected: none).");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refused("The request has an entity reference (expected: none but those of XML itself).");
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = element(reader);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.element().content.add(element);
                    }
                    open.push(element);
                    if (open.size() > DEEPEST) {
                        throw refused(
                                "The request is more than " + DEEPEST + " elements deep (expected: at most that).");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.element().content.add(reader.getText());
                    }
                }
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        if (root == null) {
            throw refused("The request is not well-formed XML.");
        }
        return root;
    }

    private static XmlElement element(XMLStreamReader reader) {
        XmlElement element = new XmlElement(text(reader.getNamespaceURI()), reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String place(XMLStreamException failure) {
        return failure.getLocation() == null || failure.getLocation().getLineNumber() < 1
                ? ""
                : " (line " + failure.getLocation().getLineNumber() + ", column "
                        + failure.getLocation().getColumnNumber() + ")";
    }

    private static WpsException refused(String sentence) {
        return new WpsException(WpsException.Code.NO_APPLICABLE_CODE, null, sentence);
    }

    boolean is(String wantedNamespace, String wantedName) {
        return namespace.equals(wantedNamespace) && name.equals(wantedName);
    }

    String namespace() {
        return namespace;
    }

    /** Local name. */
    String name() {
        return name;
    }

    Optional<String> attribute(String localName) {
        return Optional.ofNullable(attributes.get(localName)).map(String::trim).filter(value -> !value.isEmpty());
    }

    List<XmlElement> children() {
        return content.stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    List<XmlElement> children(String childNamespace, String childName) {
        return children().stream()
                .filter(child -> child.is(childNamespace, childName))
                .toList();
    }

    Optional<XmlElement> child(String childNamespace, String childName) {
        return children(childNamespace, childName).stream().findFirst();
    }

    /** The text directly inside, trimmed. */
    String text() {
        return content.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining())
                .trim();
    }

    /** What stands inside, elements as XML that stands by itself. */
    String inner() {
        StringBuilder xml = new StringBuilder();
        List<XmlElement> children = children();
        if (children.isEmpty()) {
            return text();
        }
        children.forEach(child -> child.appendTo(xml));
        return xml.toString();
    }

    private void appendTo(StringBuilder xml) {
        xml.append('<')
                .append(name)
                .append(" xmlns=\"")
                .append(escaped(namespace))
                .append('"');
        attributes.forEach((attribute, value) -> xml.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        xml.append('>');
        for (Object part : content) {
            if (part instanceof XmlElement child) {
                child.appendTo(xml);
            } else {
                xml.append(escaped(part.toString()));
            }
        }
        xml.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
