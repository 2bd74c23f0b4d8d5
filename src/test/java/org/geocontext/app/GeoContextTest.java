package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.Status;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.NullProgressListener;
import org.geotools.process.ProcessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** The engine as a whole against a map server in this process. */
class GeoContextTest {

    private static final String HIT = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"areas.1","geometry":{"type":"Polygon",
            "coordinates":[[[27,-27],[29,-27],[29,-25],[27,-25],[27,-27]]]},"properties":{"name":"Highveld"}}]}""";

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile long reachedNanos;
    private final List<ServiceDefinition> services = new ArrayList<>();
    private ExecutorService threads;
    private HttpServer server;
    private GeoContext geoContext;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hit", exchange -> answer(exchange, 200, HIT));
        server.createContext("/broken", exchange -> answer(exchange, 500, "out of order"));
        server.createContext("/late/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            int millis = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    answer(exchange, 200, HIT);
                } catch (IOException e) {
                    exchange.close();
                }
            });
        });
        server.createContext("/hang", exchange -> {
            reachedNanos = System.nanoTime();
            reached.countDown();
            try {
                hanging.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        geoContext = GeoContext.start(Settings.DEFAULT, this::catalogue, UrlPolicy.ANY);
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        geoContext.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** What GeoServer would write into its status store. */
    private static class Follower extends NullProgressListener {
        final List<Long> nanos = new CopyOnWriteArrayList<>();
        final List<Float> percents = new CopyOnWriteArrayList<>();

        @Override
        public void progress(float percent) {
            nanos.add(System.nanoTime());
            percents.add(percent);
        }
    }

    private SimpleFeatureCollection execute(ProgressListener progress) {
        return new QueryProcess(new Host(geoContext))
                .execute(
                        new GeometryFactory().createPoint(new Coordinate(28, -26)),
                        "all",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        progress);
    }

    private void service(String key, String path) {
        services.add(ServiceDefinition.builder(
                        key,
                        QueryType.WMS,
                        "http://127.0.0.1:" + server.getAddress().getPort() + path)
                .layer("areas")
                .property("name")
                .internal(true)
                .build());
    }

    private Catalogue catalogue() {
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        GroupDefinition group = new GroupDefinition("group", "Group", "", "text", keys, Set.of(), Map.of());
        CollectionDefinition collection =
                new CollectionDefinition("all", "All", "", List.of("group"), Set.of(), Map.of());
        return new Catalogue(services, List.of(group), List.of(collection));
    }

    private static QueryRequest request(double timeout) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(28, -26)),
                null,
                "all",
                List.of(),
                List.of(),
                null,
                timeout,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }

    private static List<String> outcomes(QueryResult result) {
        return result.rows().stream()
                .map(row -> row.service().key() + " " + row.status() + " "
                        + (row.reason() == null ? row.value() : row.reason().code()))
                .toList();
    }

    @Test
    void everyServiceHasARowWhateverBecameOfIt() throws InvalidRequestException {
        service("good", "/hit");
        service("sick", "/broken");
        service("gone", "/nothing-here");
        QueryResult result = geoContext.query(request(10), Caller.ANONYMOUS);
        assertThat(outcomes(result))
                .containsExactly("good value Highveld", "sick failed http_status", "gone failed http_status");
        ContextValue good = result.rows().get(0);
        assertThat(good.distanceMetres()).isZero();
        assertThat(good.geometry().toText()).startsWith("POLYGON ((27 -27");
        assertThat(good.source()).startsWith("http://127.0.0.1:");
        assertThat(good.fetchedAt()).isNotNull();
        assertThat(good.cached()).isFalse();
    }

    @Test
    void oneServiceThatHangsCostsNothingButItself() throws InvalidRequestException {
        geoContext.warmUp();
        IntStream.range(0, 20).forEach(i -> service("good_" + i, "/hit?n=" + i));
        service("hanging", "/hang");
        QueryResult result = geoContext.query(request(3), Caller.ANONYMOUS);
        assertThat(result.rows())
                .filteredOn(row -> row.status() == Status.VALUE)
                .hasSize(20);
        ContextValue late = result.rows().get(20);
        assertThat(late.status()).isEqualTo(Status.FAILED);
        assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(late.source()).contains("/hang");
        assertThat(result.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(2900));
    }

    @Test
    void aCancelledQueryEndsAtOnceWithWhatItHas() throws Exception {
        service("good", "/hit");
        service("hanging", "/hang");
        CountDownLatch goodIsThere = new CountDownLatch(1);
        RunningQuery query = geoContext.start(request(60), Caller.ANONYMOUS, (done, total) -> goodIsThere.countDown());
        assertThat(goodIsThere.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        query.cancel();
        assertThat(outcomes(query.result().get(1, TimeUnit.SECONDS)))
                .containsExactly("good value Highveld", "hanging failed cancelled");
    }

    @Test
    void closingEndsQueriesUnderWayAndLeavesNoThread() throws Exception {
        service("hanging", "/hang");
        RunningQuery query = geoContext.start(request(60), Caller.ANONYMOUS, QueryListener.NONE);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        geoContext.close();
        assertThat(outcomes(query.result().get(1, TimeUnit.SECONDS))).containsExactly("hanging failed cancelled");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("geocontext"));
    }

    @Test
    void aQueryThatComesAfterTheEndIsCancelled() throws Exception {
        service("good", "/hit");
        geoContext.close();
        RunningQuery late = geoContext.start(request(60), Caller.ANONYMOUS, QueryListener.NONE);
        assertThat(outcomes(late.result().get(1, TimeUnit.SECONDS))).containsExactly("good failed cancelled");
        assertThat(geoContext.isIdle()).isTrue();
    }

    @Test
    void aListenerThatFailsCostsTheQueryNothing() throws Exception {
        service("good", "/hit");
        RunningQuery query = geoContext.start(request(30), Caller.ANONYMOUS, (done, total) -> {
            throw new IllegalStateException("out of order");
        });
        assertThat(outcomes(query.result().get(10, TimeUnit.SECONDS))).containsExactly("good value Highveld");
    }

    @Test
    void whatWasAskedIsRememberedForWhoAskedItAndForAdministrators() throws InvalidRequestException {
        Caller ann = new Caller("ann", Set.of(), false);
        service("good", "/hit");
        service("sick", "/broken");
        geoContext.query(request(10), ann);
        geoContext.query(request(10), Caller.ANONYMOUS);
        assertThat(geoContext.recentQueries(Caller.ADMINISTRATOR))
                .extracting(RecentQuery::user)
                .containsExactly(null, "ann");
        assertThat(geoContext.recentQueries(Caller.ANONYMOUS)).isEmpty();
        assertThat(geoContext.recentQueries(new Caller("bob", Set.of(), false))).isEmpty();
        RecentQuery asked = geoContext.recentQueries(ann).get(0);
        assertThat(asked.collection()).isEqualTo("all");
        assertThat(asked.asked()).isEqualTo(2);
        assertThat(asked.end().failed()).isEqualTo(1);
        assertThat(asked.end().cancelled()).isFalse();
    }

    @Test
    void onlyTheLastHundredQueriesAreRemembered() throws InvalidRequestException {
        service("good", "/hit");
        for (int i = 0; i < RecentQueries.KEPT + 1; i++) {
            geoContext.query(request(10), Caller.ANONYMOUS);
        }
        assertThat(geoContext.recentQueries(Caller.ADMINISTRATOR))
                .hasSize(RecentQueries.KEPT)
                .extracting(RecentQuery::number)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void withoutPermissionALoopbackAddressIsRefused() throws InvalidRequestException {
        services.add(ServiceDefinition.builder(
                        "sneaky",
                        QueryType.WMS,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hit")
                .layer("areas")
                .property("name")
                .build());
        assertThat(outcomes(geoContext.query(request(10), Caller.ANONYMOUS)))
                .containsExactly("sneaky failed denied_address");
    }

    @Test
    void theProcessAnswersWithOneFeaturePerRow() {
        service("good", "/hit");
        service("sick", "/broken");
        var features = execute(new NullProgressListener());
        assertThat(features.getSchema().getName().getLocalPart()).isEqualTo("ContextValue");
        assertThat(features.size()).isEqualTo(2);
        try (var iterator = features.features()) {
            var first = iterator.next();
            assertThat(first.getAttribute("value")).isEqualTo("Highveld");
            assertThat(first.getAttribute("distance_m")).isEqualTo(0.0);
            assertThat(iterator.next().getAttribute("reason")).isEqualTo("http_status");
        }
    }

    @Test
    void theProcessReportsProgressAtMostTwiceASecond() {
        IntStream.range(0, 30).forEach(i -> service("late_" + i, "/late/" + 50 * i));
        Follower follower = new Follower();
        assertThat(execute(follower).size()).isEqualTo(30);
        assertThat(follower.percents).hasSizeGreaterThan(1).isSorted();
        for (int i = 1; i < follower.nanos.size(); i++) {
            assertThat(follower.nanos.get(i) - follower.nanos.get(i - 1)).isGreaterThan(499_000_000);
        }
    }

    @Test
    void aDismissedProcessEndsWithinASecondAndSaysSo() {
        service("hanging", "/hang");
        Follower dismissed = new Follower() {
            @Override
            public boolean isCanceled() {
                return reached.getCount() == 0;
            }
        };
        assertThatThrownBy(() -> execute(dismissed))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("dismissed");
        assertThat(System.nanoTime() - reachedNanos).isLessThan(1_000_000_000);
        assertThat(geoContext.isIdle()).isTrue();
    }

    @Test
    void aThousandServicesAreAskedInOneQuery() throws InvalidRequestException {
        IntStream.range(0, 1000).forEach(i -> service("s" + i, "/hit?n=" + i));
        QueryResult result = geoContext.query(request(60), Caller.ANONYMOUS);
        assertThat(result.rows()).hasSize(1000).allMatch(row -> row.status() == Status.VALUE);
        assertThat(result.rows())
                .extracting(row -> row.service().key())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "s" + i).toList());
    }

    /** A host that asks as nobody in particular and sets a limit of ten seconds. */
    private record Host(GeoContext engine) implements ProcessHost {

        @Override
        public Caller caller() {
            return Caller.ANONYMOUS;
        }

        @Override
        public Duration timeLeft(@Nullable ProgressListener progress) {
            return Duration.ofSeconds(10);
        }
    }
}
