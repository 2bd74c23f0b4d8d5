package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Manners;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All layers together, around a server that the test plays. */
class LayersTest {

    private final ManualTime time = new ManualTime();
    private GeoContextMetrics metrics = new GeoContextMetrics();
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final List<Instant> sentAt = new ArrayList<>();
    private Manners manners = Manners.UNLIMITED;
    private Layers layers = layers(FetchSettings.builder().retriesPerCall(0));

    private record Sent(HttpCall call, Instant at, CompletableFuture<FetchOutcome> outcome) {}

    private Layers layers(FetchSettings.Builder settings) {
        metrics = new GeoContextMetrics();
        return new Layers(settings.build(), origin -> manners, this::send, metrics, time);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        Sent sent = new Sent(call, time.now(), new CompletableFuture<>());
        underWay.add(sent);
        sentAt.add(time.now());
        Runnable disarm = time.after(scope.deadline().remaining(), () -> fail(sent, Reason.TIMEOUT));
        Runnable forget = scope.onCancel(() -> fail(sent, Reason.CANCELLED));
        return sent.outcome().whenComplete((outcome, bug) -> {
            disarm.run();
            forget.run();
            underWay.remove(sent);
        });
    }

    private void fail(Sent sent, Reason reason) {
        sent.outcome().complete(new CallFailure(reason, "ended", timing(sent)));
    }

    private void reply(Sent sent, int status) {
        sent.outcome().complete(new HttpReply(sent.call().uri(), status, Map.of(), new byte[0], timing(sent)));
    }

    private void replyToAll(int status) {
        List.copyOf(underWay).forEach(sent -> reply(sent, status));
    }

    private CallTiming timing(Sent sent) {
        return new CallTiming(sent.at(), Duration.ZERO, Duration.between(sent.at(), time.now()));
    }

    private CompletableFuture<FetchOutcome> fetch(String path, CallScope scope) {
        return layers.queries().fetch(HttpCall.get(URI.create("http://a.example/" + path)), scope);
    }

    private List<CompletableFuture<FetchOutcome>> fetchAll(int count, CallScope scope) {
        return IntStream.range(0, count).mapToObj(i -> fetch("?" + i, scope)).toList();
    }

    private CallScope scope(int seconds) {
        return time.scope(Duration.ofSeconds(seconds));
    }

    private static CallFailure failure(CompletableFuture<FetchOutcome> outcome) {
        return (CallFailure) outcome.join();
    }

    // The limit

    @Test
    void refusalsHalveWhatIsSentAtOnce() {
        fetchAll(300, scope(20));
        assertThat(underWay).hasSize(256);
        time.advance(Duration.ofMillis(100));
        replyToAll(429);
        fetchAll(300, scope(20));
        assertThat(underWay).hasSize(128);
    }

