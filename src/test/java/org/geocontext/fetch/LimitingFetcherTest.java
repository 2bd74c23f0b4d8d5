package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;

class LimitingFetcherTest {

    private final ManualTime time = new ManualTime();
    private final List<Sent> sent = new ArrayList<>();
    private Permits permits = permits(2, 3);

    private Permits permits(int perOrigin, int total) {
        return new Permits(origin -> Permits.Allowance.of(perOrigin), total, time);
    }

    private record Sent(String url, CompletableFuture<FetchOutcome> outcome) {}

    private CompletableFuture<FetchOutcome> fetch(String url, CallScope scope) {
        Fetcher next = (call, any) -> {
            Sent one = new Sent(call.uri().toString(), new CompletableFuture<>());
            sent.add(one);
            return one.outcome();
        };
        return new LimitingFetcher(next, permits, time).fetch(HttpCall.get(URI.create(url)), scope);
    }

    private void answer(int index) {
        sent.get(index).outcome().complete(reply());
    }

    private HttpReply reply() {
        CallTiming timing = new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
        return new HttpReply(URI.create("http://a.example/"), 200, Map.of(), new byte[0], timing);
    }

    private List<String> urls() {
        return sent.stream().map(Sent::url).toList();
    }

    private CallScope scope() {
        return time.scope(Duration.ofSeconds(10));
    }

    @Test
    void anOriginHasNoMoreCallsThanItsCeiling() {
        CallScope scope = scope();
        fetch("http://a.example/1", scope);
        fetch("http://a.example/2", scope);
        fetch("http://a.example/3", scope);
        assertThat(urls()).containsExactly("http://a.example/1", "http://a.example/2");
        answer(0);
        assertThat(urls()).endsWith("http://a.example/3");
    }

    @Test
    void theTotalIsACeilingToo() {
        CallScope scope = scope();
        for (String host : List.of("a", "b", "c", "d")) {
            fetch("http://" + host + ".example/", scope);
        }
        assertThat(sent).hasSize(3);
        answer(1);
        assertThat(urls()).endsWith("http://d.example/");
    }

    @Test
    void aFullOriginHoldsNobodyElseUp() {
        CallScope scope = scope();
        for (int i = 0; i < 5; i++) {
            fetch("http://a.example/" + i, scope);
        }
        fetch("http://b.example/", scope);
        assertThat(urls()).endsWith("http://b.example/");
    }

    @Test
    void queriesTakeTurns() {
        CallScope large = scope();
        CallScope small = scope();
        for (int i = 0; i < 6; i++) {
            fetch("http://a.example/large" + i, large);
        }
        fetch("http://a.example/small0", small);
        fetch("http://a.example/small1", small);
        for (int i = 0; i < 6; i++) {
            answer(i);
        }
        assertThat(urls())
                .extracting(url -> url.substring("http://a.example/".length()))
                .containsExactly("large0", "large1", "large2", "small0", "large3", "small1", "large4", "large5");
    }

    @Test
    void sharedRequestsWaitInTheLineOfTheQueryThatBeganThem() {
        CallScope large = scope();
        for (int i = 0; i < 6; i++) {
            fetch("http://a.example/large" + i, large.beside());
        }
        fetch("http://a.example/small", scope().beside());
        for (int i = 0; i < 3; i++) {
            answer(i);
        }
        assertThat(urls()).endsWith("http://a.example/small", "http://a.example/large3");
    }

    @Test
    void aPostponedDeadlineIsWaitedFor() {
        CallScope query = scope();
        fetch("http://a.example/1", query);
        fetch("http://a.example/2", query);
        CallScope postponed = query.beside();
        CompletableFuture<FetchOutcome> late = fetch("http://a.example/3", query.beside());
        CompletableFuture<FetchOutcome> patient = fetch("http://a.example/4", postponed);
        postponed.postpone(time.scope(Duration.ofSeconds(12)).deadline());
        time.advance(Duration.ofSeconds(11));
        assertThat(late).isDone();
        assertThat(patient).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(patient).isDone();
    }

    @Test
    void eachDeadlineInALineEndsItsOwn() {
        CallScope query = scope();
        fetch("http://a.example/1", query);
        fetch("http://a.example/2", query);
        CallScope later = query.beside();
        later.postpone(time.scope(Duration.ofSeconds(20)).deadline());
        CompletableFuture<FetchOutcome> second = fetch("http://a.example/3", later);
        CompletableFuture<FetchOutcome> first = fetch("http://a.example/4", query);
        time.advance(Duration.ofSeconds(10));
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        time.advance(Duration.ofSeconds(10));
        assertThat(second).isDone();
        assertThat(time.alarms()).isZero();
    }

    @Test
    void oneOfALineLeavesAlone() {
        CallScope query = scope();
        fetch("http://a.example/1", query);
        fetch("http://a.example/2", query);
        CallScope one = query.beside();
        CompletableFuture<FetchOutcome> cancelled = fetch("http://a.example/3", one);
        fetch("http://a.example/4", query.beside());
        one.cancel();
        assertThat(cancelled).isDone();
        answer(0);
        assertThat(urls()).endsWith("http://a.example/4");
    }

