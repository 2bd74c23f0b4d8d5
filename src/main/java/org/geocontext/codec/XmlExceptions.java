package org.geocontext.codec;

import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Exception documents: WMS 1.0.0 (WMTException), ServiceExceptionReport of WMS 1.1.0 to 1.3.0 and WFS 1.0.0,
 * ExceptionReport of OWS 1.0, 1.1 and 2.0. The first exception in it is the one that is told.
 */
final class XmlExceptions {

    private static final Set<String> ROOTS =
            Set.of("ServiceExceptionReport", "ServiceException", "ExceptionReport", "Exception", "WMTException");
    private static final int ENOUGH = 2000;

    private XmlExceptions() {}

    static boolean isException(String rootName) {
        return ROOTS.contains(rootName);
    }

    /** What the report says whose start is the current event; it is believed even if it breaks off. */
    static CodecException read(XmlCursor xml) {
        StringBuilder text = new StringBuilder();
        String code = null;
        try {
            code = codeOf(xml);
            code = readText(xml, code, text);
        } catch (XMLStreamException e) {
            return Failures.service(code, text.toString());
        }
        return Failures.service(code, text.toString());
    }

    private static @Nullable String readText(XmlCursor xml, @Nullable String rootCode, StringBuilder text)
            throws XMLStreamException {
        String code = rootCode;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                code = code == null ? codeOf(xml) : code;
                text.append(' ');
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (xml.isText(event) && text.length() < ENOUGH) {
                text.append(xml.text());
            }
        }
        return code;
    }

    private static @Nullable String codeOf(XmlCursor xml) {
        String code = xml.attribute("exceptionCode");
        return code == null ? xml.attribute("code") : code;
    }
}
