package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.geocontext.source.Facts;
import org.geocontext.source.Proof;
import org.junit.jupiter.api.Test;

class TrialScheduleTest {

    private static final Proof TYPES = new Proof(Facts.NONE.with("types", "together"), 2);
    private static final Proof LAYER = new Proof(Facts.NONE.with("layer", "identify"), 1);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final TrialSchedule schedule = new TrialSchedule(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(schedule.begin(TYPES)).isTrue();
            schedule.failed(TYPES);
            pass(Duration.ofHours(1));
        }
    }

    @Test
    void theFirstTrialBeginsAtOnce() {
        assertThat(schedule.begin(TYPES)).isTrue();
    }

    @Test
    void whileATrialIsUnderWayNoOtherBegins() {
        schedule.begin(TYPES);
        pass(Duration.ofDays(1));
        assertThat(schedule.begin(TYPES)).isFalse();
    }

    @Test
    void anotherProofIsAnotherMatter() {
        schedule.begin(TYPES);
        assertThat(schedule.begin(LAYER)).isTrue();
    }

    @Test
    void aFailureIsTriedAgainAfterTenSeconds() {
        schedule.begin(TYPES);
        schedule.failed(TYPES);
        pass(Duration.ofMillis(9_999));
        assertThat(schedule.begin(TYPES)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(schedule.begin(TYPES)).isTrue();
    }

    @Test
    void pausesGrowUpToAnHour() {
        fail(4);
        schedule.begin(TYPES);
        schedule.failed(TYPES);
        pass(Duration.ofMinutes(42));
        assertThat(schedule.begin(TYPES)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(schedule.begin(TYPES)).isTrue();
        schedule.failed(TYPES);
        pass(Duration.ofHours(1));
        fail(20);
    }

    @Test
    void everyFailureHalvesTheParts() {
        assertThat(schedule.parts(TYPES, 10)).isEqualTo(10);
        fail(1);
        assertThat(schedule.parts(TYPES, 10)).isEqualTo(5);
        fail(40);
        assertThat(schedule.parts(TYPES, 10)).isEqualTo(2);
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail(3);
        schedule.begin(TYPES);
        schedule.succeeded(TYPES);
        assertThat(schedule.begin(TYPES)).isTrue();
        assertThat(schedule.parts(TYPES, 10)).isEqualTo(10);
    }
}
