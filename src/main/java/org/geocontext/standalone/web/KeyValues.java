package org.geocontext.standalone.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query string or a form. Names are case-insensitive and given in lower case; values keep their
 * order. Immutable.
 */
public final class KeyValues {

    /** No parameters. */
    public static final KeyValues NONE = new KeyValues(Map.of());

    private static final int MOST = 1000;

    private final Map<String, List<String>> values;

    private KeyValues(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads {@code a=b&c=d}, percent-encoded UTF-8, plus for a blank.
     *
     * @throws RefusedException 400, if an encoding is broken or there are more than a thousand parameters
     */
    public static KeyValues parse(String encoded) throws RefusedException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST) {
                throw new RefusedException(400, null, "parameters: more than " + MOST + " (expected: at most that)");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "a parameter's name");
            String key = name.toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), key);
            values.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
        }
        values.replaceAll((name, list) -> List.copyOf(list));
        return new KeyValues(Collections.unmodifiableMap(values));
    }

    /** As {@link #parse(String)}, from a body of {@code application/x-www-form-urlencoded}. */
    public static KeyValues parseForm(byte[] body) throws RefusedException {
        return parse(new String(body, StandardCharsets.UTF_8).trim());
    }

    private static String decode(String text, String name) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    400, name, name + ": its percent-encoding is broken (expected: % and two hexadecimal digits)");
        }
    }

    /** In the order of the request, lower case. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Every value by name, in the order of the request. */
    public Map<String, List<String>> all() {
        return values;
    }

    /** Every value of a parameter, blank ones too; empty if it is absent. */
    public List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * The value of a parameter that makes sense once; empty if it is absent or blank.
     *
     * @throws RefusedException 400, if it is given with two different values
     */
    public Optional<String> single(String name) throws RefusedException {
        List<String> all = all(name).stream().distinct().toList();
        if (all.size() > 1) {
            throw RefusedException.badInput(name, name + ": given " + all.size() + " times (expected: once)");
        }
        return all.stream().filter(value -> !value.isBlank()).findFirst();
    }
}
