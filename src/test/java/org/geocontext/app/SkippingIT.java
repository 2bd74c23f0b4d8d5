package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** MapServer, QGIS Server and Koop behind a proxy in this process that counts what they are asked. */
class SkippingIT {

    private static final Point FAR_AWAY = new GeometryFactory().createPoint(new Coordinate(2.35, 48.86));

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private ExecutorService threads;
    private HttpServer proxy;
    private GeoContext geoContext;

    @BeforeEach
    void start() throws IOException {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS, RealServers.KOOP).forEach(RealServers::assumeUp);
        threads = Executors.newCachedThreadPool();
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(threads);
        proxy.createContext("/", this::forward);
        proxy.start();
        geoContext = open();
    }

    @AfterEach
    void stop() {
        if (geoContext != null) {
            geoContext.close();
            proxy.stop(0);
            threads.shutdownNow();
        }
    }

    private GeoContext open() {
        Catalogue catalogue = new Catalogue(services(), List.of(), List.of());
        return GeoContext.start(
                Settings.DEFAULT.withAnswers(AnswerSettings.OFF), () -> catalogue, UrlPolicy.ANY, directory);
    }

    /** {@code /mapserver/rest?query} is asked at {@code RealServers.MAPSERVER}. */
    private void forward(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String[] path = asked.getRawPath().split("/", 3);
        RealServers server = RealServers.valueOf(path[1].toUpperCase(Locale.ROOT));
        String rest = path.length > 2 && !path[2].isEmpty() ? "/" + path[2] : "";
        requests.add(asked.getRawQuery());
        HttpReply reply =
                (HttpReply) RealServers.send(HttpCall.get(URI.create(server.url() + rest + "?" + asked.getRawQuery())));
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }

    private List<ServiceDefinition> services() {
        return List.of(
                service("mapserver_wms", QueryType.WMS, "/mapserver/", "districts", "1.3.0", "district"),
                service("mapserver_wms_old", QueryType.WMS, "/mapserver/", "sites", "1.0.0", "site_ref"),
                service("mapserver_raster", QueryType.WMS, "/mapserver/", "elevation", "1.1.1", "value_0"),
                service("mapserver_wfs", QueryType.WFS, "/mapserver/", "ms:districts", "2.0.0", "district"),
                service("qgis_wms", QueryType.WMS, "/qgis/", "rivers", "1.3.0", "river"),
                service("qgis_wfs", QueryType.WFS, "/qgis/", "zones", "1.0.0", "zone_code"),
                service("koop", QueryType.ARC_REST, "/koop/districts/FeatureServer", "0", "", "district"));
    }

    private ServiceDefinition service(
            String key, QueryType type, String path, String layer, String version, String property) {
        return ServiceDefinition.builder(
                        key, type, "http://127.0.0.1:" + proxy.getAddress().getPort() + path)
                .layer(layer)
                .version(version)
                .property(property)
                .tolerance(50)
                .internal(true)
                .build();
    }

    private static QueryRequest at(Point point) {
        return new QueryRequest(
                point,
                null,
                null,
                List.of(),
                List.of(
                        "mapserver_wms",
                        "mapserver_wms_old",
                        "mapserver_raster",
                        "mapserver_wfs",
                        "qgis_wms",
                        "qgis_wfs",
                        "koop"),
                null,
                30.0,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }

    private List<ContextValue> ask(Point point) throws InvalidRequestException {
        return geoContext.query(at(point), Caller.ANONYMOUS).rows();
    }

    private boolean everythingIsSkippedFarAway() throws InvalidRequestException {
        QueryPlan plan = geoContext.plan(at(FAR_AWAY), Caller.ANONYMOUS, Duration.ofDays(1));
        return plan.lookups().isEmpty();
    }

    private void awaitExtents() throws InvalidRequestException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!everythingIsSkippedFarAway()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void farFromEveryLayerNothingIsSentAndNearThemNothingIsLost() throws InvalidRequestException {
        List<String> before = values(TestPoints.A);
        assertThat(before).doesNotContainNull();
        awaitExtents();
        long described = requests.stream()
                .filter(query -> query.contains("GetCapabilities") || query.equals("f=json"))
                .count();
        assertThat(described).isEqualTo(5);

        int asked = requests.size();
        assertThat(ask(FAR_AWAY)).hasSize(7).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(Status.SKIPPED);
            assertThat(row.message()).matches("not asked: the point is \\d{4} km outside the layer's extent .*");
        });
        assertThat(requests).hasSize(asked);

        Catalogue catalogue = new Catalogue(services(), List.of(), List.of());
        Settings notSkipping = Settings.DEFAULT.withExtents(ExtentSettings.OFF);
        try (GeoContext everywhere = GeoContext.start(notSkipping, () -> catalogue, UrlPolicy.ANY)) {
            for (TestPoints point : TestPoints.values()) {
                assertThat(notSkipped(point))
                        .as(point.name())
                        .containsAll(withValues(everywhere.query(at(point.geometry()), Caller.ANONYMOUS)));
            }
        }
        assertThat(values(TestPoints.A)).isEqualTo(before);

        geoContext.close();
        geoContext = open();
        asked = requests.size();
        assertThat(everythingIsSkippedFarAway()).isTrue();
        assertThat(ask(FAR_AWAY)).allMatch(row -> row.status() == Status.SKIPPED);
        assertThat(requests).hasSize(asked);
    }

    private List<String> values(TestPoints point) throws InvalidRequestException {
        return ask(point.geometry()).stream().map(ContextValue::value).toList();
    }

    private List<String> notSkipped(TestPoints point) throws InvalidRequestException {
        return geoContext.plan(at(point.geometry()), Caller.ANONYMOUS, Duration.ofDays(1)).rows().stream()
                .filter(row -> row.skipped() == null)
                .map(row -> row.service().key())
                .toList();
    }

    private static List<String> withValues(QueryResult result) {
        return result.rows().stream()
                .filter(row -> row.status() == Status.VALUE)
                .map(row -> row.service().key())
                .toList();
    }
}
