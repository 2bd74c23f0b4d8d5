package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.geocontext.http.Origin;
import org.junit.jupiter.api.Test;

class RepeatBudgetTest {

    private static final Origin A = Origin.of(URI.create("http://a.example/"));
    private static final Origin B = Origin.of(URI.create("http://b.example/"));

    private final ManualTime time = new ManualTime();
    private final RepeatBudget budget = new RepeatBudget(10, 3, time);

    private long retries(Origin origin, int asked) {
        return IntStream.range(0, asked).filter(i -> budget.tryRepeat(origin)).count();
    }

    @Test
    void threeRetriesAreFree() {
        assertThat(retries(A, 10)).isEqualTo(3);
    }

    @Test
    void aTenthOfTheRequestsMayBeRetried() {
        IntStream.range(0, 200).forEach(i -> budget.requested(A));
        assertThat(retries(A, 200)).isEqualTo(20);
    }

    @Test
    void originsHaveBudgetsOfTheirOwn() {
        retries(A, 10);
        assertThat(retries(B, 10)).isEqualTo(3);
    }

    @Test
    void afterAMinuteTheRetriesAreForgotten() {
        retries(A, 10);
        time.advance(Duration.ofSeconds(59));
        assertThat(retries(A, 10)).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(retries(A, 10)).isEqualTo(3);
    }

    @Test
    void afterAMinuteTheRequestsAreForgotten() {
        IntStream.range(0, 200).forEach(i -> budget.requested(A));
        time.advance(Duration.ofMinutes(5));
        assertThat(retries(A, 200)).isEqualTo(3);
    }
}
