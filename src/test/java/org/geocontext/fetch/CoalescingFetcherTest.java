package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoalescingFetcherTest {

    private static final HttpCall CALL = HttpCall.get(URI.create("http://a.example/?x=1"));

    private final ManualTime time = new ManualTime();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Origin> shared = new ArrayList<>();
    private final CoalescingFetcher fetcher = new CoalescingFetcher(this::send, time, shared::add);

    private record Sent(HttpCall call, CallScope scope, CompletableFuture<FetchOutcome> outcome) {}

    /** As the layers below: it ends at its scope's deadline, which may have been postponed, or cancellation. */
    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        Sent one = new Sent(call, scope, new CompletableFuture<>());
        sent.add(one);
        scope.onCancel(() -> one.outcome().complete(failure(Reason.CANCELLED)));
        watch(one);
        return one.outcome();
    }

    private void watch(Sent one) {
        time.after(one.scope().deadline().remaining(), () -> {
            if (one.scope().deadline().expired()) {
                one.outcome().complete(failure(Reason.TIMEOUT));
            } else {
                watch(one);
            }
        });
    }

    private CallFailure failure(Reason reason) {
        return new CallFailure(reason, "ended below", timing());
    }

    private CallTiming timing() {
        return new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
    }

    private HttpReply reply() {
        return new HttpReply(CALL.uri(), 200, Map.of(), new byte[0], timing());
    }

    private CallScope scope(int seconds) {
        return time.scope(Duration.ofSeconds(seconds));
    }

    private static Reason reason(CompletableFuture<FetchOutcome> outcome) {
        return ((CallFailure) outcome.join()).reason();
    }

    @Test
    void equalCallsUnderWayAreSentOnce() {
        CompletableFuture<FetchOutcome> first = fetcher.fetch(CALL, scope(10));
        CompletableFuture<FetchOutcome> second = fetcher.fetch(HttpCall.get(CALL.uri()), scope(10));
        sent.get(0).outcome().complete(reply());
        assertThat(sent).hasSize(1);
        assertThat(((HttpReply) first.join()).body()).isSameAs(((HttpReply) second.join()).body());
        assertThat(shared).containsExactly(CALL.origin());
    }

    @Test
    void whoSharesARequestIsToldSo() {
        CompletableFuture<FetchOutcome> first = fetcher.fetch(CALL, scope(10));
        CompletableFuture<FetchOutcome> second = fetcher.fetch(CALL, scope(10));
        sent.get(0).outcome().complete(reply());
        assertThat(first.join().timing().trace().coalesced()).isFalse();
        assertThat(second.join().timing().trace().coalesced()).isTrue();
    }

    @Test
    void callsThatDifferInAnythingAreSentEach() {
        URI uri = CALL.uri();
        Duration second = Duration.ofSeconds(1);
        List<HttpCall> calls = List.of(
                CALL,
                HttpCall.get(URI.create("http://a.example/?x=2")),
                new HttpCall(uri, Map.of("Accept", "text/xml"), null, Auth.NONE, false, null),
                new HttpCall(uri, Map.of(), "", Auth.NONE, false, null),
                new HttpCall(uri, Map.of(), null, new Auth.Bearer("one"), false, null),
                new HttpCall(uri, Map.of(), null, new Auth.Bearer("two"), false, null),
                new HttpCall(uri, Map.of(), null, Auth.NONE, true, null),
                new HttpCall(uri, Map.of(), null, Auth.NONE, false, second));
        calls.forEach(call -> fetcher.fetch(call, scope(10)));
        assertThat(sent).extracting(Sent::call).containsExactlyElementsOf(calls);
    }

    @Test
    void afterTheReplyAnEqualCallIsSentAgain() {
        fetcher.fetch(CALL, scope(10));
        sent.get(0).outcome().complete(reply());
        fetcher.fetch(CALL, scope(10));
        assertThat(sent).hasSize(2);
    }

    @Test
    void theRequestWaitsInTheLineOfTheQueryThatBeganIt() {
        CallScope query = scope(10);
        fetcher.fetch(CALL, query);
        fetcher.fetch(CALL, scope(10));
        assertThat(sent.get(0).scope().query()).isSameAs(query);
    }

    @Test
    void whoIsCancelledLeavesTheOthersAlone() {
        CallScope beginner = scope(10);
        CompletableFuture<FetchOutcome> cancelled = fetcher.fetch(CALL, beginner);
        CompletableFuture<FetchOutcome> other = fetcher.fetch(CALL, scope(10));
        beginner.cancel();
        assertThat(reason(cancelled)).isEqualTo(Reason.CANCELLED);
        assertThat(other).isNotDone();
        sent.get(0).outcome().complete(reply());
        assertThat(other.join()).isInstanceOf(HttpReply.class);
    }

    @Test
    void whenTheLastHasGoneTheRequestIsCancelled() {
        CallScope one = scope(10);
        CallScope two = scope(10);
        fetcher.fetch(CALL, one);
        fetcher.fetch(CALL, two);
        one.cancel();
        assertThat(sent.get(0).scope().isCancelled()).isFalse();
        two.cancel();
        assertThat(sent.get(0).scope().isCancelled()).isTrue();
        assertThat(fetcher.flights()).isZero();
    }

    @Test
    void whoComesAfterTheLastHasGoneIsSentAnew() {
        CallScope gone = scope(10);
        fetcher.fetch(CALL, gone);
        gone.cancel();
        CompletableFuture<FetchOutcome> outcome = fetcher.fetch(CALL, scope(10));
        sent.get(1).outcome().complete(reply());
        assertThat(outcome.join()).isInstanceOf(HttpReply.class);
    }

    @Test
    void theFirstDeadlineEndsOnlyItsOwnCall() {
        CompletableFuture<FetchOutcome> hasty = fetcher.fetch(CALL, scope(1));
        CompletableFuture<FetchOutcome> patient = fetcher.fetch(CALL, scope(5));
        time.advance(Duration.ofSeconds(2));
        assertThat(reason(hasty)).isEqualTo(Reason.TIMEOUT);
        assertThat(patient).isNotDone();
        sent.get(0).outcome().complete(reply());
        assertThat(patient.join()).isInstanceOf(HttpReply.class);
    }

    @Test
    void aLaterCallersEarlierDeadlineEndsOnlyItsOwnCall() {
        CompletableFuture<FetchOutcome> patient = fetcher.fetch(CALL, scope(5));
        CompletableFuture<FetchOutcome> hasty = fetcher.fetch(CALL, scope(1));
        time.advance(Duration.ofSeconds(1));
        assertThat(reason(hasty)).isEqualTo(Reason.TIMEOUT);
        assertThat(((CallFailure) hasty.join()).message())
                .isEqualTo("the query's deadline came while it shared a request of another query, after 1 s");
        time.advance(Duration.ofSeconds(4));
        assertThat(reason(patient)).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void theLatestDeadlineIsTheRequestsOwn() {
        fetcher.fetch(CALL, scope(1));
        fetcher.fetch(CALL, scope(5));
        fetcher.fetch(CALL, scope(3));
        assertThat(sent.get(0).scope().deadline().remaining()).hasSeconds(5);
    }

    @Test
    void aRequestWhoseDeadlineHasComeIsNotShared() {
        CallScope ended = scope(1);
        CoalescingFetcher deaf = new CoalescingFetcher(
                (call, scope) -> {
                    sent.add(new Sent(call, scope, new CompletableFuture<>()));
                    return sent.get(sent.size() - 1).outcome();
                },
                time,
                shared::add);
        deaf.fetch(CALL, ended);
        time.advance(Duration.ofSeconds(1));
        deaf.fetch(CALL, scope(5));
        assertThat(sent).hasSize(2);
    }

    @Test
    void aCancelledCallIsNotSent() {
        CallScope ended = scope(5);
        ended.cancel();
        assertThat(reason(fetcher.fetch(CALL, ended))).isEqualTo(Reason.CANCELLED);
        assertThat(sent).isEmpty();
    }

    @Test
    void eachCallHasATimingOfItsOwn() {
        CompletableFuture<FetchOutcome> first = fetcher.fetch(CALL, scope(5));
        time.advance(Duration.ofMillis(300));
        CompletableFuture<FetchOutcome> second = fetcher.fetch(CALL, scope(5));
        time.advance(Duration.ofMillis(400));
        CallTiming below = new CallTiming(time.now(), Duration.ofMillis(500), Duration.ofMillis(700));
        sent.get(0).outcome().complete(new HttpReply(CALL.uri(), 200, Map.of(), new byte[0], below));
        assertThat(first.join().timing()).isEqualTo(below);
        assertThat(second.join().timing().queued()).hasMillis(200);
        assertThat(second.join().timing().total()).hasMillis(400);
    }

    @Test
    void aBugBelowReachesEveryCall() {
        CompletableFuture<FetchOutcome> first = fetcher.fetch(CALL, scope(5));
        CompletableFuture<FetchOutcome> second = fetcher.fetch(CALL, scope(5));
        sent.get(0).outcome().completeExceptionally(new IllegalStateException("a bug"));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(fetcher.flights()).isZero();
    }

    @Test
    void aLayerThatThrowsLeavesNothingBehind() {
        CoalescingFetcher broken = new CoalescingFetcher(
                (call, scope) -> {
                    throw new IllegalStateException("a bug");
                },
                time,
                shared::add);
        assertThat(broken.fetch(CALL, scope(5))).isCompletedExceptionally();
        assertThat(broken.flights()).isZero();
    }

    /**
     * Joining, leaving, answering and the passing of time in any order: nobody is cut before the own deadline, nobody
     * waits past it, and nothing is left.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverHappensInWhateverOrder_everyCallEndsAsItsOwn(long seed) {
        Random random = new Random(seed);
        List<CallScope> scopes = new ArrayList<>();
        List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
        for (int event = 0; event < 3_000; event++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    HttpCall call = HttpCall.get(URI.create("http://a.example/" + random.nextInt(3)));
                    scopes.add(time.scope(Duration.ofMillis(1 + random.nextInt(200))));
                    outcomes.add(fetcher.fetch(call, scopes.get(scopes.size() - 1)));
                }
                case 2 -> time.advance(Duration.ofMillis(random.nextInt(20)));
                case 3 -> {
                    if (!scopes.isEmpty()) {
                        scopes.get(scopes.size() - 1 - random.nextInt(Math.min(5, scopes.size())))
                                .cancel();
                    }
                }
                default -> {
                    if (!sent.isEmpty()) {
                        sent.get(sent.size() - 1 - random.nextInt(Math.min(3, sent.size())))
                                .outcome()
                                .complete(reply());
                    }
                }
            }
            for (int i = 0; i < scopes.size(); i++) {
                CallScope scope = scopes.get(i);
                CompletableFuture<FetchOutcome> outcome = outcomes.get(i);
                if (scope.isCancelled() || scope.deadline().expired()) {
                    assertThat(outcome).isCompleted();
                } else if (outcome.isDone()) {
                    assertThat(outcome.join()).isInstanceOf(HttpReply.class);
                }
            }
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(fetcher.flights()).isZero();
        assertThat(sent).hasSizeLessThan(outcomes.size());
    }

    @Test
    void threadsThatJoinAndLeaveAtOnceAllGetAnOutcome() throws Exception {
        int threads = 4;
        int rounds = 5_000;
        ExecutorService servers = Executors.newFixedThreadPool(2);
        AtomicInteger requests = new AtomicInteger();
        CoalescingFetcher contended = new CoalescingFetcher(
                (call, scope) -> {
                    requests.incrementAndGet();
                    return CompletableFuture.supplyAsync(this::reply, servers);
                },
                time,
                origin -> {});
        CountDownLatch ended = new CountDownLatch(threads * rounds);
        List<Thread> callers = IntStream.range(0, threads)
                .mapToObj(number -> new Thread(() -> {
                    Random random = new Random(number);
                    for (int round = 0; round < rounds; round++) {
                        CallScope scope = scope(10);
                        contended.fetch(CALL, scope).thenRun(ended::countDown);
                        if (random.nextBoolean()) {
                            scope.cancel();
                        }
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        servers.shutdown();
        assertThat(servers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(contended.flights()).isZero();
        assertThat(requests.get()).isBetween(1, threads * rounds);
    }
}
