package org.geocontext.codec;

import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** Formats as capabilities list them: as text, and in the oldest versions as names of empty elements. */
final class FormatList {

    private FormatList() {}

    /** Adds what stands in the current element; moves to its end. */
    static void read(XmlCursor xml, List<String> formats) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                formats.add(xml.name());
                xml.skip();
            } else if (xml.isText(event) && text.length() < CapabilitiesReader.LONGEST_TEXT) {
                text.append(xml.text());
            }
        }
        if (!text.toString().isBlank()) {
            formats.add(text.toString().strip());
        }
    }
}
