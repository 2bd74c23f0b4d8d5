package org.geocontext.source;

import java.util.List;
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

    /** Caches and grid servers answer for one layer at a time. */
    private static final Pattern ONE_LAYER_ONLY = Pattern.compile("(?i)/gwc/|ncwms|thredds");

    /**
     * Everything that stands once in a request.
     *
     * @param service the service reduced to what is sent for every layer alike
     */
    private record Key(WmsRequest.Place place, WmsRequest.Window window, List<String> formats, SentForAll service) {}

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
        boolean bound = SentForAll.ownParameters(service).stream().anyMatch(BOUND_TO_LAYERS::contains);
        return service.merge()
                && !bound
                && !service.layer().contains(",")
                && !ONE_LAYER_ONLY.matcher(service.url()).find();
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
