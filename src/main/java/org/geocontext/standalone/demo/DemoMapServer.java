package org.geocontext.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;
import org.geocontext.standalone.web.WebServer;

/**
 * A small map server on loopback that answers for the demo's landscape by WMS, WFS and ArcGIS REST. Every answer is
 * computed from the data; what is artificial is the time it takes. Thread-safe.
 */
public final class DemoMapServer implements AutoCloseable {

    /** What the layers take by themselves; {@code soil_moisture} takes longer than anybody waits. */
    static final Map<String, Duration> LATENCIES = Map.of(
            "catchments", Duration.ofMillis(180),
            "vegetation", Duration.ofMillis(240),
            "geology", Duration.ofMillis(90),
            "districts", Duration.ofMillis(60),
            "rivers", Duration.ofMillis(130),
            "stations", Duration.ofMillis(310),
            "elevation", Duration.ofMillis(40),
            "rainfall", Duration.ofMillis(150),
            "temperature", Duration.ofMillis(200),
            "soil_moisture", Duration.ofSeconds(30));

    private static final String SERVICES = "/arcgis/rest/services";

    private final WebServer server;

    private DemoMapServer(WebServer server) {
        this.server = server;
    }

    /** Starts on a free port, with the layers as slow as real ones are. */
    public static DemoMapServer start() throws ServerStartException {
        return start(DemoData.load(), LATENCIES);
    }

    /** @param latencies by layer name; a layer that is not there answers at once */
    static DemoMapServer start(DemoData data, Map<String, Duration> latencies) throws ServerStartException {
        DemoWms wms = new DemoWms(data);
        DemoWfs wfs = new DemoWfs(data);
        Latency latency = new Latency(latencies);
        List<Route> routes = new ArrayList<>();
        routes.add(latency.route("/wms", request -> wms.answer(request.query(), request.baseUrl() + request.path())));
        routes.add(latency.route("/wfs", request -> wfs.answer(request.query(), request.baseUrl() + request.path())));
        routes.addAll(arcGis(data, latency));
        return new DemoMapServer(WebServer.start(ServerSettings.defaults().withPort(0), routes));
    }

    private static List<Route> arcGis(DemoData data, Latency latency) {
        DemoArcGis arcGis = new DemoArcGis(data);
        String mapServer = SERVICES + "/demo/MapServer";
        List<Route> routes = new ArrayList<>();
        routes.add(latency.route(mapServer, request -> arcGis.mapServer()));
        routes.add(latency.route(mapServer + "/identify", request -> arcGis.identify(request.query())));
        for (DemoLayer layer : data.layers()) {
            String path = mapServer + "/" + layer.id();
            routes.add(latency.route(path, request -> arcGis.layer(layer)));
            routes.add(latency.route(path + "/query", request -> arcGis.query(layer, request.query())));
            if (layer instanceof DemoLayer.Raster raster) {
                String imageServer = SERVICES + "/" + layer.name() + "/ImageServer";
                routes.add(latency.route(imageServer, request -> arcGis.imageServer(raster)));
                routes.add(latency.route(
                        imageServer + "/identify", request -> arcGis.identifyPixel(raster, request.query())));
            }
        }
        return routes;
    }

    /** As in {@code http://127.0.0.1:41234}. */
    public String baseUrl() {
        return "http://" + ServerSettings.LOOPBACK + ":" + server.address().getPort();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Holds replies back for as long as the slowest of their layers takes. */
    private record Latency(Map<String, Duration> byLayer) {

        Route route(String path, Function<WebRequest, DemoReply> service) {
            return Route.reading(path, Set.of("GET"), ErrorStyle.JSON, request -> delayed(service.apply(request)));
        }

        private CompletionStage<WebReply> delayed(DemoReply reply) {
            Duration latency = reply.layers().stream()
                    .map(layer -> byLayer.getOrDefault(layer.name(), Duration.ZERO))
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            return latency.isZero()
                    ? CompletableFuture.completedFuture(reply.reply())
                    : CompletableFuture.supplyAsync(
                            reply::reply, CompletableFuture.delayedExecutor(latency.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
