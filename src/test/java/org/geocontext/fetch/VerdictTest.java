package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private final ManualTime time = new ManualTime();
    private final CallScope patient = time.scope(Duration.ofMinutes(5));
    private final EndpointLatency endpoint = new EndpointLatency();

    private static CallTiming took(Duration total) {
        return new CallTiming(Instant.EPOCH, Duration.ZERO, total);
    }

    private static CallFailure failure(Reason reason, Duration total) {
        return new CallFailure(reason, "", took(total));
    }

    private Verdict givenUpAtItsDeadlineAfter(Duration waited) {
        CallScope scope = time.scope(waited);
        time.advance(waited);
        return Verdict.of(failure(Reason.TIMEOUT, waited), scope, endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "200, GOOD",
        "304, GOOD",
        "400, GOOD",
        "401, GOOD",
        "404, GOOD",
        "429, TOO_MUCH",
        "500, FAILING",
        "502, FAILING",
        "503, BUSY",
        "504, FAILING"
    })
    void aStatus(int status, Verdict verdict) {
        HttpReply reply =
                new HttpReply(URI.create("http://a.example/"), status, Map.of(), new byte[0], took(Duration.ZERO));
        assertThat(Verdict.of(reply, patient, endpoint)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, FAILING",
        "TIMEOUT, LATE",
        "MALFORMED, GOOD",
        "TOO_LARGE, GOOD",
        "DNS, NOTHING",
        "TLS, NOTHING",
        "DENIED_ADDRESS, NOTHING",
        "CANCELLED, NOTHING",
        "UNSUPPORTED, NOTHING"
    })
    void aFailure(Reason reason, Verdict verdict) {
        assertThat(Verdict.of(failure(reason, Duration.ZERO), patient, endpoint))
                .isEqualTo(verdict);
    }

    @Test
    void aCallersShortDeadlineSaysNothing() {
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofMillis(100))).isEqualTo(Verdict.NOTHING);
        endpoint.add(Duration.ofMillis(20), 1);
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofMillis(100))).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void aDeadlineThatLeftTheServerAllTheTimeItEverNeededSaysEnough() {
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofSeconds(3))).isEqualTo(Verdict.NOTHING);
        endpoint.add(Duration.ofMillis(20), 1);
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofSeconds(3))).isEqualTo(Verdict.LATE);
    }

    @Test
    void aServerThatNeverRepliedHasTenSeconds() {
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofSeconds(9))).isEqualTo(Verdict.NOTHING);
        assertThat(givenUpAtItsDeadlineAfter(Duration.ofSeconds(10))).isEqualTo(Verdict.LATE);
    }
}
