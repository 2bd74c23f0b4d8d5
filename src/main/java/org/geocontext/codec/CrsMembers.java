package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How JSON names a CRS. */
final class CrsMembers {

    private CrsMembers() {}

    /**
     * GeoJSON 2008: {@code {"type":"name","properties":{"name":"EPSG:4326"}}}, and the older
     * {@code {"type":"EPSG","properties":{"code":4326}}}; null for links and null.
     */
    static @Nullable String readGeoJson(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        String name = null;
        String code = null;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return null;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 2 && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                if ("name".equals(json.currentName())) {
                    name = json.getText();
                } else if ("code".equals(json.currentName())) {
                    code = json.getText();
                }
            }
        }
        return name != null ? name : code == null || code.indexOf(':') >= 0 ? code : "EPSG:" + code;
    }

    /** Esri's {@code {"wkid":102100,"latestWkid":3857}} as {@code EPSG:3857}; null if there is only WKT. */
    static @Nullable String readEsri(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        int wkid = 0;
        int latest = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if ("wkid".equals(name)) {
                wkid = json.getValueAsInt();
            } else if ("latestWkid".equals(name)) {
                latest = json.getValueAsInt();
            }
            json.skipChildren();
        }
        return name(latest > 0 ? latest : wkid);
    }

    private static @Nullable String name(int wkid) {
        return switch (wkid) {
            case 102100, 102113, 900913 -> "EPSG:3857";
            default -> wkid <= 0 ? null : (wkid < 37000 ? "EPSG:" : "ESRI:") + wkid;
        };
    }
}
