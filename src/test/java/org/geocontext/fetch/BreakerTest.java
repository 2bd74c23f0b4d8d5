package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.geocontext.http.Origin;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Origin ORIGIN = Origin.of(URI.create("http://a.example/"));

    private final ManualTime time = new ManualTime();
    private final Breaker breaker = breaker(50);

    private Breaker breaker(int failurePercent) {
        FetchSettings settings = FetchSettings.builder()
                .breakerFailurePercent(failurePercent)
                .breakerMinCalls(10)
                .breakerOpen(Duration.ofSeconds(30))
                .build();
        return new Breaker(ORIGIN, settings, time);
    }

    private Breaker.Pass pass() {
        return breaker.tryPass().orElseThrow();
    }

    private void requests(int count, Verdict verdict) {
        for (int i = 0; i < count; i++) {
            pass().ended(verdict);
        }
    }

    private void open() {
        requests(10, Verdict.FAILING);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    private void openAndWait() {
        open();
        time.advance(Duration.ofSeconds(31));
    }

    @Test
    void whenHalfOfTheLeastNumberHaveFailed_itOpens() {
        requests(5, Verdict.GOOD);
        requests(4, Verdict.LATE);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        requests(1, Verdict.FAILING);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void whereMostAreGood_itStaysClosed() {
        for (int i = 0; i < 200; i++) {
            requests(6, Verdict.GOOD);
            requests(5, Verdict.FAILING);
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void whatSaysNothingDoesNotCount() {
        requests(100, Verdict.NOTHING);
        requests(9, Verdict.FAILING);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void failuresOfMoreThanAMinuteAgoDoNotCount() {
        requests(9, Verdict.FAILING);
        time.advance(Duration.ofSeconds(61));
        requests(9, Verdict.FAILING);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void openItSaysUntilWhen() {
        open();
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.tryPass()).isEmpty();
        assertThat(breaker.openUntil()).contains(Instant.parse("2026-01-01T00:00:30Z"));
        assertThat(breaker.refusal())
                .isEqualTo("not sent: most calls to http://a.example:80 have failed lately,"
                        + " so none is made until 2026-01-01T00:00:30Z");
    }

    @Test
    void afterAWhileItLetsThreeTry() {
        openAndWait();
        assertThat(breaker.isOpen()).isFalse();
        List<Breaker.Pass> tries = Stream.generate(this::pass).limit(3).toList();
        assertThat(tries).hasSize(3);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.tryPass()).isEmpty();
        assertThat(breaker.refusal()).endsWith("it is being tried again with others");
        assertThat(breaker.openUntil()).isEmpty();
    }

    @Test
    void whenTheTriesAreGood_itCloses() {
        openAndWait();
        requests(3, Verdict.GOOD);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void whenTheTriesFail_itOpensAgain() {
        openAndWait();
        requests(3, Verdict.FAILING);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.openUntil()).contains(Instant.parse("2026-01-01T00:01:01Z"));
    }

    @Test
    void aTryThatSaysNothingIsMadeAgain() {
        openAndWait();
        requests(10, Verdict.NOTHING);
        requests(3, Verdict.GOOD);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void requestsSentBeforeItOpenedAreNoTries() {
        List<Breaker.Pass> before = Stream.generate(this::pass).limit(20).toList();
        openAndWait();
        Breaker.Pass first = pass();
        before.subList(0, 10).forEach(pass -> pass.ended(Verdict.FAILING));
        before.subList(10, 20).forEach(pass -> pass.ended(Verdict.NOTHING));
        Optional<Breaker.Pass> second = breaker.tryPass();
        Optional<Breaker.Pass> third = breaker.tryPass();
        assertThat(breaker.tryPass()).isEmpty();
        Stream.of(first, second.orElseThrow(), third.orElseThrow()).forEach(pass -> pass.ended(Verdict.GOOD));
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void refusalsOneByOneOpenIt() {
        requests(5, Verdict.TOO_MUCH);
        requests(5, Verdict.BUSY);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void whoRefusesAllOfManyAtOnceOpensIt() {
        List<Breaker.Pass> passes = Stream.generate(this::pass).limit(100).toList();
        passes.forEach(pass -> pass.ended(Verdict.BUSY));
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void whoServesTenAtOnceAndRefusesNinetyKeepsItClosed() {
        List<Breaker.Pass> passes = Stream.generate(this::pass).limit(100).toList();
        passes.subList(10, 100).forEach(pass -> pass.ended(Verdict.TOO_MUCH));
        passes.subList(0, 10).forEach(pass -> pass.ended(Verdict.GOOD));
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aRefusedTryCountsAtOnce() {
        openAndWait();
        List<Breaker.Pass> tries = Stream.generate(this::pass).limit(3).toList();
        tries.forEach(pass -> pass.ended(Verdict.BUSY));
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void withoutAShareItNeverOpens() {
        Breaker off = breaker(0);
        for (int i = 0; i < 100; i++) {
            off.tryPass().orElseThrow().ended(Verdict.FAILING);
        }
        assertThat(off.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(off.isOpen()).isFalse();
    }
}
