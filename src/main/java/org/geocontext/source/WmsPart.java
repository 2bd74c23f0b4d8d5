package org.geocontext.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.geocontext.catalogue.ServiceDefinition;

/**
 * One layer of a GetFeatureInfo request for several.
 *
 * <p>A class rather than a record, because a part is itself and not what it holds.
 */
final class WmsPart implements Part {

    /** What belongs to one layer cannot stand in a request for several. */
    private static final Set<String> BOUND_TO_LAYERS = Set.of(
            "layers",
            "query_layers",
            "styles",
            "sld",
            "sld_body",
            "filter",
            "cql_filter",
            "featureid",
            "viewparams",
            "propertyname");

    private static final Pattern PARAMETER_NAME = Pattern.compile("[?&]([^=&#]+)");

    /** Caches and grid servers answer for one layer at a time. */
    private static final Pattern ONE_LAYER_ONLY = Pattern.compile("(?i)/gwc/|ncwms|thredds");

    /**
     * Everything that stands once in a request.
     *
     * @param service the service reduced to what is sent for every layer alike
     */
    private record Key(WmsRequest.Place place, WmsRequest.Window window, List<String> formats, Object service) {}

    private record SentForAll(
            String url,
            String version,
            Object credentials,
            Map<String, String> parameters,
            Object headers,
            Object rest) {
        static SentForAll of(ServiceDefinition service) {
            return new SentForAll(
                    service.url(),
                    service.version(),
                    service.credentials(),
                    service.parameters(),
                    service.headers(),
                    List.of(service.internal(), Optional.ofNullable(service.timeout()), service.secrets()));
        }
    }

    private final WmsRequest request;
    private final WmsRequest.Window window;
    private final List<String> formats;
    private final boolean severalProven;
    private final BiFunction<Replies.Understood, String, Step> then;

    /**
     * @param formats to be asked in, the preferred one first; not empty
     * @param severalProven whether the endpoint is known to answer for every layer of a request
     * @param then how the lookup goes on with its own hits, and the format they came in
     */
    WmsPart(
            WmsRequest request,
            WmsRequest.Window window,
            List<String> formats,
            boolean severalProven,
            BiFunction<Replies.Understood, String, Step> then) {
        this.request = request;
        this.window = window;
        this.formats = List.copyOf(formats);
        this.severalProven = severalProven;
        this.then = then;
    }

    /** Whether the entry allows its layer to stand beside others. */
    static boolean isAllowed(ServiceDefinition service) {
        boolean bound = PARAMETER_NAME
                        .matcher(service.url())
                        .results()
                        .map(result -> result.group(1))
                        .anyMatch(WmsPart::isBoundToLayers)
                || service.parameters().keySet().stream().anyMatch(WmsPart::isBoundToLayers);
        return service.merge()
                && !bound
                && !service.layer().contains(",")
                && !ONE_LAYER_ONLY.matcher(service.url()).find();
    }

    private static boolean isBoundToLayers(String parameter) {
        return BOUND_TO_LAYERS.contains(parameter.toLowerCase(Locale.ROOT));
    }

    @Override
    public Object key() {
        return new Key(request.place(), window, formats, SentForAll.of(request.service()));
    }

    @Override
    public String subject() {
        return request.service().layer();
    }

    @Override
    public int mostSubjects() {
        Integer most = request.service().maxLayers();
        return most == null ? Integer.MAX_VALUE : most;
    }

    @Override
    public SharedAsk join(List<? extends Part> parts) {
        return new WmsSharedAsk(
                request,
                window,
                formats,
                parts.stream().map(WmsPart.class::cast).toList());
    }

    int count() {
        return window.count();
    }

    boolean isSeveralProven() {
        return severalProven;
    }

    /** Goes on with the layer's own hits. */
    Step next(Replies.Understood own, String format) {
        return then.apply(own, format);
    }
}
