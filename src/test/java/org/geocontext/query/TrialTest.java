package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an endpoint comes to be asked for several types at once. */
class TrialTest {

    private static final Pattern TYPES = Pattern.compile("[?&]TYPENAME=([^&]*)");
    private static final CallTiming TIMING = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ofMillis(50));

    private final AtomicLong nanos = new AtomicLong();
    private final EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT, nanos::get);

    private static List<String> types(HttpCall call) {
        Matcher types = TYPES.matcher(call.uri().toString());
        assertThat(types.find()).isTrue();
        return List.of(URLDecoder.decode(types.group(1), StandardCharsets.UTF_8).split(","));
    }

    private static List<Integer> sizes(List<HttpCall> calls) {
        return calls.stream().map(call -> types(call).size()).toList();
    }

    private static FetchOutcome ok(HttpCall call, String body) {
        return new HttpReply(call.uri(), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8), TIMING);
    }

    private static String collection(Stream<String> types, Function<String, String> value) {
        return types.map(type -> "{\"type\":\"Feature\",\"id\":\"" + type + ".1\",\"properties\":{\"name\":\""
                        + value.apply(type)
                        + "\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[26.2,-29.1]}}")
                .collect(Collectors.joining(",", "{\"type\":\"FeatureCollection\",\"features\":[", "]}"));
    }

    /** Each type has one feature, at A. */
    private static FetchOutcome soundServer(HttpCall call) {
        return ok(call, collection(types(call).stream(), type -> "at " + type));
    }

    /** As the sound one for single types. */
    private static Function<HttpCall, FetchOutcome> serverThatAnswersSeveralWith(
            Function<HttpCall, FetchOutcome> several) {
        return call -> types(call).size() == 1 ? soundServer(call) : several.apply(call);
    }

    private static ServiceDefinition.Builder type(String name) {
        return ServiceDefinition.builder(name, QueryType.WFS, "http://maps.example/wfs")
                .version("1.0.0")
                .layer(name)
                .property("name");
    }

    private static List<ServiceDefinition> types(int count) {
        return IntStream.range(0, count).mapToObj(i -> type("t" + i).build()).toList();
    }

    private static void ask(TalkativeEngine engine, List<ServiceDefinition> services) {
        assertThat(engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST))
                .extracting(ContextValue::value)
                .containsExactlyElementsOf(services.stream()
                        .map(service -> "at " + service.layer())
                        .toList());
    }

    private static List<Integer> planned(TalkativeEngine engine, List<ServiceDefinition> services) {
        return engine.plan(services, TestPoints.A, 10, FeaturesMode.NEAREST).requests().stream()
                .map(request -> request.services().size())
                .toList();
    }

    @Test
    void theFirstQueryAsksSingly_oneTrialFollows_andTheNextShares() {
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            List<ServiceDefinition> services = types(4);

            ask(engine, services);
            assertThat(sizes(engine.sent())).containsExactly(1, 1, 1, 1, 4);
            ask(engine, services);
            assertThat(sizes(engine.sent())).containsExactly(4);
        }
    }

    @Test
    void whatIsProvedHoldsForTypesThatWereNotTried() {
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            ask(engine, types(2));

            assertThat(planned(engine, types(60))).containsExactly(20, 20, 20);
        }
    }

    @Test
    void aTrialIsNotLargerThanItNeedsToBe() {
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            ask(engine, types(30));

            assertThat(sizes(engine.sent())).hasSize(31).endsWith(10);
        }
    }

    @Test
    void twentyFourTypesInThreeCrssAndTwoVersionsAreFourRequests() {
        List<ServiceDefinition> services = new ArrayList<>();
        IntStream.range(0, 11).forEach(i -> services.add(type("a" + i).build()));
        IntStream.range(0, 10)
                .forEach(i -> services.add(type("b" + i).crs("EPSG:3857").build()));
        IntStream.range(0, 2)
                .forEach(i -> services.add(type("c" + i).crs("EPSG:4148").build()));
        services.add(type("d").crs("EPSG:3857").version("1.1.0").build());
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            assertThat(planned(engine, services)).hasSize(24);

            ask(engine, services);

            assertThat(planned(engine, services)).containsExactly(11, 10, 2, 1);
        }
    }

    @Test
    void theQueryDoesNotWaitForTheTrial() {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        List<HttpCall> unanswered = new ArrayList<>();
        Fetcher fetcher = (call, scope) -> {
            if (types(call).size() == 1) {
                return CompletableFuture.completedFuture(soundServer(call));
            }
            unanswered.add(call);
            return new CompletableFuture<>();
        };
        List<ServiceDefinition> services = types(3);
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            QueryPlan plan = engine.plan(services, TestPoints.A, 10, FeaturesMode.NEAREST);

            RunningQuery query = new QueryEngine(
                            fetcher,
                            () -> (task, bytes) -> task.run(),
                            timer,
                            memory,
                            new SharingCounts(new GeoContextMetrics()))
                    .start(plan, QueryListener.NONE);

            assertThat(query.result()).isCompleted();
            assertThat(unanswered).hasSize(1);
            ask(engine, services);
            assertThat(sizes(engine.sent()))
                    .as("no second trial beside the first")
                    .containsExactly(1, 1, 1);
        } finally {
            timer.shutdownNow();
        }
    }

    static Stream<Function<HttpCall, FetchOutcome>> unfitServers() {
        return Stream.of(
                call -> ok(call, collection(types(call).stream(), type -> "somewhere at " + type)),
                call -> ok(call, collection(types(call).stream().skip(1), type -> "at " + type)),
                call -> ok(call, collection(Stream.of("x"), type -> "at " + type)),
                call -> ok(call, "{"),
                call -> ok(
                        call,
                        "<ServiceExceptionReport><ServiceException>no lists</ServiceException>"
                                + "</ServiceExceptionReport>"),
                call -> new HttpReply(call.uri(), 503, Map.of(), new byte[0], TIMING),
                call -> new CallFailure(Reason.TIMEOUT, "no answer", TIMING));
    }

    @ParameterizedTest
    @MethodSource("unfitServers")
    void aServerThatSaysSomethingElseForSeveral_isAskedSinglyAsEver(Function<HttpCall, FetchOutcome> several) {
        try (TalkativeEngine engine = new TalkativeEngine(memory, serverThatAnswersSeveralWith(several))) {
            List<ServiceDefinition> services = types(4);

            ask(engine, services);
            assertThat(sizes(engine.sent())).containsExactly(1, 1, 1, 1, 4);
            ask(engine, services);
            assertThat(sizes(engine.sent())).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void afterAPauseItIsTriedAgainWithFewer_soThatOneOddTypeDoesNotSpoilItForAll() {
        Set<String> odd = Set.of("t3");
        Function<HttpCall, FetchOutcome> server = serverThatAnswersSeveralWith(call ->
                ok(call, collection(types(call).stream(), type -> odd.contains(type) ? "odd" : "at " + type)));
        try (TalkativeEngine engine = new TalkativeEngine(memory, server)) {
            List<ServiceDefinition> services = types(6);
            ask(engine, services);
            assertThat(sizes(engine.sent())).endsWith(6);
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            ask(engine, services);
            assertThat(sizes(engine.sent())).endsWith(5);
            nanos.addAndGet(Duration.ofSeconds(40).toNanos());
            ask(engine, services);
            assertThat(sizes(engine.sent())).endsWith(2);

            assertThat(planned(engine, types(3))).containsExactly(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void withoutTwoHitsThereIsNothingToCompare(int hits) {
        Function<HttpCall, FetchOutcome> server = call -> ok(
                call,
                collection(
                        types(call).stream().filter(type -> Integer.parseInt(type.substring(1)) < hits),
                        type -> "at " + type));
        try (TalkativeEngine engine = new TalkativeEngine(memory, server)) {
            engine.ask(types(4), TestPoints.A, 10, FeaturesMode.NEAREST);

            assertThat(sizes(engine.sent())).containsOnly(1);
        }
    }

    @Test
    void whereServicesDoNotShareAtAll_nothingIsTried() {
        try (TalkativeEngine engine = new TalkativeEngine(MergeSettings.OFF, TrialTest::soundServer)) {
            ask(engine, types(4));

            assertThat(sizes(engine.sent())).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void aTypeThatMustBeAskedAloneIsNotTriedEither() {
        List<ServiceDefinition> services = List.of(
                type("t0").build(), type("t1").merge(false).build(), type("t2").build());
        try (TalkativeEngine engine = new TalkativeEngine(memory, TrialTest::soundServer)) {
            ask(engine, services);

            assertThat(engine.sent())
                    .last()
                    .satisfies(call -> assertThat(types(call)).containsExactly("t0", "t2"));
        }
    }
}
