package org.geocontext.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of media types, and which one a caller wants. */
public final class MediaTypes {

    public static final String JSON = "application/json";
    public static final String GEOJSON = "application/geo+json";
    public static final String CSV = "text/csv";

    /** A JSON document to be merged into another (RFC 7396). */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    public static final String TEXT = "text/plain";
    public static final String XML = "text/xml; charset=utf-8";

    private MediaTypes() {}

    /** A media type without its parameters, in lower case. */
    public static String essence(String mediaType) {
        return mediaType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    /**
     * The offered type that an Accept header (RFC 9110, 12.5.1) ranks highest; the earlier one where it ranks two
     * alike.
     *
     * @param accept blank accepts everything
     * @param offered without parameters, lower case
     * @return empty if the header accepts none of them
     */
    public static Optional<String> negotiate(String accept, List<String> offered) {
        String wanted = accept.isBlank() ? "*/*" : accept;
        String best = null;
        double bestQuality = 0;
        for (String type : offered) {
            double quality = quality(wanted, type);
            if (quality > bestQuality) {
                best = type;
                bestQuality = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double quality(String accept, String type) {
        double quality = 0;
        int precision = 0;
        for (String range : accept.split(",", -1)) {
            int precise = precision(essence(range), type);
            if (precise > precision) {
                precision = precise;
                quality = weight(range);
            }
        }
        return quality;
    }

    /** 3 for the type itself, 2 for {@code text/*}, 1 for everything, 0 if it is not meant. */
    private static int precision(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double weight(String range) {
        for (String parameter : range.split(";", -1)) {
            String trimmed = parameter.trim().toLowerCase(Locale.ROOT);
            if (trimmed.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(trimmed.substring(2));
            }
        }
        return 1;
    }
}