    /** A server that can do twenty at once and refuses the others at once: after a few rounds it refuses nobody. */
    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aServerThatRefusesWhatIsTooMuchGetsWhatItCanDo(int status) {
        List<Integer> served = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            List<CompletableFuture<FetchOutcome>> outcomes = fetchAll(100, scope(60));
            for (int step = 0; step < 100 && !underWay.isEmpty(); step++) {
                time.advance(Duration.ofMillis(1));
                List.copyOf(underWay).stream().skip(20).forEach(sent -> reply(sent, status));
                time.advance(Duration.ofMillis(99));
                List.copyOf(underWay).stream().limit(20).forEach(sent -> reply(sent, 200));
            }
            served.add((int) outcomes.stream()
                    .filter(outcome -> outcome.join() instanceof HttpReply reply && reply.status() == 200)
                    .count());
        }
        assertThat(served.get(0)).isEqualTo(20);
        assertThat(served.get(4)).isGreaterThanOrEqualTo(90);
    }

    /** One service of five hangs until its limit, in every query. */
    @Test
    void aServiceThatHangsTakesNoPlaceAwayFromTheOthers() {
        for (int query = 0; query < 20; query++) {
            CallScope scope = scope(30);
            IntStream.range(0, 5).forEach(i -> fetch("s" + i, scope));
            assertThat(underWay).hasSize(5);
            time.advance(Duration.ofMillis(500));
            List.copyOf(underWay).subList(0, 4).forEach(sent -> reply(sent, 200));
            time.advance(Duration.ofSeconds(15));
            fail(underWay.getFirst(), Reason.TIMEOUT);
        }
    }

    @Test
    void whatTheCatalogueSaysIsKeptToFromTheNextCallOn() {
        fetchAll(10, scope(20));
        assertThat(underWay).hasSize(10);
        manners = new Manners(4, Double.POSITIVE_INFINITY);
        fetchAll(20, scope(20));
        assertThat(underWay).hasSize(10);
        replyToAll(200);
        assertThat(underWay).hasSize(4);
    }

    @Test
    void callersWithShortDeadlinesLowerNothing() {
        for (int i = 0; i < 100; i++) {
            fetch("?" + i, time.scope(Duration.ofMillis(100)));
            time.advance(Duration.ofMillis(100));
        }
        fetchAll(300, scope(20));
        assertThat(underWay).hasSize(256);
    }

    @Test
    void aThousandCallsOfManyServicesAtOnceAreNoLoad() {
        layers = layers(FetchSettings.builder().callsPerOrigin(1000));
        for (int round = 0; round < 5; round++) {
            CallScope scope = scope(60);
            IntStream.range(0, 1000).forEach(i -> fetch("s" + i, scope));
            assertThat(underWay).hasSize(1000);
            time.advance(Duration.ofMillis(100));
            List.copyOf(underWay).subList(0, 500).forEach(sent -> reply(sent, 200));
            time.advance(Duration.ofMillis(1400));
            replyToAll(200);
        }
    }

    /** Whatever a server does, there are never more in flight than the limit allows and than the catalogue says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverTheServerDoes_theLimitHoldsAndEveryCallEnds(long seed) {
        Random random = new Random(seed);
        manners = new Manners(32, Double.POSITIVE_INFINITY);
        layers = layers(FetchSettings.builder().breakerFailurePercent(0));
        List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
        for (int event = 0; event < 3_000; event++) {
            switch (random.nextInt(4)) {
                case 0 -> outcomes.addAll(fetchAll(random.nextInt(20), scope(1 + random.nextInt(5))));
                case 1 -> time.advance(Duration.ofMillis(random.nextInt(200)));
                case 2 ->
                    List.copyOf(underWay).stream()
                            .filter(sent -> random.nextBoolean())
                            .forEach(sent -> reply(sent, random.nextInt(10) == 0 ? 503 : 200));
                default -> {
                    if (!underWay.isEmpty() && random.nextInt(5) == 0) {
                        reply(underWay.getFirst(), 429);
                    }
                }
            }
            assertThat(underWay.size()).isLessThanOrEqualTo(32);
        }
        time.advance(Duration.ofSeconds(10));
        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(underWay).isEmpty();
        assertThat(time.alarms()).isZero();
    }

    // The rate

    @Test
    void aRateIsKeptTo_whoeverAsks() {
        manners = new Manners(Integer.MAX_VALUE, 10);
        fetchAll(15, scope(20));
        IntStream.range(0, 15).forEach(i -> fetch("other?" + i, scope(20)));
        Instant start = time.now();
        time.advance(Duration.ofSeconds(2));
        assertThat(sentAt.stream().filter(at -> at.isBefore(start.plusMillis(1000))))
                .hasSize(10);
        assertThat(sentAt).hasSizeBetween(20, 21);
    }

    @Test
    void underARateQueriesTakeTurns() {
        manners = new Manners(Integer.MAX_VALUE, 10);
        fetchAll(100, scope(20));
        CompletableFuture<FetchOutcome> other = fetch("other", scope(20));
        time.advance(Duration.ofMillis(200));
        replyToAll(200);
        assertThat(other).isDone();
    }

    @Test
    void whoseTurnComesAfterTheDeadlineIsNotSent() {
        manners = new Manners(Integer.MAX_VALUE, 1);
        List<CompletableFuture<FetchOutcome>> outcomes = fetchAll(10, scope(5));
        for (int second = 0; second < 6; second++) {
            replyToAll(200);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(sentAt).hasSizeBetween(5, 6);
        assertThat(failure(outcomes.get(9)).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(outcomes.get(9)).message()).startsWith("not sent: the query's deadline came");
    }

    // The breaker

    private void openBreaker() {
        fetchAll(20, scope(20));
        replyToAll(500);
    }

    @Test
    void whereMostRequestsFail_callsEndAtOnceWithoutBeingSent() {
        openBreaker();
        CompletableFuture<FetchOutcome> outcome = fetch("", scope(20));
        assertThat(failure(outcome).reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(failure(outcome).message()).contains("http://a.example:80", "until 2026-01-01T00:00:15Z");
        assertThat(underWay).isEmpty();
    }

    @Test
    void callsThatHadQueuedEndToo() {
        manners = new Manners(10, Double.POSITIVE_INFINITY);
        List<CompletableFuture<FetchOutcome>> outcomes = fetchAll(100, scope(20));
        replyToAll(500);
        replyToAll(500);
        assertThat(sentAt).hasSize(29);
        assertThat(outcomes.subList(29, 100))
                .allSatisfy(outcome -> assertThat(failure(outcome).reason()).isEqualTo(Reason.BREAKER_OPEN));
        assertThat(underWay).hasSize(9);
    }

    @Test
    void callsThatHadQueuedForTheirTurnEndToo() {
        openBreaker();
        manners = new Manners(Integer.MAX_VALUE, 1);
        time.advance(Duration.ofSeconds(16));
        List<CompletableFuture<FetchOutcome>> outcomes = fetchAll(10, scope(60));
        for (int second = 0; second < 3; second++) {
            replyToAll(500);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(sentAt).hasSize(23);
    }

    @Test
    void anotherOriginIsCalledAllTheSame() {
        openBreaker();
        layers.queries().fetch(HttpCall.get(URI.create("http://b.example/")), scope(20));
        assertThat(underWay).hasSize(1);
    }

    @Test
    void afterItsPauseAnOriginThatWorksAgainIsCalledAgain() {
        openBreaker();
        time.advance(Duration.ofSeconds(16));
        fetchAll(10, scope(20));
        assertThat(underWay).hasSize(3);
        replyToAll(200);
        fetchAll(10, scope(20));
        assertThat(underWay).hasSize(10);
    }

    @Test
    void whatTheServerSaidIsTheOutcome_notThatTheBreakerForbadeAskingAgain() {
        layers = layers(FetchSettings.builder().retryPercent(100));
        List<CompletableFuture<FetchOutcome>> outcomes = fetchAll(20, scope(20));
        replyToAll(502);
        time.advance(Duration.ofSeconds(1));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(HttpReply.class));
    }

    // The background

    private CompletableFuture<FetchOutcome> fetchInBackground(String path) {
        return layers.background().fetch(HttpCall.get(URI.create("http://a.example/" + path)), scope(60));
    }

    @Test
    void theBackgroundIsAFewCallsAtOnce() {
        IntStream.range(0, 10).forEach(i -> fetchInBackground("bg" + i));
        assertThat(underWay).hasSize(BackgroundAllowance.CALLS_PER_ORIGIN);
        replyToAll(200);
        replyToAll(200);
        replyToAll(200);
        replyToAll(200);
        replyToAll(200);
        assertThat(underWay).isEmpty();
        assertThat(sentAt).hasSize(10);
    }

    @Test
    void theBackgroundTakesNoPermitOfTheQueries() {
        manners = new Manners(2, Double.POSITIVE_INFINITY);
        fetchInBackground("bg1");
        fetchInBackground("bg2");
        fetchAll(2, scope(20));
        assertThat(underWay).hasSize(4);
    }

    @Test
    void theBackgroundWaitsUntilNoQueryWaits() {
        manners = new Manners(1, Double.POSITIVE_INFINITY);
        fetchAll(3, scope(20));
        fetchInBackground("bg");
        for (int query = 0; query < 3; query++) {
            assertThat(underWay).hasSize(1);
            assertThat(underWay.getFirst().call().uri().getPath()).isEqualTo("/");
            reply(underWay.getFirst(), 200);
        }
        assertThat(underWay.getFirst().call().uri().getPath()).isEqualTo("/bg");
    }

    @Test
    void whenTheQueriesThatWaitedAreCancelled_theBackgroundGoesOn() {
        manners = new Manners(2, Double.POSITIVE_INFINITY);
        CallScope patient = scope(20);
        CallScope cancelled = scope(20);
        fetch("patient", patient);
        fetchAll(2, cancelled);
        CompletableFuture<FetchOutcome> outcome = fetchInBackground("bg");
        cancelled.cancel();
        replyToAll(200);
        replyToAll(200);
        assertThat(outcome).isDone();
    }

    @Test
    void theBackgroundKnowsThatAnOriginIsNotToBeCalled() {
        openBreaker();
        assertThat(failure(fetchInBackground("bg")).reason()).isEqualTo(Reason.BREAKER_OPEN);
    }

    @Test
    void theRateIsOneForQueriesAndBackground() {
        manners = new Manners(Integer.MAX_VALUE, 1);
        fetch("", scope(20));
        fetchInBackground("bg");
        assertThat(underWay).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(underWay).hasSize(2);
    }

    // The state

    @Test
    void theStateOfAnOriginSaysWhatHasHappened() {
        layers = layers(FetchSettings.builder().retriesPerCall(1).callsPerOrigin(10));
        fetchAll(4, scope(20));
        fetchAll(1, scope(20));
        time.advance(Duration.ofMillis(200));
        replyToAll(200);
        fetch("busy", scope(20));
        replyToAll(429);
        time.advance(Duration.ofSeconds(1));
        fail(underWay.getFirst(), Reason.CONNECT);
        fetch("missing", scope(20));
        replyToAll(404);
        fetchAll(12, scope(20));

        OriginState state = layers.states().get(0);
        assertThat(layers.states()).hasSize(1);
        assertThat(state.origin().toString()).isEqualTo("http://a.example:80");
        assertThat(state.requests()).isEqualTo(12);
        assertThat(state.inFlight()).isEqualTo(5);
        assertThat(state.queued()).isEqualTo(7);
        assertThat(state.limit()).isEqualTo(5);
        assertThat(state.ceiling()).isEqualTo(10);
        assertThat(state.requestsPerSecond()).isNull();
        assertThat(state.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(state.p50Millis()).isCloseTo(200, Percentage.withPercentage(5));
        assertThat(state.p99Millis()).isCloseTo(200, Percentage.withPercentage(5));
        assertThat(state.failures()).isEqualTo(Map.of(Reason.CONNECT, 1L, Reason.HTTP_STATUS, 1L));
        assertThat(state.retries()).isEqualTo(1);
        assertThat(state.coalesced()).isEqualTo(1);
    }

    @Test
    void statesAreInTheOrderOfTheirNames() {
        for (String host : List.of("c", "a", "b")) {
            layers.queries().fetch(HttpCall.get(URI.create("http://" + host + ".example/")), scope(20));
        }
        assertThat(layers.states())
                .extracting(state -> state.origin().host())
                .containsExactly("a.example", "b.example", "c.example");
    }

    @Test
    void aStateSaysUntilWhenAnOriginIsNotCalled() {
        openBreaker();
        OriginState state = layers.states().get(0);
        assertThat(state.breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(state.openUntil()).isEqualTo(Instant.parse("2026-01-01T00:00:15Z"));
    }

    @Test
    void theStateIsAmongTheMeters() {
        openBreaker();
        assertThat(metrics.scrape())
                .contains("geocontext_fetch_requests_total{origin=\"http://a.example:80\"} 20.0")
                .contains("geocontext_fetch_origin_breaker{origin=\"http://a.example:80\"} 2.0")
                .contains("geocontext_fetch_origin_limit{origin=\"http://a.example:80\"} 256.0")
                .contains("geocontext_fetch_origin_in_flight{origin=\"http://a.example:80\"} 0.0");
    }

    @Test
    void anOriginThatNobodyCallsForHalfAnHourIsForgotten() {
        openBreaker();
        time.advance(RecentlyUsed.IDLE);
        assertThat(layers.states()).isEmpty();
        fetchAll(10, scope(20));
        assertThat(underWay).hasSize(10);
    }
}
