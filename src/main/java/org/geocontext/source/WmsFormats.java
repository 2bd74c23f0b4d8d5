package org.geocontext.source;

import java.util.List;
import java.util.regex.Pattern;
import org.geocontext.http.Reason;

/** The formats of GetFeatureInfo that are asked for, and what a refusal says about them. */
final class WmsFormats {

    static final String JSON = "application/json";
    static final String GML = "application/vnd.ogc.gml";
    static final String TEXT = "text/plain";

    /** What is read best comes first. */
    static final List<String> ALL = List.of(JSON, GML, "text/xml", TEXT);

    private static final Pattern FORMAT_REFUSED = Pattern.compile("(?i)(?:info|output)[_ ]?format|invalidformat");

    /** MapServer: two layers are more than GDAL's GeoJSON driver writes. */
    private static final Pattern DRIVER_FAILED = Pattern.compile("OGRWriteFromQuery");

    private WmsFormats() {}

    /** Whether another format may be answered where this one was not. */
    static boolean isTheFault(Replies.Refused refused) {
        return isUnknown(refused) || DRIVER_FAILED.matcher(refused.message()).find();
    }

    /** Whether the format would be refused for every layer. */
    static boolean isUnknown(Replies.Refused refused) {
        return switch (refused.reason()) {
            case MALFORMED, UNSUPPORTED -> refused.replied();
            case SERVICE_EXCEPTION -> FORMAT_REFUSED.matcher(refused.message()).find();
            default -> false;
        };
    }

    /** The formats worth asking in after a refusal. What is too large is so by its geometries; text has none. */
    static List<String> others(Replies.Refused refused, List<String> rest) {
        if (refused.reason() == Reason.TOO_LARGE) {
            return rest.contains(TEXT) ? List.of(TEXT) : List.of();
        }
        return isTheFault(refused) ? rest : List.of();
    }
}
