package org.geocontext.codec;

import javax.xml.stream.XMLStreamException;

/** Sends XML to the reader that its root element belongs to. */
final class XmlReplyReader {

    private XmlReplyReader() {}

    /** Reads what starts with {@code <}. */
    static ParsedReply read(Markup document, ReadOptions options) throws CodecException {
        if (HtmlReader.isHtml(document)) {
            return HtmlReader.read(document.text(), options);
        }
        try {
            XmlCursor xml = XmlCursor.over(document.open(), options.maxDepth());
            xml.toRoot();
            return read(xml, document, options);
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static ParsedReply read(XmlCursor xml, Markup document, ReadOptions options)
            throws XMLStreamException, CodecException {
        String root = xml.name();
        switch (root) {
            case "FeatureCollection", "msGMLOutput" -> {
                return new GmlReader(xml, options).read();
            }
            case "FeatureInfoResponse" -> {
                return new FeatureInfoXmlReader(xml, options).readArcGis();
            }
            case "GetFeatureInfoResponse" -> {
                return new FeatureInfoXmlReader(xml, options).readQgis();
            }
            case "html", "HTML" -> {
                return HtmlReader.read(document.text(), options);
            }
            case "geonames" -> throw geoNames(xml);
            default -> {
                if (XmlExceptions.isException(root)) {
                    throw XmlExceptions.read(xml);
                }
                throw Failures.malformed("XML that is no known reply (root: " + root + ")");
            }
        }
    }

    /** GeoNames answers in JSON when asked for it, but may fail in XML. */
    private static CodecException geoNames(XmlCursor xml) throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("status")) {
                return ServerError.geoNames(xml.attribute("value"), xml.attribute("message"));
            }
            xml.skip();
        }
        return Failures.malformed("GeoNames XML instead of JSON");
    }

    /** The JDK's scanner leaves some broken input with XNIException or IndexOutOfBoundsException. */
    static CodecException broken(RuntimeException e) {
        return Failures.malformed("broken XML", e);
    }

    static CodecException broken(XMLStreamException e) {
        String where = e.getLocation() == null
                ? ""
                : " in line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return Failures.malformed("broken XML" + where, e);
    }
}
