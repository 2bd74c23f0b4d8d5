package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CallTiming TIMING = new CallTiming(NOW, Duration.ZERO, Duration.ZERO);

    private static HttpReply reply(int status, Map<String, String> headers) {
        return new HttpReply(URI.create("http://example.org/"), status, headers, new byte[0], TIMING);
    }

    @ParameterizedTest
    @CsvSource({"429, true", "502, true", "503, true", "504, true", "200, false", "404, false", "500, false"})
    void onlyTheStatusesThatSayNotNowAreRetried(int status, boolean retried) {
        assertThat(RetryRule.worthRetrying(reply(status, Map.of()))).isEqualTo(retried);
    }

    @Test
    void aConnectionThatFailedBeforeTheReplyIsRetried() {
        assertThat(RetryRule.worthRetrying(new CallFailure(Reason.CONNECT, "refused", TIMING, false)))
                .isTrue();
    }

    @Test
    void aReplyThatBrokeOffIsNot() {
        assertThat(RetryRule.worthRetrying(new CallFailure(Reason.CONNECT, "reset", TIMING, true)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECT")
    void noOtherFailureIs(Reason reason) {
        assertThat(RetryRule.worthRetrying(new CallFailure(reason, "", TIMING))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 50", "1, 1, 100", "2, 1, 200", "3, 0.5, 300", "5, 1, 1600", "6, 1, 2000", "60, 1, 2000"})
    void theWaitDoublesUpToTwoSecondsAndHalfOfItIsRandom(int failed, double random, long millis) {
        assertThat(RetryRule.backoff(failed, random)).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "0, 0",
        "'Thu, 01 Jan 2026 00:00:30 GMT', 30",
        "'Wed, 31 Dec 2025 23:59:00 GMT', 0",
        "999999999999, 86400"
    })
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        assertThat(RetryRule.retryAfter(reply(503, Map.of("retry-after", header)), NOW))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "Thu, 01 Jan"})
    void anUnreadableRetryAfterIsNone(String header) {
        assertThat(RetryRule.retryAfter(reply(429, Map.of("retry-after", header)), NOW))
                .isEmpty();
    }

    @Test
    void otherStatusesHaveNoRetryAfter() {
        assertThat(RetryRule.retryAfter(reply(200, Map.of("retry-after", "5")), NOW))
                .isEmpty();
    }
}
