package org.geocontext.codec;

import javax.xml.stream.XMLStreamException;
import org.geocontext.http.Reason;

/** Sends XML to the reader that its root element belongs to. */
final class XmlReplyReader {

    private XmlReplyReader() {}

    static ParsedReply read(String document, ReadOptions options) throws CodecException {
        try {
            XmlCursor xml = XmlCursor.over(document, options.maxDepth());
            xml.toRoot();
            return read(xml, options);
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (RuntimeException e) {
            // The JDK's scanner leaves some broken input with XNIException or IndexOutOfBoundsException.
            throw Failures.malformed("broken XML", e);
        }
    }

    private static ParsedReply read(XmlCursor xml, ReadOptions options) throws XMLStreamException, CodecException {
        String root = xml.name();
        switch (root) {
            case "FeatureCollection", "msGMLOutput":
                return new GmlReader(xml, options).read();
            default:
                if (XmlExceptions.isException(root)) {
                    throw XmlExceptions.read(xml);
                }
                throw new CodecException(
                        Reason.MALFORMED, Words.sentence("XML that is no known reply (root: " + root + ")"));
        }
    }

    static CodecException broken(XMLStreamException e) {
        String where = e.getLocation() == null
                ? ""
                : " in line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return Failures.malformed("broken XML" + where, e);
    }
}
