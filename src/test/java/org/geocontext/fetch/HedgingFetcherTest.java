package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Manners;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second request, with the layers that it needs around it. */
class HedgingFetcherTest {

    private final ManualTime time = new ManualTime();
    private final List<Sent> sent = new ArrayList<>();
    private Manners manners = Manners.UNLIMITED;
    private final Layers layers = new Layers(
            FetchSettings.builder()
                    .retriesPerCall(0)
                    .hedge(true)
                    .callsPerOrigin(3)
                    .build(),
            origin -> manners,
            this::send,
            new GeoContextMetrics(),
            time);
    private int calls;

    private record Sent(Instant at, CallScope scope, CompletableFuture<FetchOutcome> outcome) {}

    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        Sent one = new Sent(time.now(), scope, new CompletableFuture<>());
        sent.add(one);
        scope.onCancel(() -> one.outcome().complete(new CallFailure(Reason.CANCELLED, "cancelled", timing(one))));
        return one.outcome();
    }

    private CallTiming timing(Sent one) {
        return new CallTiming(one.at(), Duration.ZERO, Duration.between(one.at(), time.now()));
    }

    private void reply(int index, int status) {
        Sent one = sent.get(index);
        one.outcome()
                .complete(new HttpReply(
                        URI.create("http://a.example/"), status, Map.of("n", "" + index), new byte[0], timing(one)));
    }

    private CompletableFuture<FetchOutcome> fetch() {
        HttpCall call = HttpCall.get(URI.create("http://a.example/wms?" + calls++));
        return layers.queries().fetch(call, time.scope(Duration.ofSeconds(20)));
    }

    /** A hundred requests of 100 ms at most: five may be repeated now. */
    @BeforeEach
    void learn() {
        for (int i = 0; i < 100; i++) {
            fetch();
            time.advance(Duration.ofMillis(i < 20 ? 100 : 80));
            reply(i, 200);
        }
        sent.clear();
    }

    private static String number(CompletableFuture<FetchOutcome> outcome) {
        return ((HttpReply) outcome.join()).header("n");
    }

    @Test
    void whatTakesLongerThanUsualIsSentASecondTime() {
        fetch();
        time.advance(Duration.ofMillis(99));
        assertThat(sent).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(sent).hasSize(2);
        assertThat(layers.states().get(0).hedges()).isOne();
    }

    @Test
    void theFirstGoodReplyCountsAndTheOtherRequestIsCancelled() {
        CompletableFuture<FetchOutcome> outcome = fetch();
        time.advance(Duration.ofMillis(150));
        reply(1, 200);
        assertThat(number(outcome)).isEqualTo("1");
        assertThat(sent.get(0).scope().isCancelled()).isTrue();
        assertThat(sent.get(0).outcome()).isDone();
    }

    @Test
    void whenTheFirstRequestWins_theSecondIsCancelled() {
        CompletableFuture<FetchOutcome> outcome = fetch();
        time.advance(Duration.ofMillis(150));
        reply(0, 200);
        assertThat(number(outcome)).isEqualTo("0");
        assertThat(sent.get(1).outcome()).isDone();
        assertThat(layers.states().get(0).inFlight()).isZero();
    }

    @Test
    void aSecondRequestThatFailsChangesNothing() {
        CompletableFuture<FetchOutcome> outcome = fetch();
        time.advance(Duration.ofMillis(150));
        reply(1, 500);
        assertThat(outcome).isNotDone();
        reply(0, 200);
        assertThat(number(outcome)).isEqualTo("0");
    }

    @Test
    void whatTheFirstRequestFailsOfIsTheOutcome() {
        CompletableFuture<FetchOutcome> outcome = fetch();
        time.advance(Duration.ofMillis(150));
        sent.get(0).outcome().complete(new CallFailure(Reason.CONNECT, "reset", timing(sent.get(0))));
        assertThat(((CallFailure) outcome.join()).reason()).isEqualTo(Reason.CONNECT);
        assertThat(sent.get(1).outcome()).isDone();
    }

    @Test
    void fiveOfAHundredAreSentASecondTime() {
        for (int i = 0; i < 20; i++) {
            fetch();
            int first = sent.size() - 1;
            time.advance(Duration.ofMillis(150));
            reply(first, 200);
        }
        assertThat(sent).hasSize(20 + 6);
    }

    @Test
    void aPermitThatAnotherCallCouldHaveIsNotTaken() {
        fetch();
        fetch();
        fetch();
        fetch();
        time.advance(Duration.ofSeconds(1));
        assertThat(sent).hasSize(3);
    }

    @Test
    void whereTheCatalogueHasARate_nothingIsSentTwice() {
        manners = new Manners(3, 100);
        fetch();
        time.advance(Duration.ofSeconds(1));
        assertThat(sent).hasSize(1);
    }

    @Test
    void cancellingTheQueryCancelsBoth() {
        CallScope query = time.scope(Duration.ofSeconds(20));
        layers.queries().fetch(HttpCall.get(URI.create("http://a.example/wms?x")), query);
        time.advance(Duration.ofMillis(150));
        query.cancel();
        assertThat(sent).hasSize(2).allMatch(one -> one.outcome().isDone());
        assertThat(time.alarms()).isZero();
    }
}
