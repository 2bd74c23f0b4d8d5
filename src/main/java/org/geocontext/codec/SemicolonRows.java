package org.geocontext.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * ArcGIS Server's text/plain: {@code @Layer title FIELD;FIELD; value;value; value;value;}. A row ends where a blank or
 * a line end follows a semicolon. The first field starts on a new line, or else with the last word before its
 * semicolon.
 */
final class SemicolonRows {

    private final String text;
    private final Consumer<FeatureDraft> features;
    private int at;

    SemicolonRows(String text, Consumer<FeatureDraft> features) {
        this.text = text;
        this.features = features;
    }

    void read() throws CodecException {
        while (at < text.length()) {
            readLayer();
        }
    }

    private void readLayer() throws CodecException {
        int semicolon = text.indexOf(';', at);
        if (semicolon < 0) {
            throw Failures.malformed("text without the fields of a layer");
        }
        String heading = text.substring(at + 1, semicolon);
        int line = heading.indexOf('\n');
        int split = line >= 0 ? line : heading.lastIndexOf(' ');
        String layer = split < 0 ? "" : heading.substring(0, split).strip();
        at += 1 + Math.max(split, 0);
        skipBlanks();
        List<String> fields = row();
        while (at < text.length() && text.charAt(at) != '@') {
            FeatureDraft feature = new FeatureDraft(layer);
            List<String> values = row();
            if (values.size() != fields.size()) {
                throw Failures.malformed("a row of " + values.size() + " values for " + fields.size() + " fields");
            }
            for (int i = 0; i < values.size(); i++) {
                feature.properties.put(fields.get(i), values.get(i));
            }
            features.accept(feature);
        }
    }

    private List<String> row() throws CodecException {
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            int semicolon = text.indexOf(';', at);
            if (semicolon < 0) {
                throw Failures.malformed("text that ends in the middle of a row");
            }
            cells.add(text.substring(at, semicolon));
            at = semicolon + 1;
            more = at < text.length() && text.charAt(at) > ' ';
        }
        skipBlanks();
        return cells;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }
}
