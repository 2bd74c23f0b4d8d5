package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Urls;

/**
 * Where a service's server describes itself, and the service's layer in that description. Services of one endpoint have
 * equal first calls.
 *
 * @param calls of which the first that is understood is the description
 * @param layer its name there; empty if the service as a whole is the layer, as with an ArcGIS image service
 */
public record ServerDescription(List<HttpCall> calls, String layer) {

    /** Capabilities of thousands of layers have tens of megabytes. */
    private static final int LARGEST = 32 << 20;

    private static final String NEWEST_WMS = "1.3.0";
    private static final String NEWEST_WFS = "2.0.0";

    /** Parameters that choose data or a picture of them, and so mean nothing to whoever describes the server. */
    private static final Set<String> CHOOSING = Set.of(
            "time",
            "elevation",
            "styles",
            "sld",
            "sld_body",
            "env",
            "cql_filter",
            "filter",
            "viewparams",
            "featureid",
            "resourceid",
            "storedquery_id",
            "sortby",
            "propertyname",
            "exceptions",
            "feature_count",
            "count",
            "maxfeatures",
            "bbox",
            "layers",
            "query_layers",
            "typename",
            "typenames",
            "format",
            "info_format",
            "outputformat",
            "srsname",
            "crs",
            "srs",
            "width",
            "height",
            "i",
            "j",
            "x",
            "y",
            "buffer",
            "radius",
            "where",
            "layerdefs",
            "dynamiclayers",
            "outfields",
            "tolerance",
            "imagedisplay",
            "mosaicrule",
            "renderingrule");

    private static final Pattern TEMPLATE = Pattern.compile("\\{(?:x|y|lon|lat)}");

    /** Parameters that make the server answer for something else than the layer, or with other data. */
    private static final Set<String> REPLACING = Set.of(
            "layers",
            "query_layers",
            "typename",
            "typenames",
            "viewparams",
            "sld",
            "sld_body",
            "storedquery_id",
            "dynamiclayers",
            "mosaicrule",
            "renderingrule");

    private static final Pattern PARAMETER_NAME = Pattern.compile("[?&]([^=&#]+)");

    public ServerDescription {
        calls = List.copyOf(calls);
    }

    /** Empty for protocols without descriptions, and where the server would have to be logged in to first. */
    public static Optional<ServerDescription> of(ServiceDefinition service) {
        Credentials credentials = service.credentials();
        if (credentials.scheme() == Credentials.Scheme.ARCGIS_TOKEN && credentials.user() != null) {
            return Optional.empty();
        }
        return switch (service.type()) {
            case WMS -> Optional.of(new ServerDescription(ows(service, "WMS", NEWEST_WMS), service.layer()));
            case WFS -> Optional.of(new ServerDescription(ows(service, "WFS", NEWEST_WFS), service.layer()));
            case ARC_REST -> Optional.of(arcGis(service));
            case PLACE_NAME -> Optional.empty();
        };
    }

    /**
     * Whether what the server says of a layer holds for requests with these parameters: not if other layers or other
     * data are asked for with them.
     *
     * @param url of the service, with its own query string
     * @param parameters names of those that are added to it
     */
    public static boolean holdsFor(String url, Set<String> parameters) {
        Stream<String> inUrl = PARAMETER_NAME.matcher(url).results().map(result -> result.group(1));
        return Stream.concat(inUrl, parameters.stream())
                .noneMatch(name -> REPLACING.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** The newest version says most, and a server that lacks it answers its own; but some only know what they know. */
    private static List<HttpCall> ows(ServiceDefinition service, String protocol, String newest) {
        return Stream.of(newest, service.version())
                .distinct()
                .map(version -> call(service, service.url(), getCapabilities(protocol, version)))
                .toList();
    }

    private static Map<String, String> getCapabilities(String protocol, String version) {
        boolean first = protocol.equals("WMS") && version.equals("1.0.0");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SERVICE", protocol);
        parameters.put(first ? "WMTVER" : "VERSION", version);
        parameters.put("REQUEST", first ? "capabilities" : "GetCapabilities");
        return parameters;
    }

    private static ServerDescription arcGis(ServiceDefinition service) {
        ArcGisEndpoint endpoint = ArcGisEndpoint.of(service);
        boolean image = endpoint.kind() == ArcGisEndpoint.Kind.IMAGE;
        String url = endpoint.root() + (image ? "" : "/layers") + endpoint.queryString();
        return new ServerDescription(List.of(call(service, url, Map.of("f", "json"))), image ? "" : endpoint.layer());
    }

    private static HttpCall call(ServiceDefinition service, String url, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        service.parameters().forEach((name, value) -> {
            if (!isChoosing(name) && !TEMPLATE.matcher(value).find()) {
                all.put(name, value);
            }
        });
        return new HttpCall(
                Urls.withParameters(url, all),
                service.headers(),
                null,
                service.credentials().toAuth(),
                service.internal(),
                null,
                service.secrets(),
                LARGEST);
    }

    private static boolean isChoosing(String name) {
        String parameter = name.toLowerCase(Locale.ROOT);
        return CHOOSING.contains(parameter) || parameter.startsWith("dim_");
    }
}
