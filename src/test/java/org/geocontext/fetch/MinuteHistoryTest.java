package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinuteHistoryTest {

    private final ManualTime time = new ManualTime();
    private final MinuteHistory history = new MinuteHistory(time);

    @Test
    void withoutCallsThereIsNoHistory() {
        time.advance(Duration.ofMinutes(5));

        assertThat(history.minutes()).isEmpty();
    }

    @Test
    void callsCountInTheMinuteTheyWereIn() {
        history.sent();
        history.sent();
        history.replied(Duration.ofMillis(100));
        time.advance(Duration.ofSeconds(59));
        history.failed();
        time.advance(Duration.ofSeconds(121));
        history.sent();

        assertThat(history.minutes()).hasSize(2);
        OriginMinute first = history.minutes().get(0);
        assertThat(first.minute()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(first.requests()).isEqualTo(2);
        assertThat(first.failures()).isEqualTo(1);
        assertThat(first.p50Millis()).isCloseTo(100, within(5.0));
        assertThat(history.minutes().get(1))
                .isEqualTo(new OriginMinute(Instant.parse("2026-01-01T00:03:00Z"), 1, 0, null, null));
    }

    @Test
    void sixtyMinutesAreKept() {
        for (int minute = 0; minute < 70; minute++) {
            history.sent();
            time.advance(Duration.ofMinutes(1));
        }

        assertThat(history.minutes()).hasSize(MinuteHistory.MINUTES - 1);
        assertThat(history.minutes().get(0).minute()).isEqualTo(Instant.parse("2026-01-01T00:11:00Z"));
    }
}
