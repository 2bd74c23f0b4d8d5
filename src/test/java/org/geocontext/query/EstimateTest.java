package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    private static final int ANY_NUMBER = 1_000_000;

    private static OriginLoad load(int requests, int millis, int atOnce) {
        return load(requests, millis, new Manners(atOnce, Double.POSITIVE_INFINITY));
    }

    private static OriginLoad load(int requests, int millis, Manners manners) {
        return new OriginLoad(
                Origin.of(URI.create("http://maps.example.org")),
                Collections.nCopies(requests, new Latency(Duration.ofMillis(millis), true)),
                manners);
    }

    @ParameterizedTest(name = "{0} points of {1} requests at {2} ms, {3} at once, take {4} ms")
    @CsvSource({
        "1,     1,   333, 1,    333",
        "1,     256, 500, 256,  500",
        "1,     257, 500, 256,  1000",
        "10,    30,  500, 100,  1500",
        "27000, 1,   333, 100,  89910",
        "27000, 1,   333, 3000, 2997",
    })
    void anOriginAnswersInRoundsOfAsManyAsItBears(int points, int requests, int millis, int atOnce, long expected) {
        Estimate estimate = Estimate.of(points, List.of(load(requests, millis, atOnce)), ANY_NUMBER);

        assertThat(estimate.time()).isEqualTo(Duration.ofMillis(expected));
        assertThat(estimate.requests()).isEqualTo((long) points * requests);
    }

    @Test
    void theSlowestOriginDecides() {
        Estimate estimate = Estimate.of(10, List.of(load(1, 100, 1), load(1, 3000, 5)), ANY_NUMBER);

        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(6));
        assertThat(estimate.requests()).isEqualTo(20);
    }

    @Test
    void aQueryTakesAsLongAsItsSlowestRequest() {
        OriginLoad load = new OriginLoad(
                Origin.of(URI.create("http://maps.example.org")),
                List.of(new Latency(Duration.ofMillis(100), true), new Latency(Duration.ofSeconds(3), true)),
                Manners.UNLIMITED);

        assertThat(Estimate.of(1, List.of(load), ANY_NUMBER).time()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aRateIsKept() {
        Estimate estimate = Estimate.of(100, List.of(load(1, 500, new Manners(256, 10))), ANY_NUMBER);

        assertThat(estimate.time()).isEqualTo(Duration.ofMillis(9_900 + 500));
    }

    @Test
    void originsShareTheRequestsInFlightInAll() {
        Estimate estimate = Estimate.of(1, List.of(load(50, 100, 256), load(50, 300, 256)), 10);

        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nothingToAskTakesNoTime() {
        Estimate estimate = Estimate.of(1000, List.of(), 10);

        assertThat(estimate.time()).isZero();
        assertThat(estimate.requests()).isZero();
    }

    @Test
    void asManyPointsAsThereMayBeDoNotOverflow() {
        Estimate estimate = Estimate.of(Estimate.MAX_POINTS, List.of(load(100_000, 60_000, 1)), 1);

        assertThat(estimate.requests()).isEqualTo(100_000_000_000_000L);
        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(6_000_000_000_000_000L));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1000000001"})
    void anotherNumberOfPointsIsRefused(int points) {
        assertThatThrownBy(() -> Estimate.of(points, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("points: " + points + " (expected: 1 to 1000000000)");
    }
}
