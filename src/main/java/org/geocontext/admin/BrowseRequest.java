package org.geocontext.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.geocontext.codec.JsonNumber;
import org.geocontext.http.Auth;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Which server is to be looked at, and what for.
 *
 * @param url http or https, without credentials; its own query string is kept
 * @param type null to find out
 * @param internal whether the host may resolve to a private or loopback address
 * @param username null for none
 * @param password null for none
 * @param layer to be described with its properties, by its name or id; null for all layers
 * @param search a part of names or titles, in any case; empty for all
 */
record BrowseRequest(
        String url,
        @Nullable QueryType type,
        boolean internal,
        @Nullable String username,
        @Nullable String password,
        @Nullable String layer,
        String search) {

    private static final String EXAMPLE = "{\"url\": \"https://maps.example.org/geoserver/ows\"}";

    /** @throws RestException 400 naming the member at fault */
    static BrowseRequest of(RestRequest request) throws RestException {
        Map<String, @Nullable Object> members = JsonBodies.object(request, EXAMPLE);
        String url = text(members, "url");
        if (url == null) {
            throw RestException.badInput("url", "url: missing", "an absolute http or https URL");
        }
        String search = text(members, "search");
        return new BrowseRequest(
                checked(url.strip()),
                type(text(members, "type")),
                internal(members.get("internal")),
                text(members, "username"),
                text(members, "password"),
                text(members, "layer"),
                search == null ? "" : search.strip().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String text(Map<String, @Nullable Object> members, String name) throws RestException {
        Object value = members.get(name);
        if (value == null || value instanceof String text && text.isBlank()) {
            return null;
        } else if (value instanceof String || value instanceof JsonNumber) {
            return value.toString();
        }
        throw RestException.badInput(name, name + ": not a text", "a text");
    }

    private static String checked(String url) throws RestException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw RestException.badInput("url", "url: not a URL", "an absolute http or https URL");
        }
        boolean web = uri.getScheme() != null && uri.getScheme().matches("(?i)https?") && uri.getHost() != null;
        if (!web) {
            throw RestException.badInput("url", "url: not on the web", "an absolute http or https URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw RestException.badInput(
                    "url", "url: has credentials inside", "a URL without them; they belong into username and password");
        }
        return url.split("#", 2)[0];
    }

    private static @Nullable QueryType type(@Nullable String word) throws RestException {
        if (word == null) {
            return null;
        }
        return QueryType.find(word)
                .filter(type -> type != QueryType.PLACE_NAME)
                .orElseThrow(() -> RestException.badInput(
                        "type", "type: " + RestRequest.shown(word), "WMS, WFS or ArcREST, or none to find out"));
    }

    private static boolean internal(@Nullable Object value) throws RestException {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw RestException.badInput("internal", "internal: neither true nor false", "true or false");
    }

    Auth auth() {
        return username == null || password == null ? Auth.NONE : new Auth.Basic(username, password);
    }

    /** Without what every request brings itself. */
    String base() {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return url;
        }
        String path = url.substring(0, mark);
        StringBuilder kept = new StringBuilder();
        for (String pair : url.substring(mark + 1).split("&")) {
            String name = pair.split("=", 2)[0].toLowerCase(Locale.ROOT);
            boolean own = name.isEmpty()
                    || name.equals("service")
                    || name.equals("request")
                    || name.equals("version")
                    || name.equals("f");
            if (!own) {
                kept.append(kept.length() == 0 ? '?' : '&').append(pair);
            }
        }
        return path + kept;
    }

    boolean isWanted(String name, String title) {
        return layer == null
                ? name.toLowerCase(Locale.ROOT).contains(search)
                        || title.toLowerCase(Locale.ROOT).contains(search)
                : name.equals(layer);
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "BrowseRequest[" + Secrets.redact(url) + "]";
    }
}
