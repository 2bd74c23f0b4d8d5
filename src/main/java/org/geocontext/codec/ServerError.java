package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON document says about a failure: Esri's {@code {"error":{"code":…}}} and {@code {"status":"error"}},
 * GeoServer's {@code {"exceptions":[…]}}, GeoNames' {@code {"status":{…}}}, and the problem documents of OGC API.
 */
final class ServerError {

    private static final Set<String> UNAUTHORIZED = Set.of("401", "403", "498", "499");
    private static final String GEONAMES_UNAUTHORIZED = "10";
    private static final String GEONAMES_NOTHING_FOUND = "15";
    private static final int ENOUGH = 400;

    private final StringBuilder text = new StringBuilder();
    private @Nullable String code;
    private boolean explicit;
    private boolean failed;
    private boolean unauthorized;
    private boolean nothingFound;

    /** Takes the current value as a member of the outer object. */
    void read(String member, JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (member.equals("error") || member.equals("exceptions")) {
            explicit |= token != JsonToken.VALUE_NULL && token != JsonToken.VALUE_FALSE;
            readParts(member, json);
        } else if (member.equals("status") && token == JsonToken.START_OBJECT) {
            readGeoNames(json);
        } else if (member.equals("status")) {
            explicit |= "error".equals(json.getValueAsString());
            failed |= json.getValueAsInt() >= 400;
            json.skipChildren();
        } else {
            readParts(member, json);
        }
    }

    boolean isExplicit() {
        return explicit;
    }

    /** Whether a document that is nothing else has what a problem document has: a code, or a status from 400 on. */
    boolean isHinted() {
        return failed || code != null;
    }

    boolean isNothingFound() {
        return nothingFound;
    }

    CodecException toException() {
        boolean denied = unauthorized || (code != null && UNAUTHORIZED.contains(code));
        return denied ? Failures.unauthorized(code, text.toString()) : Failures.service(code, text.toString());
    }

    /** Every string below the current value is part of the text, except codes and names of parameters. */
    private void readParts(String member, JsonParser json) throws IOException {
        int depth = 0;
        String name = member;
        do {
            JsonToken token = json.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                name = json.currentName();
            } else if (token != JsonToken.VALUE_NULL) {
                add(name, json.getText());
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private void add(String name, String value) {
        if (name.equals("code")) {
            code = code == null ? value : code;
        } else if (!name.equals("locator") && !name.equals("extendedCode") && text.length() < ENOUGH) {
            boolean news = !value.isBlank() && text.indexOf(value) < 0;
            text.append(news && text.length() > 0 ? "; " : "").append(news ? Words.shorten(value, ENOUGH) : "");
        }
    }

    /** The failure that GeoNames gives a number and a message. */
    static CodecException geoNames(@Nullable String value, @Nullable String message) {
        return GEONAMES_UNAUTHORIZED.equals(value)
                ? Failures.unauthorized(value, message)
                : Failures.service(value, message);
    }

    private void readGeoNames(JsonParser json) throws IOException {
        String value = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("value")) {
                value = CompactText.read(json);
            } else {
                readParts(name, json);
            }
        }
        code = value;
        unauthorized = GEONAMES_UNAUTHORIZED.equals(value);
        nothingFound = GEONAMES_NOTHING_FOUND.equals(value);
        explicit = !nothingFound;
    }
}
