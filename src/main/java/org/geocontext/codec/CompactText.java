package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON values as the text of a property. */
final class CompactText {

    private CompactText() {}

    /**
     * The text of the current value: strings without quotes, numbers digit for digit, objects and lists as JSON without
     * blanks; null for JSON null.
     */
    static @Nullable String read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token.isStructStart()) {
            return structure(json);
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static String structure(JsonParser json) throws IOException {
        StringBuilder out = new StringBuilder();
        JsonToken token = json.currentToken();
        boolean separate = false;
        int depth = 0;
        do {
            if (separate && !token.isStructEnd()) {
                out.append(',');
            }
            append(json, token, out);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            separate = !token.isStructStart() && token != JsonToken.FIELD_NAME;
            token = depth == 0 ? null : json.nextToken();
        } while (token != null);
        return out.toString();
    }

    private static void append(JsonParser json, JsonToken token, StringBuilder out) throws IOException {
        switch (token) {
            case FIELD_NAME -> {
                quote(json.currentName(), out);
                out.append(':');
            }
            case VALUE_STRING -> quote(json.getText(), out);
            default -> out.append(json.getText());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
