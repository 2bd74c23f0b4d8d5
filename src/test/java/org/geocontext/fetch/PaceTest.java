package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualTime time = new ManualTime();
    private final Pace pace = new Pace(time);

    private Duration take(double perSecond) {
        return Duration.ofNanos(pace.take(perSecond));
    }

    @Test
    void turnsAreSpreadEvenly() {
        assertThat(take(4)).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(take(4)).hasMillis(250);
        assertThat(take(4)).hasMillis(500);
    }

    @Test
    void aLongPauseSavesNothingUp() {
        take(4);
        time.advance(Duration.ofMinutes(1));
        take(4);
        assertThat(take(4)).hasMillis(240);
    }

    @Test
    void withoutARateEveryTurnIsNow() {
        for (int i = 0; i < 1000; i++) {
            assertThat(take(Double.POSITIVE_INFINITY)).isZero();
        }
    }

    @Test
    void overAMinuteTheRateHolds_thoughEveryAlarmIsLate() {
        int turns = 0;
        long until = Duration.ofMinutes(1).toNanos();
        while (time.nanos() < until) {
            time.advance(Duration.ofNanos(Math.max(0, pace.take(50))).plusMillis(2));
            turns++;
        }
        assertThat(turns).isBetween(2990, 3002);
    }
}
