package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.capabilities.ExtentSettings.From;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** What a map server in this process says about its layers, and how many requests that spares. */
class SkippingTest {

    private static final String HIT = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"areas.1","geometry":{"type":"Polygon",
            "coordinates":[[[16,-35],[33,-35],[33,-22],[16,-22],[16,-35]]]},"properties":{"name":"Highveld"}}]}""";

    private static final Coordinate PRETORIA = new Coordinate(28.2, -25.7);
    private static final Coordinate PARIS = new Coordinate(2.35, 48.86);

    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean hanging;

    @TempDir
    private Path directory;

    private ExecutorService threads;
    private HttpServer server;
    private GeoContext geoContext;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        geoContext = open(Settings.DEFAULT);
    }

    @AfterEach
    void stop() {
        ended.countDown();
        geoContext.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private GeoContext open(Settings settings) {
        return GeoContext.start(settings, this::catalogue, UrlPolicy.ANY, directory);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        boolean capabilities = query.contains("REQUEST=GetCapabilities");
        count(capabilities ? "GetCapabilities" : "GetFeatureInfo").incrementAndGet();
        if (capabilities && hanging) {
            try {
                ended.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = (capabilities ? capabilities() : HIT).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String capabilities() {
        String layers = IntStream.range(0, 20)
                .mapToObj(i -> "<Layer queryable='1'><Name>areas_" + i + "</Name><EX_GeographicBoundingBox>"
                        + "<westBoundLongitude>16</westBoundLongitude><eastBoundLongitude>33</eastBoundLongitude>"
                        + "<southBoundLatitude>-35</southBoundLatitude><northBoundLatitude>-22</northBoundLatitude>"
                        + "</EX_GeographicBoundingBox></Layer>")
                .reduce("", String::concat);
        return "<WMS_Capabilities version='1.3.0'><Capability><Layer>" + layers
                + "</Layer></Capability></WMS_Capabilities>";
    }

    private AtomicInteger count(String request) {
        return requests.computeIfAbsent(request, name -> new AtomicInteger());
    }

    private Catalogue catalogue() {
        List<ServiceDefinition> services = IntStream.range(0, 20)
                .mapToObj(i -> service("areas_" + i).build())
                .toList();
        return new Catalogue(services, List.of(), List.of());
    }

    private ServiceDefinition.Builder service(String layer) {
        return ServiceDefinition.builder(
                        layer,
                        QueryType.WMS,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/wms")
                .layer(layer)
                .property("name")
                .merge(false)
                .skipOutside(!layer.equals("areas_19"))
                .internal(true);
    }

    private static QueryRequest at(Coordinate position) {
        return new QueryRequest(
                new GeometryFactory().createPoint(position),
                null,
                null,
                List.of(),
                IntStream.range(0, 20).mapToObj(i -> "areas_" + i).toList(),
                null,
                20.0,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }

    private QueryResult ask(Coordinate position) throws InvalidRequestException {
        return geoContext.query(at(position), Caller.ANONYMOUS);
    }

    private long skippedInPlan() {
        try {
            return geoContext.plan(at(PARIS), Caller.ANONYMOUS, Duration.ofDays(1)).rows().stream()
                    .filter(row -> row.skipped() != null)
                    .count();
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void outsideWhatTheServerDeclaresNothingIsSent() throws InvalidRequestException {
        assertThat(ask(PRETORIA).rows()).hasSize(20).allMatch(row -> row.status() == Status.VALUE);
        await(() -> skippedInPlan() == 19);
        int before = count("GetFeatureInfo").get();
        List<ContextValue> rows = ask(PARIS).rows();
        assertThat(rows).hasSize(20);
        assertThat(rows.subList(0, 19)).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(Status.SKIPPED);
            assertThat(row.reason()).isEqualTo(Reason.OUTSIDE_EXTENT);
            assertThat(row.message())
                    .isEqualTo("not asked: the point is 7965 km outside the layer's extent (from the server's"
                            + " capabilities)");
            assertThat(row.source()).isNull();
        });
        assertThat(rows.get(19).status()).isEqualTo(Status.NO_DATA);
        assertThat(count("GetFeatureInfo").get() - before).isEqualTo(1);
        assertThat(count("GetCapabilities")).hasValue(1);
    }

    @Test
    void afterARestartThePlannerKnowsAtOnce() throws InvalidRequestException {
        ask(PRETORIA);
        await(() -> skippedInPlan() == 19);
        geoContext.close();
        geoContext = open(Settings.DEFAULT);
        assertThat(skippedInPlan()).isEqualTo(19);
        assertThat(ask(PRETORIA).rows()).allMatch(row -> row.status() == Status.VALUE);
        assertThat(count("GetCapabilities")).hasValue(1);
    }

    @Test
    void capabilitiesThatHangDelayNothingAndHoldNoThread() throws InvalidRequestException {
        hanging = true;
        geoContext.warmUp();
        ask(PRETORIA);
        await(() -> count("GetCapabilities").get() == 1);
        for (int i = 0; i < 10; i++) {
            QueryResult result = ask(PRETORIA);
            assertThat(result.rows()).allMatch(row -> row.status() == Status.VALUE);
            assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(skippedInPlan()).isZero();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith("geocontext-capabilities")) {
                assertThat(stack)
                        .extracting(StackTraceElement::getClassName)
                        .noneMatch(name -> name.startsWith("org.geocontext."));
            }
        });
        assertThat(count("GetCapabilities")).hasValue(1);
        long start = System.nanoTime();
        geoContext.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void withExtentsSwitchedOffNobodyIsAskedForCapabilities() throws InvalidRequestException {
        geoContext.close();
        geoContext = open(Settings.DEFAULT.withExtents(new ExtentSettings(From.CATALOGUE, Duration.ofDays(1))));
        ask(PRETORIA);
        assertThat(skippedInPlan()).isZero();
        assertThat(ask(PARIS).rows()).allMatch(row -> row.status() == Status.NO_DATA);
        assertThat(requests).doesNotContainKey("GetCapabilities");
    }
}
