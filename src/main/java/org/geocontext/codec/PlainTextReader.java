package org.geocontext.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GetFeatureInfo answers in text/plain of MapServer, QGIS Server, GeoServer and ArcGIS Server. None of them escapes
 * line ends in values, so lines that start nothing new go on with the value before them; in GeoServer's form a line of
 * such a value that holds {@code " = "} is taken for another property.
 */
final class PlainTextReader {

    private static final Pattern MAPSERVER_ERROR = Pattern.compile("\\A\\w{3,60}\\(\\): ");
    private static final String LAYER_HEADING = "Layer '";
    private static final String FEATURE_HEADING = "Feature ";
    private static final String QUOTED = " = '";
    private static final String EQUALS = " = ";
    private static final String TYPE_HEADING = "Results for FeatureType '";
    private static final String RULER = "--------------------------------------------";

    private final String text;
    private final ReadOptions options;
    private final WktScanner wkt = new WktScanner();
    private final List<FeatureDraft> features = new ArrayList<>();
    private boolean truncated;
    private @Nullable String layer;
    private @Nullable FeatureDraft feature;
    private int lineStart;
    private int lineEnd;
    private int next;

    /** @param text without blanks at its start */
    PlainTextReader(String text, ReadOptions options) {
        this.text = text;
        this.options = options;
    }

    ParsedReply read() throws CodecException {
        if (text.startsWith("GetFeatureInfo results")) {
            readQuoted();
        } else if (text.startsWith(TYPE_HEADING)) {
            readRuled();
        } else if (text.startsWith("@")) {
            new SemicolonRows(text, this::add).read();
        } else if (!isNothingFound()) {
            throw unknown();
        }
        List<ParsedFeature> finished = new ArrayList<>(features.size());
        for (FeatureDraft draft : features) {
            finished.add(draft.finish(null, null));
        }
        return new ParsedReply(ReplyFormat.TEXT, finished, truncated);
    }

    private boolean isNothingFound() {
        String all = text.length() > 100 ? "" : text.strip();
        return all.equals("no features were found") || all.equals("Search returned no results.");
    }

    private CodecException unknown() {
        return MAPSERVER_ERROR.matcher(text).find()
                ? Failures.service(null, text)
                : Failures.malformed("text that is no known reply: " + Words.shorten(text, 100));
    }

    private boolean nextLine() {
        if (next >= text.length()) {
            return false;
        }
        lineStart = next;
        int end = text.indexOf('\n', next);
        next = end < 0 ? text.length() : end + 1;
        lineEnd = end < 0 ? text.length() : end;
        if (lineEnd > lineStart && text.charAt(lineEnd - 1) == '\r') {
            lineEnd--;
        }
        return true;
    }

    private void add(FeatureDraft draft) {
        if (features.size() < options.maxFeatures()) {
            features.add(draft);
        } else {
            truncated = true;
        }
    }

    /** MapServer and QGIS: headings {@code Layer 'x'} and {@code Feature n}, lines {@code name = 'value'}. */
    private void readQuoted() throws CodecException {
        nextLine();
        while (nextLine()) {
            int from = lineStart;
            while (from < lineEnd && text.charAt(from) <= ' ') {
                from++;
            }
            int equals = indexInLine(QUOTED, from);
            if (equals >= 0) {
                readQuotedValue(from, equals);
            } else if (from < lineEnd) {
                readHeading(text.substring(from, lineEnd).stripTrailing());
            }
        }
    }

    private int indexInLine(String wanted, int from) {
        int last = lineEnd - wanted.length();
        for (int at = from; at <= last; at++) {
            if (text.charAt(at) == ' ' && text.startsWith(wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private void readHeading(String line) throws CodecException {
        if (line.startsWith(LAYER_HEADING) && line.endsWith("'") && line.length() > LAYER_HEADING.length()) {
            layer = line.substring(LAYER_HEADING.length(), line.length() - 1);
            feature = null;
        } else if (line.startsWith(FEATURE_HEADING)) {
            FeatureDraft draft = start();
            draft.id = line.substring(FEATURE_HEADING.length(), line.length() - (line.endsWith(":") ? 1 : 0));
        } else if (!line.equals("Search returned no results.")) {
            throw Failures.malformed("a line that is no part of a feature: " + Words.shorten(line, 100));
        }
    }

    private FeatureDraft start() {
        FeatureDraft draft = new FeatureDraft(layer);
        add(draft);
        feature = draft;
        return draft;
    }

    /** Bands of QGIS stand below the layer's heading without one of their own. */
    private void readQuotedValue(int from, int equals) throws CodecException {
        String name = text.substring(from, equals);
        int valueStart = equals + QUOTED.length();
        while (lineEnd - 1 < valueStart || text.charAt(lineEnd - 1) != '\'') {
            if (!nextLine()) {
                throw Failures.malformed("text that ends in the middle of a value");
            }
        }
        String value = text.substring(valueStart, lineEnd - 1);
        FeatureDraft draft = feature == null ? start() : feature;
        if (name.equals("geometry") && WktScanner.looksLikeWkt(value)) {
            draft.geometry = options.geometry() ? wkt.read(value) : null;
        } else {
            draft.properties.put(name, value);
        }
    }

    /** GeoServer: a heading for each layer, each feature between two rulers, lines {@code name = value}. */
    private void readRuled() throws CodecException {
        String name = null;
        int valueStart = 0;
        int valueEnd = 0;
        while (nextLine()) {
            if (isLine(RULER)) {
                put(name, valueStart, valueEnd);
                name = null;
                if (feature == null) {
                    start();
                } else {
                    feature = null;
                }
            } else if (feature == null) {
                readTypeHeading();
            } else {
                int equals = indexInLine(EQUALS, lineStart);
                if (equals > lineStart) {
                    put(name, valueStart, valueEnd);
                    name = text.substring(lineStart, equals);
                    valueStart = equals + EQUALS.length();
                }
                valueEnd = lineEnd;
            }
        }
        if (feature != null) {
            throw Failures.malformed("text that ends in the middle of a feature");
        }
    }

    private boolean isLine(String wanted) {
        return lineEnd - lineStart == wanted.length() && text.startsWith(wanted, lineStart);
    }

    /** A namespace URI or a prefix goes before the last colon. */
    private void readTypeHeading() throws CodecException {
        String line = text.substring(lineStart, lineEnd).strip();
        if (line.startsWith(TYPE_HEADING) && line.endsWith("':")) {
            String type = line.substring(TYPE_HEADING.length(), line.length() - 2);
            layer = type.substring(type.lastIndexOf(':') + 1);
        } else if (!line.isEmpty()) {
            throw Failures.malformed("a line that is no part of a feature: " + Words.shorten(line, 100));
        }
    }

    private void put(@Nullable String name, int from, int to) {
        if (name == null || feature == null) {
            return;
        }
        String value = text.substring(from, to);
        if (!value.startsWith("[GEOMETRY (") || !value.endsWith(" points]")) {
            feature.properties.put(name, value);
        }
    }
}
