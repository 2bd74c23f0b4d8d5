package org.geocontext.source;

import java.util.Locale;
import java.util.regex.Pattern;

/** Parameters that are better sent, and that some servers refuse. */
enum WfsOption {
    /** Without it GML comes; MapServer refuses formats that are not configured. */
    OUTPUTFORMAT("format"),
    /** Without it QGIS Server finds nothing for a BBOX in another CRS than the layer's; MapServer refuses most CRSs. */
    SRSNAME("srs|crs|reference system|projection"),
    /** Refused, or answered without geometry, where the catalogue's names are not the server's. */
    PROPERTYNAME("property|attribute|field|item");

    private final Pattern words;

    WfsOption(String words) {
        this.words = Pattern.compile(words);
    }

    /** Whether an error message is about this parameter. */
    boolean isNamedIn(String message) {
        return words.matcher(message.toLowerCase(Locale.ROOT)).find();
    }
}
