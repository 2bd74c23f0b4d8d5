package org.geocontext.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the {@code url} of a service and takes out what every request brings itself. */
final class ServiceUrls {

    private static final Set<String> OWN_PARAMETERS = Set.of("service", "request", "version");
    private static final Pattern ARCGIS_OPERATION = Pattern.compile("(?i)/(query|identify|getSamples)/?$");
    private static final Pattern ARCGIS_SERVICE =
            Pattern.compile("(?i).*/(MapServer|FeatureServer|ImageServer)(?:/(\\d+))?/?");
    private static final Pattern LAST_STEP = Pattern.compile("(?i).*/(wms|wfs)/?");

    private ServiceUrls() {}

    /** The URL to ask; null after an error was reported. */
    static @Nullable String read(EntryReader entry, @Nullable QueryType type) {
        Object value = entry.value(Fields.URL);
        if (!(value instanceof String written) || written.isBlank()) {
            entry.error(Fields.URL, value);
            return null;
        }
        String url = written.strip();
        if (!url.equals(written)) {
            entry.warn(Fields.URL, written, "taken without the blanks around it");
        }
        String defect = defect(url);
        if (defect != null) {
            entry.error(Fields.URL, written, defect, Fields.URL.accepted());
            return null;
        }
        if (url.indexOf('#') >= 0) {
            url = url.substring(0, url.indexOf('#'));
            entry.warn(Fields.URL, written, "taken without what follows the #", "a URL without fragment");
        }
        return type == null ? url : forType(entry, type, url);
    }

    private static @Nullable String defect(String url) {
        if (url.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            return "has a blank inside";
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return "not a URL: " + e.getReason().toLowerCase(Locale.ROOT) + " at character " + (e.getIndex() + 1);
        }
        if (uri.getScheme() == null || !uri.getScheme().matches("(?i)https?")) {
            return "not http or https";
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            return "has credentials inside; they belong into username and password";
        }
        return uri.getHost() == null ? "names no host" : null;
    }

    private static String forType(EntryReader entry, QueryType type, String url) {
        return switch (type) {
            case WMS, WFS -> ows(entry, type, url);
            case ARC_REST -> arcGis(entry, url);
            case PLACE_NAME -> url;
        };
    }

    private static String ows(EntryReader entry, QueryType type, String url) {
        Matcher last = LAST_STEP.matcher(path(url));
        if (last.matches() && !last.group(1).equalsIgnoreCase(type.label())) {
            entry.warn(
                    Fields.URL,
                    url,
                    "asked for " + type.label() + " all the same",
                    "the address of a " + type.label() + ", as query_type says");
        }
        return withoutOwnParameters(entry, url);
    }

    private static String withoutOwnParameters(EntryReader entry, String url) {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return url;
        }
        List<String> kept = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (String pair : url.substring(mark + 1).split("&")) {
            String name = pair.split("=", 2)[0].toLowerCase(Locale.ROOT);
            (OWN_PARAMETERS.contains(name) ? dropped : kept).add(pair);
        }
        if (dropped.isEmpty()) {
            return url;
        }
        entry.warn(
                Fields.URL,
                url,
                "taken without " + String.join(" and ", dropped),
                "a URL without service, request and version parameters");
        return kept.isEmpty() ? url.substring(0, mark) : url.substring(0, mark + 1) + String.join("&", kept);
    }

    private static String arcGis(EntryReader entry, String url) {
        String path = path(url);
        Matcher operation = ARCGIS_OPERATION.matcher(path);
        String result = url;
        if (operation.find()) {
            entry.warn(Fields.URL, url, "taken without " + operation.group(), "the service or a layer of it");
            path = path.substring(0, operation.start());
            result = path;
        }
        if (!ARCGIS_SERVICE.matcher(path).matches()) {
            entry.warn(
                    Fields.URL,
                    url,
                    "asked all the same",
                    "a URL that ends in MapServer, FeatureServer or ImageServer");
        }
        return result;
    }

    /** The layer id at the end of an ArcGIS URL; empty for a service root. */
    static Optional<String> arcGisLayer(String url) {
        Matcher matcher = ARCGIS_SERVICE.matcher(path(url));
        return matcher.matches() ? Optional.ofNullable(matcher.group(2)) : Optional.empty();
    }

    /** Whether the URL is that of an image service, which has no layers. */
    static boolean isImageServer(String url) {
        Matcher matcher = ARCGIS_SERVICE.matcher(path(url));
        return matcher.matches() && matcher.group(1).equalsIgnoreCase("ImageServer");
    }

    private static String path(String url) {
        return url.split("[?#]", 2)[0];
    }
}
