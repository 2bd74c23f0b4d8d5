package org.geocontext.codec;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.geocontext.codec.FeatureTypeDescription.Property;
import org.geocontext.http.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replies of WFS DescribeFeatureType: the XML schemas that servers generate, in which a global element names
 * a complex type, and that lists the properties as local elements. Not an XML schema processor: what is imported is not
 * fetched, and what is inherited is not seen. Thread-safe.
 */
public final class FeatureTypeReader {

    /** More properties of one reply are not kept. */
    private static final int MAX_PROPERTIES = 20_000;

    private static final Set<String> WHOLE = Set.of(
            "int",
            "integer",
            "long",
            "short",
            "byte",
            "nonNegativeInteger",
            "positiveInteger",
            "negativeInteger",
            "nonPositiveInteger",
            "unsignedInt",
            "unsignedLong",
            "unsignedShort",
            "unsignedByte");

    private static final Set<String> FRACTIONS = Set.of("double", "float", "decimal");
    private static final Set<String> DATES =
            Set.of("date", "dateTime", "time", "gYear", "gYearMonth", "TimeInstantType", "TimeInstantPropertyType");
    private static final Set<String> TEXTS =
            Set.of("string", "normalizedString", "token", "anyURI", "language", "Name", "NCName", "ID");

    private final XmlCursor xml;
    private final Map<String, String> elements = new LinkedHashMap<>();
    private final Map<String, Content> types = new LinkedHashMap<>();
    private int properties;

    private FeatureTypeReader(XmlCursor xml) {
        this.xml = xml;
    }

    /** A complex type while it is read. */
    private static final class Content {
        private final List<Property> values = new ArrayList<>();
        private @Nullable String geometry;
    }

    /**
     * Reads a reply of any status.
     *
     * @return by the names of the types, without prefix
     * @throws CodecException if the reply is something else, with the reasons of {@link ReplyReader#read}
     */
    public static Map<String, FeatureTypeDescription> read(HttpReply reply) throws CodecException {
        byte[] body = reply.body();
        int mark = Encodings.markLength(body);
        try {
            XmlCursor xml = XmlCursor.over(
                    new BufferedReader(new InputStreamReader(
                            new ByteArrayInputStream(body, mark, body.length - mark),
                            Encodings.detect(body, reply.contentType()))),
                    ReadOptions.DEFAULT.maxDepth());
            xml.toRoot();
            if (reply.status() >= 200 && reply.status() < 300 && xml.name().equals("schema")) {
                return new FeatureTypeReader(xml).read();
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw Failures.malformed("no description of feature types", e);
        }
        throw CapabilitiesReader.refused(reply);
    }

    private Map<String, FeatureTypeDescription> read() throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "element" -> readGlobalElement();
                case "complexType" -> readType(xml.attribute("name"));
                default -> xml.skip();
            }
        }
        Map<String, FeatureTypeDescription> found = new LinkedHashMap<>();
        elements.forEach((element, type) -> {
            Content content = types.get(type);
            if (content != null) {
                found.put(element, new FeatureTypeDescription(element, content.values, content.geometry));
            }
        });
        return found;
    }

    private void readGlobalElement() throws XMLStreamException {
        String name = xml.attribute("name");
        String type = xml.attribute("type");
        if (name == null) {
            xml.skip();
        } else if (type != null) {
            elements.put(name, local(type));
            xml.skip();
        } else {
            elements.put(name, name + "/");
            while (xml.nextChild()) {
                if (xml.name().equals("complexType")) {
                    readType(name + "/");
                } else {
                    xml.skip();
                }
            }
        }
    }

    private void readType(@Nullable String name) throws XMLStreamException {
        Content content = new Content();
        readContent(content);
        if (name != null) {
            types.put(name, content);
        }
    }

    /** Whatever is between the type and its properties: an extension, a sequence. */
    private void readContent(Content content) throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("element")) {
                readProperty(content);
            } else {
                readContent(content);
            }
        }
    }

    private void readProperty(Content content) throws XMLStreamException {
        String name = xml.attribute("name");
        String declared = xml.attribute("type");
        String type = declared == null ? readBaseType() : declared;
        if (declared != null) {
            xml.skip();
        }
        if (name == null || ++properties > MAX_PROPERTIES) {
            return;
        }
        if (isGeometry(type)) {
            content.geometry = content.geometry == null ? name : content.geometry;
        } else {
            content.values.add(new Property(Words.shorten(name, CapabilitiesReader.LONGEST_TEXT), word(local(type))));
        }
    }

    /** Of a type that is restricted where the property stands; moves to the end of the property. */
    private String readBaseType() throws XMLStreamException {
        String base = "";
        for (int open = 1; open > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
                String declared = xml.attribute("base");
                base = base.isEmpty() && declared != null ? declared : base;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("the document ends early");
            }
        }
        return base;
    }

    private static boolean isGeometry(String type) {
        boolean gml = type.startsWith("gml");
        String local = local(type);
        return gml && local.endsWith("PropertyType") && !DATES.contains(local);
    }

    private static String word(String type) {
        if (WHOLE.contains(type)) {
            return "integer";
        } else if (FRACTIONS.contains(type)) {
            return "number";
        } else if (DATES.contains(type)) {
            return "date";
        } else if (TEXTS.contains(type)) {
            return "text";
        }
        return type.equals("boolean") ? "boolean" : "other";
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
