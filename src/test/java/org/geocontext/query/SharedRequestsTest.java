package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.capabilities.Extents;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** How layers share requests, and what becomes of a query when that goes wrong. */
class SharedRequestsTest {

    private static final Pattern LAYERS = Pattern.compile("[?&]QUERY_LAYERS=([^&]*)");
    private static final Pattern COUNT = Pattern.compile("[?&]FEATURE_COUNT=(\\d+)");
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);
    private final GeoContextMetrics metrics = new GeoContextMetrics();
    private final SharingCounts sharing = new SharingCounts(metrics);

    private Extents extents = Extents.none();

    @AfterEach
    void stop() {
        extents.close();
        threads.shutdownNow();
    }

    /** A server that answers like GeoServer, and remembers which layers were asked together. */
    private static final class Server implements Fetcher {
        private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
        private final Set<String> broken = new HashSet<>();
        private UnaryOperator<String> idOf = layer -> layer + ".1";
        private Function<List<String>, Reason> failing = layers -> null;
        private UnaryOperator<List<String>> answered = layers -> layers;
        private int hitsOfEach = 1;
        private Duration took = Duration.ofMillis(50);

        @Override
        public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
            List<String> layers = layersOf(call);
            requests.add(layers);
            CallTiming timing = new CallTiming(Instant.now(), Duration.ZERO, took);
            Reason reason = failing.apply(layers);
            return CompletableFuture.completedFuture(
                    reason == null
                            ? new HttpReply(call.uri(), 200, Map.of(), body(layers, countOf(call)), timing)
                            : new CallFailure(reason, "the wire was cut", timing));
        }

        private byte[] body(List<String> layers, int most) {
            String text = layers.stream()
                    .filter(broken::contains)
                    .findFirst()
                    .map(layer -> "<ServiceExceptionReport><ServiceException code=\"LayerNotQueryable\">" + layer
                            + "</ServiceException></ServiceExceptionReport>")
                    .orElseGet(() -> answered.apply(layers).stream()
                            .flatMap(layer -> Collections.nCopies(hitsOfEach, hit(layer)).stream())
                            .limit(most)
                            .collect(Collectors.joining(",", "{\"type\":\"FeatureCollection\",\"features\":[", "]}")));
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String hit(String layer) {
            return "{\"type\":\"Feature\",\"id\":\"" + idOf.apply(layer)
                    + "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,-25]},\"properties\":{\"name\":\"at "
                    + layer + "\"}}";
        }

        private static List<String> layersOf(HttpCall call) {
            Matcher layers = LAYERS.matcher(call.uri().toString());
            assertThat(layers.find()).isTrue();
            return List.of(
                    URLDecoder.decode(layers.group(1), StandardCharsets.UTF_8).split(","));
        }

        private static int countOf(HttpCall call) {
            Matcher count = COUNT.matcher(call.uri().toString());
            assertThat(count.find()).isTrue();
            return Integer.parseInt(count.group(1));
        }

        List<Integer> sizes() {
            return requests.stream().map(List::size).toList();
        }
    }

    private static ServiceDefinition.Builder layer(String name) {
        return ServiceDefinition.builder(name, QueryType.WMS, "http://maps.example/wms")
                .layer(name)
                .property("name");
    }

    private static List<ServiceDefinition> layers(int count) {
        return IntStream.range(0, count).mapToObj(i -> layer("l" + i).build()).toList();
    }

    private List<ContextValue> ask(Server server, List<ServiceDefinition> services) throws InvalidRequestException {
        return new QueryEngine(server, () -> (task, bytes) -> threads.execute(task), threads, memory, sharing)
                .start(plan(services, 20.0), QueryListener.NONE)
                .result()
                .join()
                .rows();
    }

    private QueryPlan plan(List<ServiceDefinition> services, double seconds) throws InvalidRequestException {
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(30, -25)),
                "EPSG:4326",
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                seconds,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        return new QueryPlanner(Duration.ofSeconds(20), memory, extents, AnswerMemory.none())
                .plan(request, new Catalogue(services, List.of(), List.of()), NO_LIMIT);
    }

    private static void assertAllSayTheirOwn(List<ContextValue> rows, List<ServiceDefinition> services) {
        assertThat(rows).hasSameSizeAs(services);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.status()).as(row.service().key()).isEqualTo(Status.VALUE);
            assertThat(row.value()).isEqualTo("at " + row.service().layer());
        });
    }

    @Test
    void aHundredLayersAreFourRequests() throws InvalidRequestException {
        Server server = new Server();
        List<ServiceDefinition> services = layers(100);

        assertAllSayTheirOwn(ask(server, services), services);

        assertThat(server.sizes()).containsExactly(25, 25, 25, 25);
    }

    @Test
    void whatSharingSavedIsCounted() throws InvalidRequestException {
        ask(new Server(), layers(100));

        assertThat(sharing.byOrigin())
                .containsOnly(
                        Map.entry(Origin.of(URI.create("http://maps.example")), new SharingCounts.Shared(4, 100, 0)));
        assertThat(metrics.scrape())
                .contains("geocontext_query_shared_requests_total{origin=\"http://maps.example:80\"} 4.0")
                .contains("geocontext_query_shared_services_total{origin=\"http://maps.example:80\"} 100.0")
                .contains("geocontext_query_saved_requests_total{origin=\"http://maps.example:80\"} 96.0");
    }

    @Test
    void whatWasSharedInVainIsCountedToo() throws InvalidRequestException {
        Server server = new Server();
        server.failing = layers -> layers.containsAll(List.of("l0", "l1")) ? Reason.MALFORMED : null;

        ask(server, layers(2));

        assertThat(sharing.byOrigin().values()).containsExactly(new SharingCounts.Shared(0, 0, 1));
        assertThat(metrics.scrape())
                .contains("geocontext_query_shared_in_vain_total{origin=\"http://maps.example:80\"} 1.0");
    }

    @Test
    void aReplyThatSeveralServicesNeedIsCounted() throws InvalidRequestException {
        ask(
                new Server(),
                List.of(
                        layer("a").layer("soil").merge(false).build(),
                        layer("b").layer("soil").merge(false).build()));

        assertThat(sharing.byOrigin().values()).containsExactly(new SharingCounts.Shared(1, 2, 0));
    }

    @Test
    void servicesAskedAloneShareNothing() throws InvalidRequestException {
        ask(new Server(), layers(1));

        assertThat(sharing.byOrigin()).isEmpty();
    }

    @Test
    void thePlanNamesTheRequestsAndTheServicesEachOneAnswers() throws InvalidRequestException {
        QueryPlan plan = plan(layers(30), 20.0);

        assertThat(plan.requests()).hasSize(2).allMatch(PlannedRequest::isShared);
        assertThat(plan.requests().stream().flatMap(request -> request.services().stream()))
                .containsExactlyElementsOf(layers(30));
        assertThat(plan.requests().get(0).call().displayUrl())
                .contains("&QUERY_LAYERS=l0,l1,l2,l3,l4,l5,l6,l7,l8,l9,l10,l11,l12,l13,l14&");
    }

    @Test
    void noMoreLayersGoTogetherThanTheServerDeclaresToTake() throws InvalidRequestException {
        String capabilities = "<WMS_Capabilities version='1.3.0'><Service><LayerLimit>12</LayerLimit></Service>"
                + "</WMS_Capabilities>";
        CallTiming timing = new CallTiming(Instant.now(), Duration.ZERO, Duration.ZERO);
        extents = Extents.start(
                ExtentSettings.DEFAULT,
                (call, scope) -> CompletableFuture.completedFuture(new HttpReply(
                        call.uri(), 200, Map.of(), capabilities.getBytes(StandardCharsets.UTF_8), timing)),
                null);
        List<ServiceDefinition> services = layers(50);
        plan(services, 20.0);
        extents.queryEnded();
        while (extents.layerLimit(services.get(0)).isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(plan(services, 20.0).requests())
                .hasSize(5)
                .allSatisfy(request -> assertThat(request.services()).hasSize(10));
    }

    @Test
    void aUrlIsNotLongerThanServersRead() throws InvalidRequestException {
        List<ServiceDefinition> services = IntStream.range(0, 25)
                .mapToObj(i -> layer("a_layer_with_quite_a_long_name_indeed_longer_than_most_" + i)
                        .build())
                .toList();

        QueryPlan plan = plan(services, 20.0);

        assertThat(plan.requests())
                .hasSizeBetween(2, 6)
                .allSatisfy(
                        request -> assertThat(request.call().uri().toString()).hasSizeLessThanOrEqualTo(2000));
    }

    @Test
    void whatDiffersInAnythingSentOnceGoesApart() throws InvalidRequestException {
        List<ServiceDefinition> services = List.of(
                layer("plain").build(),
                layer("wide").tolerance(500).build(),
                layer("projected").crs("EPSG:3857").build(),
                layer("older").version("1.1.1").build(),
                layer("never").merge(false).build(),
                layer("filtered").parameters(Map.of("CQL_FILTER", "a=1")).build(),
                layer("timed").parameters(Map.of("TIME", "2020-01-01")).build(),
                layer("headed").headers(Map.of("X-Tenant", "1")).build());

        assertThat(plan(services, 20.0).requests()).hasSize(8);
    }

    @Test
    void servicesThatNeedTheVerySameRequestShareIt_evenWhereLayersDoNot() throws InvalidRequestException {
        List<ServiceDefinition> services = List.of(
                ServiceDefinition.builder("a", QueryType.WMS, "http://maps.example/wms")
                        .layer("soil")
                        .property("name")
                        .merge(false)
                        .build(),
                ServiceDefinition.builder("b", QueryType.WMS, "http://maps.example/wms")
                        .layer("soil")
                        .property("depth")
                        .merge(false)
                        .build());
        Server server = new Server();

        List<ContextValue> rows = ask(server, services);

        assertThat(rows.get(0).value()).isEqualTo("at soil");
        assertThat(rows.get(1).reason()).isEqualTo(Reason.PROPERTY_MISSING);
        assertThat(server.requests.get(0)).containsExactly("soil");
        assertThat(plan(services, 20.0).requests()).hasSize(1);
    }

    @Test
    void aLayerThatFailsARequestIsFoundByHalvingAndAskedAloneFromThenOn() throws InvalidRequestException {
        Server server = new Server();
        server.broken.add("l7");
        List<ServiceDefinition> services = layers(25);

        List<ContextValue> rows = ask(server, services);

        assertThat(rows.get(7).status()).isEqualTo(Status.FAILED);
        assertThat(rows.get(7).reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(rows.stream().filter(row -> row.status() == Status.VALUE)).hasSize(24);
        assertThat(server.requests).hasSizeLessThanOrEqualTo(12);
        server.requests.clear();
        ask(server, services);
        assertThat(server.sizes()).containsExactlyInAnyOrder(1, 24);
    }

    @Test
    void twoLayersThatOnlyFailTogetherAnswerAllTheSame() throws InvalidRequestException {
        Server server = new Server();
        server.failing = layers -> layers.containsAll(List.of("l0", "l1")) ? Reason.MALFORMED : null;
        List<ServiceDefinition> services = layers(2);

        assertAllSayTheirOwn(ask(server, services), services);
        server.requests.clear();
        assertAllSayTheirOwn(ask(server, services), services);
    }

    @Test
    void hitsThatDoNotSayWhoseTheyAreAreNeverGuessed() throws InvalidRequestException {
        Server server = new Server();
        server.idOf = layer -> "";
        List<ServiceDefinition> services = layers(5);

        assertAllSayTheirOwn(ask(server, services), services);
    }

    @Test
    void layersOfTheSameNameInTwoWorkspacesAreNotMistakenForEachOther() throws InvalidRequestException {
        Server server = new Server();
        server.idOf = layer -> layer.substring(layer.indexOf(':') + 1) + ".1";
        List<ServiceDefinition> services = List.of(
                ServiceDefinition.builder("a", QueryType.WMS, "http://maps.example/wms")
                        .layer("one:roads")
                        .property("name")
                        .build(),
                ServiceDefinition.builder("b", QueryType.WMS, "http://maps.example/wms")
                        .layer("two:roads")
                        .property("name")
                        .build());

        assertAllSayTheirOwn(ask(server, services), services);
    }

    @Test
    void aServerThatAnswersForTheFirstLayerOnlyIsNotBelievedAboutTheOthers() throws InvalidRequestException {
        Server server = new Server();
        server.answered = layers -> layers.subList(0, 1);
        List<ServiceDefinition> services = layers(5);

        assertAllSayTheirOwn(ask(server, services), services);
    }

    @Test
    void aServerThatHasAnsweredForSeveralLayersIsBelievedThatThereIsNothing() throws InvalidRequestException {
        Server server = new Server();
        ask(server, layers(5));
        server.requests.clear();
        server.answered = layers -> List.of();

        assertThat(ask(server, layers(5))).extracting(ContextValue::status).containsOnly(Status.NO_DATA);
        assertThat(server.sizes()).containsExactly(5);
    }

    @Test
    void aRefusedConnectionIsEveryServicesOwnFailure_withoutFurtherRequests() throws InvalidRequestException {
        Server server = new Server();
        server.failing = layers -> Reason.CONNECT;

        List<ContextValue> rows = ask(server, layers(50));

        assertThat(rows).allSatisfy(row -> {
            assertThat(row.reason()).isEqualTo(Reason.CONNECT);
            assertThat(row.message()).isEqualTo("the wire was cut");
        });
        assertThat(server.sizes()).containsExactly(25, 25);
    }

    @Test
    void aSharedRequestThatTimesOutIsAskedAgainInSmallerOnes() throws InvalidRequestException {
        Server server = new Server();
        server.failing = layers -> layers.size() > 5 ? Reason.TIMEOUT : null;
        List<ServiceDefinition> services = layers(25);

        assertAllSayTheirOwn(ask(server, services), services);
        server.requests.clear();
        assertAllSayTheirOwn(ask(server, services), services);
        assertThat(server.sizes()).allMatch(size -> size <= 5);
    }

    @Test
    void anEndpointThatIsSlowerInCompanyGetsSmallerRequests() throws InvalidRequestException {
        Server server = new Server();
        server.took = Duration.ofMillis(30);
        ask(server, layers(1));
        server.took = Duration.ofSeconds(2);

        for (int query = 0; query < 6; query++) {
            ask(server, layers(24));
        }

        server.requests.clear();
        ask(server, layers(24));
        assertThat(server.sizes()).hasSize(24).allMatch(size -> size == 1);
    }

    @Test
    void aReplyCutByACountOverAllLayersIsAskedAgainInHalves() throws InvalidRequestException {
        Server server = new Server();
        server.hitsOfEach = 60;
        List<ServiceDefinition> services = layers(25);

        List<ContextValue> rows = ask(server, services);

        assertAllSayTheirOwn(rows, services);
        assertThat(rows).allSatisfy(row -> assertThat(row.message()).isNull());
        assertThat(server.requests).hasSizeGreaterThan(25);
    }
}
