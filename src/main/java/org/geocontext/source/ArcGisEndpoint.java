package org.geocontext.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.ServiceDefinition;

/**
 * The URLs below a service, whose own query string they keep.
 *
 * @param root the service's URL without query and trailing slash, as in {@code …/rest/services/Soils/MapServer}
 * @param queryString with its question mark; empty if there is none
 * @param layer id; empty if the catalogue has none
 */
record ArcGisEndpoint(Kind kind, String root, String queryString, String layer) {

    private static final Pattern SERVICE = Pattern.compile(
            "(?i)(.*/(MapServer|FeatureServer|ImageServer))(?:/(\\d+))?" + "(?:/(?:query|identify|getSamples))?/*");
    private static final Pattern REST_SERVICES = Pattern.compile("(?i)(.*/rest)/services(?:/.*)?");
    private static final Pattern LAYER_ID = Pattern.compile("\\d+");

    enum Kind {
        MAP,
        FEATURE,
        IMAGE
    }

    /** Reads a service root or a layer below it; an URL of another form is taken for a MapServer. */
    static ArcGisEndpoint of(ServiceDefinition service) {
        String url = service.url().split("#", 2)[0];
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        String queryString = mark < 0 ? "" : url.substring(mark);
        String named = service.layer().trim();
        Matcher matcher = SERVICE.matcher(path);
        if (!matcher.matches()) {
            return new ArcGisEndpoint(Kind.MAP, path.replaceAll("/+$", ""), queryString, named);
        }
        String below = matcher.group(3);
        String layer = below != null && !LAYER_ID.matcher(named).matches() ? below : named;
        Kind kind =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "featureserver" -> Kind.FEATURE;
                    case "imageserver" -> Kind.IMAGE;
                    default -> Kind.MAP;
                };
        return new ArcGisEndpoint(kind, matcher.group(1), queryString, layer);
    }

    String query() {
        return root + "/" + layer + "/query" + queryString;
    }

    String queryOfService() {
        return root + "/query" + queryString;
    }

    String identify() {
        return root + "/identify" + queryString;
    }

    String samples() {
        return root + "/getSamples" + queryString;
    }

    String layerInfo() {
        return root + "/" + layer + queryString;
    }

    /** What the server says about itself; empty if the URL has no {@code /rest/services}. */
    Optional<String> serverInfo() {
        Matcher matcher = REST_SERVICES.matcher(root);
        return matcher.matches() ? Optional.of(matcher.group(1) + "/info") : Optional.empty();
    }
}
