package org.geocontext.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Query strings as map servers want them: names case-insensitive, every value percent-encoded, never a bare plus. */
public final class Urls {

    /** Besides letters and digits. */
    private static final String PLAIN = "-_.*,:/~";

    private Urls() {}

    /**
     * The base URL with parameters added. Parameters that the base already has are kept in place; one of the same name
     * in any case is replaced by the new value.
     *
     * @param base an absolute URL, with or without a query, a trailing {@code ?} or {@code &}
     * @param parameters names and unencoded values, in the order to be sent
     * @throws IllegalArgumentException if the base is not a URL
     */
    public static URI withParameters(String base, Map<String, String> parameters) {
        String withoutFragment = base.split("#", 2)[0];
        int mark = withoutFragment.indexOf('?');
        String path = mark < 0 ? withoutFragment : withoutFragment.substring(0, mark);
        List<String> pairs = new ArrayList<>();
        if (mark >= 0) {
            for (String pair : withoutFragment.substring(mark + 1).split("&")) {
                if (!pair.isBlank() && parameters.keySet().stream().noneMatch(name -> isOf(name, pair))) {
                    pairs.add(pair);
                }
            }
        }
        parameters.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return URI.create(pairs.isEmpty() ? path : path + "?" + String.join("&", pairs));
    }

    private static boolean isOf(String name, String pair) {
        return pair.split("=", 2)[0].equalsIgnoreCase(name);
    }

    /** Percent-encodes one name or value as UTF-8; a space is {@code %20}, commas and colons stay readable. */
    public static String encode(String text) {
        return isPlain(text) ? text : percentEncoded(text);
    }

    /** Whether nothing in it needs encoding. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && PLAIN.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",")
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("%7E", "~");
    }
}
