package org.geocontext.standalone.wps;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The media types a geometry may come in, by GeoServer's names; the first is the default. */
final class PointFormat {

    static final List<String> MIME_TYPES = List.of(
            "application/wkt", "text/xml; subtype=gml/3.1.1", "text/xml; subtype=gml/2.1.2", "application/json");

    private static final List<String> ALIASES = List.of(
            "application/gml-3.1.1",
            "application/gml-2.1.2",
            "application/gml+xml",
            "application/geo+json",
            "application/ewkt",
            "text/plain",
            "text/xml");

    private PointFormat() {}

    /** Blanks, case and a charset do not count. */
    static boolean isKnown(String mimeType) {
        String wanted = normalized(mimeType);
        return Stream.concat(MIME_TYPES.stream(), ALIASES.stream())
                .anyMatch(known -> normalized(known).equals(wanted));
    }

    private static String normalized(String mimeType) {
        return Arrays.stream(
                        mimeType.toLowerCase(Locale.ROOT).replaceAll("\\s+", "").split(";"))
                .filter(parameter -> !parameter.startsWith("charset=") && !parameter.startsWith("version="))
                .reduce((left, right) -> left + ";" + right)
                .orElse("");
    }
}