    @Test
    void originsTakeTurnsForTheTotal() {
        permits = permits(2, 2);
        CallScope scope = scope();
        for (int i = 0; i < 4; i++) {
            fetch("http://a.example/" + i, scope);
        }
        fetch("http://b.example/", scope);
        answer(0);
        answer(1);
        assertThat(urls().subList(2, 4)).contains("http://b.example/");
    }

    @Test
    void atTheDeadlineTheQueueIsLeft() {
        CallScope scope = scope();
        fetch("http://a.example/1", scope);
        fetch("http://a.example/2", scope);
        CompletableFuture<FetchOutcome> waiting = fetch("http://a.example/3", scope);
        time.advance(Duration.ofSeconds(10));
        assertThat(waiting.join()).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure.message())
                    .isEqualTo("not sent: the query's deadline came after 10 s in the queue for http://a.example:80");
            assertThat(failure.timing().queued()).hasSeconds(10);
        });
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void cancellingLeavesTheQueue() {
        CallScope scope = scope();
        CallScope other = scope();
        fetch("http://a.example/1", scope);
        fetch("http://a.example/2", scope);
        CompletableFuture<FetchOutcome> waiting = fetch("http://a.example/3", scope);
        fetch("http://a.example/4", other);
        scope.cancel();
        assertThat(((CallFailure) waiting.join()).reason()).isEqualTo(Reason.CANCELLED);
        answer(0);
        assertThat(urls()).endsWith("http://a.example/4");
    }

    @Test
    void aCallOfACancelledScopeThatFindsNoPermitIsRefusedAtOnce() {
        CallScope scope = scope();
        fetch("http://a.example/1", scope);
        fetch("http://a.example/2", scope);
        CallScope ended = scope();
        ended.cancel();
        assertThat(fetch("http://a.example/3", ended)).isCompleted();
    }

    @Test
    void theTimeInTheQueueIsPartOfTheTiming() {
        CallScope scope = scope();
        fetch("http://a.example/1", scope);
        fetch("http://a.example/2", scope);
        CompletableFuture<FetchOutcome> waiting = fetch("http://a.example/3", scope);
        time.advance(Duration.ofMillis(300));
        answer(0);
        time.advance(Duration.ofMillis(200));
        answer(2);
        assertThat(waiting.join().timing().queued()).hasMillis(300);
        assertThat(waiting.join().timing().total()).hasMillis(500);
    }

    @Test
    void whenAllHasEndedNothingIsKept() {
        CallScope scope = scope();
        for (int i = 0; i < 4; i++) {
            fetch("http://a.example/" + i, scope);
        }
        for (int i = 0; i < 4; i++) {
            answer(i);
        }
        assertThat(permits.inUse()).isZero();
        assertThat(permits.waiting()).isZero();
        assertThat(time.alarms()).isZero();
    }

    @Test
    void aFetcherThatThrowsLosesNoPermit() {
        Fetcher broken = (call, any) -> {
            throw new IllegalStateException("a bug");
        };
        LimitingFetcher fetcher = new LimitingFetcher(broken, permits, time);
        for (int i = 0; i < 10; i++) {
            assertThat(fetcher.fetch(HttpCall.get(URI.create("http://a.example/")), scope()))
                    .isCompletedExceptionally();
        }
        assertThat(permits.inUse()).isZero();
    }

    @Test
    void tenThousandCallsThatEndAtOnceDoNotNest() {
        CompletableFuture<FetchOutcome> first = new CompletableFuture<>();
        AtomicInteger count = new AtomicInteger();
        permits = permits(1, 1);
        Fetcher next = (call, any) -> count.getAndIncrement() == 0 ? first : CompletableFuture.completedFuture(reply());
        LimitingFetcher fetcher = new LimitingFetcher(next, permits, time);
        CallScope scope = scope();
        for (int i = 0; i < 10_000; i++) {
            fetcher.fetch(HttpCall.get(URI.create("http://a.example/")), scope);
        }
        first.complete(reply());
        assertThat(count).hasValue(10_000);
        assertThat(permits.inUse()).isZero();
    }

    @Test
    void underContentionTheCeilingHoldsAndEveryCallEnds() throws Exception {
        int calls = 20_000;
        permits = permits(8, 16);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(calls);
        ExecutorService servers = Executors.newFixedThreadPool(4);
        Fetcher next = (call, any) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        inFlight.decrementAndGet();
                        return reply();
                    },
                    servers);
        };
        LimitingFetcher fetcher = new LimitingFetcher(next, permits, time);
        CallScope scope = scope();
        for (int i = 0; i < calls; i++) {
            HttpCall call = HttpCall.get(URI.create("http://h" + i % 7 + ".example/"));
            fetcher.fetch(call, i % 3 == 0 ? scope : scope()).thenRun(ended::countDown);
        }
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        servers.shutdown();
        assertThat(servers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 16);
        assertThat(permits.inUse()).isZero();
    }
}
