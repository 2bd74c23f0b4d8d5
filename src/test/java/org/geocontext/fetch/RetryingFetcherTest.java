package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;

class RetryingFetcherTest {

    private static final HttpCall CALL = HttpCall.get(URI.create("http://a.example/"));
    private static final HttpCall ELSEWHERE = HttpCall.get(URI.create("http://b.example/"));

    private final ManualTime time = new ManualTime();
    private final Deque<FetchOutcome> script = new ArrayDeque<>();
    private final List<Long> sentAtMillis = new ArrayList<>();
    private final List<Origin> retried = new ArrayList<>();
    private final Fetcher fetcher = new RetryingFetcher(
            this::send, 2, new RepeatBudget(10, 3, time), new Pauses(time), time, () -> 1.0, retried::add);

    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        sentAtMillis.add(time.nanos() / 1_000_000);
        return CompletableFuture.completedFuture(script.remove());
    }

    private CompletableFuture<FetchOutcome> fetch(Duration limit) {
        return fetcher.fetch(CALL, time.scope(limit));
    }

    private CallTiming timing() {
        return new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
    }

    private HttpReply reply(int status) {
        return new HttpReply(CALL.uri(), status, Map.of(), new byte[0], timing());
    }

    private HttpReply notNow(int status, String retryAfter) {
        return new HttpReply(CALL.uri(), status, Map.of("retry-after", retryAfter), new byte[0], timing());
    }

    private CallFailure refused() {
        return new CallFailure(Reason.CONNECT, "refused", timing());
    }

    @Test
    void aFailureBeforeTheReplyIsAskedAgainAfterAWait() {
        script.addAll(List.of(refused(), reply(502), reply(200)));
        CompletableFuture<FetchOutcome> outcome = fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(1));
        assertThat(outcome).isCompletedWithValueMatching(done -> ((HttpReply) done).status() == 200);
        assertThat(sentAtMillis).containsExactly(0L, 100L, 300L);
        assertThat(retried).hasSize(2);
    }

    @Test
    void theTimingCoversAllTries() {
        script.addAll(List.of(refused(), reply(200)));
        CompletableFuture<FetchOutcome> outcome = fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(1));
        assertThat(outcome.join().timing().total()).hasMillis(100);
    }

    @Test
    void theTraceCountsAllTries() {
        script.addAll(List.of(refused(), reply(502), reply(200)));
        CompletableFuture<FetchOutcome> outcome = fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(1));
        assertThat(outcome.join().timing().trace().requests()).isEqualTo(3);
    }

    @Test
    void theLastFailureIsTheOutcome() {
        script.addAll(List.of(refused(), refused(), reply(503)));
        CompletableFuture<FetchOutcome> outcome = fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(5));
        assertThat(outcome).isCompletedWithValueMatching(done -> ((HttpReply) done).status() == 503);
        assertThat(sentAtMillis).hasSize(3);
    }

    @Test
    void aRetryThatDoesNotFitIntoTheDeadlineIsNotMade() {
        script.add(refused());
        assertThat(fetch(Duration.ofMillis(100))).isCompletedWithValueMatching(CallFailure.class::isInstance);
    }

    @Test
    void withoutBudgetThereIsNoRetry() {
        for (int i = 0; i < 5; i++) {
            script.addAll(List.of(refused(), refused(), refused()));
        }
        for (int i = 0; i < 5; i++) {
            fetch(Duration.ofSeconds(5));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(retried).hasSize(3);
    }

    @Test
    void retryAfterIsKeptTo() {
        script.addAll(List.of(notNow(429, "2"), reply(200)));
        fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(5));
        assertThat(sentAtMillis).containsExactly(0L, 2000L);
    }

    @Test
    void retryAfterPastTheDeadlineIsTheOutcomeAtOnce() {
        script.add(notNow(503, "60"));
        assertThat(fetch(Duration.ofSeconds(5)))
                .isCompletedWithValueMatching(done -> ((HttpReply) done).status() == 503);
    }

    @Test
    void retryAfterPausesLaterCallsToTheOrigin() {
        script.addAll(List.of(notNow(503, "2"), reply(200), reply(200)));
        fetch(Duration.ofMillis(500));
        CompletableFuture<FetchOutcome> later = fetch(Duration.ofSeconds(5));
        assertThat(later).isNotDone();
        time.advance(Duration.ofSeconds(2));
        assertThat(later).isCompleted();
        assertThat(sentAtMillis).containsExactly(0L, 2000L);
    }

    @Test
    void aPauseDoesNotConcernOtherOrigins() {
        script.addAll(List.of(notNow(503, "2"), reply(200)));
        fetch(Duration.ofMillis(500));
        assertThat(fetcher.fetch(ELSEWHERE, time.scope(Duration.ofSeconds(1)))).isCompleted();
    }

    @Test
    void aCallThatWouldPauseUntilItsDeadlineIsNotSent() {
        script.add(notNow(503, "30"));
        fetch(Duration.ofSeconds(5));
        assertThat(fetch(Duration.ofSeconds(5)).join()).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure.message()).startsWith("not sent: http://a.example:80 asked for a pause of another 30 s");
        });
        assertThat(sentAtMillis).hasSize(1);
    }

    @Test
    void aPauseIsAMinuteAtMost() {
        script.addAll(List.of(notNow(503, "86400"), reply(200)));
        fetch(Duration.ofSeconds(5));
        time.advance(Duration.ofMinutes(1));
        assertThat(fetch(Duration.ofSeconds(5))).isCompleted();
    }

    @Test
    void cancellingEndsTheWait() {
        script.add(refused());
        CallScope scope = time.scope(Duration.ofSeconds(5));
        CompletableFuture<FetchOutcome> outcome = fetcher.fetch(CALL, scope);
        scope.cancel();
        assertThat(((CallFailure) outcome.join()).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(time.alarms()).isZero();
    }
}
