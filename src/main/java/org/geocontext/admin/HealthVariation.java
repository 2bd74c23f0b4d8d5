package org.geocontext.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.admin.HealthResult.Kind;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.CapabilitiesReader;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.geo.Crs;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.source.ServerDescription;
import org.jspecify.annotations.Nullable;

/**
 * A service as it would be with one field of its entry changed.
 *
 * @param id unique among those of the service
 * @param title for people
 * @param patch of the entry
 */
record HealthVariation(
        Kind kind, String id, String title, ServiceDefinition service, Map<String, @Nullable Object> patch) {

    /** Together with the request for capabilities, what a server in trouble is asked more. */
    private static final int MOST = 6;

    private static final int MOST_FORMATS = 2;
    private static final int MOST_CRS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final List<String> USUAL_CRS = List.of("EPSG:4326", "EPSG:3857");

    /** Those that the source tries by itself where the catalogue names none. */
    private static final Set<String> TRIED_ANYWAY =
            Set.of("application/json", "application/vnd.ogc.gml", "text/xml", "text/plain");

    /** What is worth trying, the likeliest first. The server is asked to describe itself. */
    static CompletableFuture<List<HealthVariation>> of(GeoContext engine, ServiceDefinition service) {
        if (service.type() == QueryType.PLACE_NAME) {
            return CompletableFuture.completedFuture(List.of());
        }
        return description(engine, service).thenApply(layer -> of(service, layer));
    }

    private static CompletableFuture<Optional<LayerCapabilities>> description(
            GeoContext engine, ServiceDefinition service) {
        Optional<ServerDescription> description = ServerDescription.of(service);
        if (description.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String name = description.get().layer();
        return engine.fetch(
                        description.get().calls().get(0),
                        new CallScope(Deadline.after(LIMIT)),
                        outcome -> layer(outcome, name))
                .exceptionally(failure -> Optional.empty());
    }

    private static Optional<LayerCapabilities> layer(FetchOutcome outcome, String name) {
        if (!(outcome instanceof HttpReply reply)) {
            return Optional.empty();
        }
        try {
            return CapabilitiesReader.read(reply, name::equals).layers().stream()
                    .findFirst();
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    private static List<HealthVariation> of(ServiceDefinition service, Optional<LayerCapabilities> layer) {
        List<HealthVariation> variations = new ArrayList<>(axisOrders(service));
        if (service.type() == QueryType.WMS) {
            variations.addAll(
                    formats(service, layer.map(LayerCapabilities::formats).orElse(List.of())));
        }
        variations.addAll(crs(service, layer.map(LayerCapabilities::crs).orElse(List.of())));
        return variations.size() > MOST ? variations.subList(0, MOST) : variations;
    }

    private static List<HealthVariation> axisOrders(ServiceDefinition service) {
        List<HealthVariation> variations = new ArrayList<>();
        boolean matters = service.axisOrder() != AxisOrder.AUTO
                || Crs.find(service.crs()).filter(Crs::northFirst).isPresent();
        if (matters && service.type() != QueryType.ARC_REST) {
            for (AxisOrder order : AxisOrder.values()) {
                if (order != service.axisOrder()) {
                    variations.add(axisOrder(service, order));
                }
            }
        }
        return variations;
    }

    private static HealthVariation axisOrder(ServiceDefinition service, AxisOrder order) {
        String word = order.name().toLowerCase(Locale.ROOT);
        return new HealthVariation(
                Kind.AXIS_ORDER,
                "axis_order_" + word,
                "with axis_order " + word,
                service.toBuilder().axisOrder(order).build(),
                patch("axis_order", order == AxisOrder.AUTO ? null : word));
    }

    private static List<HealthVariation> formats(ServiceDefinition service, List<String> offered) {
        List<HealthVariation> variations = new ArrayList<>();
        String present = service.infoFormat();
        if (present != null) {
            variations.add(new HealthVariation(
                    Kind.INFO_FORMAT,
                    "info_format_any",
                    "with any info_format",
                    service.toBuilder().infoFormat(null).build(),
                    patch("info_format", null)));
        }
        offered.stream()
                .filter(format -> !TRIED_ANYWAY.contains(format) && !format.equals(present))
                .filter(format -> format.contains("json") || format.contains("gml") || format.contains("html"))
                .limit(MOST_FORMATS)
                .forEach(format -> variations.add(new HealthVariation(
                        Kind.INFO_FORMAT,
                        "info_format_" + format,
                        "with info_format " + format,
                        service.toBuilder().infoFormat(format).build(),
                        patch("info_format", format))));
        return variations;
    }

    private static List<HealthVariation> crs(ServiceDefinition service, List<String> offered) {
        Set<Crs> others = new LinkedHashSet<>();
        List<String> likely = new ArrayList<>(offered.subList(0, Math.min(MOST_CRS, offered.size())));
        likely.addAll(USUAL_CRS);
        likely.forEach(name -> Crs.find(name).ifPresent(others::add));
        Crs.find(service.crs()).ifPresent(others::remove);
        return others.stream().limit(MOST_CRS).map(crs -> crs(service, crs)).toList();
    }

    private static HealthVariation crs(ServiceDefinition service, Crs crs) {
        String number = Integer.toString(crs.number());
        return new HealthVariation(
                Kind.CRS,
                "srid_" + number,
                "with srid " + number,
                service.toBuilder().crs(crs.code()).build(),
                patch("srid", number));
    }

    private static Map<String, @Nullable Object> patch(String field, @Nullable Object value) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        patch.put(field, value);
        return Collections.unmodifiableMap(patch);
    }
}
