package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

    private static final Percentage CLASS_WIDTH = Percentage.withPercentage(5);

    private final ManualTime time = new ManualTime();
    private final LatencyWindow window = new LatencyWindow(time);

    private void add(long millis) {
        window.add(Duration.ofMillis(millis));
    }

    private double millis(double share) {
        return window.millis(share)[0];
    }

    @Test
    void withoutCalls_thereIsNoLatency() {
        assertThat(millis(0.5)).isNaN();
    }

    @Test
    void sharesAreThoseOfTheCalls() {
        for (int millis = 1; millis <= 1000; millis++) {
            add(millis);
        }
        assertThat(millis(0.5)).isCloseTo(500, CLASS_WIDTH);
        assertThat(millis(0.95)).isCloseTo(950, CLASS_WIDTH);
        assertThat(millis(0.99)).isCloseTo(990, CLASS_WIDTH);
    }

    @Test
    void extremesAreTheLastClasses() {
        window.add(Duration.ZERO);
        assertThat(millis(1)).isCloseTo(1, within(0.1));
        window.add(Duration.ofHours(3));
        assertThat(millis(1)).isCloseTo(Duration.ofMinutes(17).toMillis(), CLASS_WIDTH);
    }

    @Test
    void afterFiveMinutesCallsAreForgotten() {
        add(800);
        time.advance(Duration.ofMinutes(4));
        add(100);
        assertThat(millis(1)).isCloseTo(800, CLASS_WIDTH);
        time.advance(Duration.ofMinutes(1));
        assertThat(millis(1)).isCloseTo(100, CLASS_WIDTH);
        time.advance(Duration.ofMinutes(20));
        assertThat(millis(1)).isNaN();
    }
}
