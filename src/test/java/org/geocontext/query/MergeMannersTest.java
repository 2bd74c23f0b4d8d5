package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many layers an endpoint gets in a request. */
class MergeMannersTest {

    private final AtomicLong clock = new AtomicLong();
    private final MergeManners manners = new MergeManners(MergeSettings.DEFAULT, clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void itBeginsWithTheSetting() {
        assertThat(manners.size()).isEqualTo(25);
    }

    @Test
    void switchedOffEveryLayerIsAskedAlone() {
        MergeManners off = new MergeManners(MergeSettings.OFF, clock::get);
        pass(Duration.ofDays(1));

        assertThat(off.size()).isEqualTo(1);
    }

    @Test
    void aRequestThatTakesClearlyLongerThanASingleOneIsHalved() {
        manners.answeredSingle(millis(100));
        manners.answered(25, millis(401));

        assertThat(manners.size()).isEqualTo(12);
    }

    @Test
    void aLittleLongerIsWorthWaitingFor() {
        manners.answeredSingle(millis(100));
        manners.answered(25, millis(399));

        assertThat(manners.size()).isEqualTo(25);
    }

    @Test
    void aFullRequestThatTakesHardlyLongerLetsItGrow_upToFourTimesTheSetting() {
        manners.answeredSingle(millis(100));
        for (int request = 0; request < 50; request++) {
            manners.answered(manners.size(), millis(150));
        }

        assertThat(manners.size()).isEqualTo(100);
    }

    @Test
    void aRequestThatIsNotFullShowsNothingAboutGrowing() {
        manners.answeredSingle(millis(100));
        manners.answered(3, millis(100));

        assertThat(manners.size()).isEqualTo(25);
    }

    @Test
    void withoutAnythingToCompareWithItStaysAsItIs() {
        manners.answered(25, Duration.ofSeconds(10));

        assertThat(manners.size()).isEqualTo(25);
    }

    @Test
    void aLayerIsTakenAsideNowAndThenToBeComparedWith() {
        for (int request = 0; request < 20; request++) {
            assertThat(manners.wantsSample()).isFalse();
            manners.answered(25, millis(100));
        }
        assertThat(manners.wantsSample()).isTrue();

        manners.answeredSingle(millis(100));

        assertThat(manners.wantsSample()).isFalse();
    }

    @Test
    void noLayerIsTakenAsideTwiceAMinute() {
        manners.answeredSingle(millis(100));
        for (int request = 0; request < 1000; request++) {
            manners.answered(25, millis(100));
        }
        assertThat(manners.wantsSample()).isFalse();

        pass(Duration.ofMinutes(1));

        assertThat(manners.wantsSample()).isTrue();
    }

    @Test
    void downToOneItIsTriedAgainAfterAnHour() {
        for (int request = 0; request < 10; request++) {
            manners.overwhelmed(manners.size());
        }
        assertThat(manners.size()).isEqualTo(1);

        pass(Duration.ofMinutes(59));
        assertThat(manners.size()).isEqualTo(1);
        pass(Duration.ofMinutes(2));
        assertThat(manners.size()).isEqualTo(2);
    }

    @Test
    void aLayerAtFaultIsAloneForAnHour() {
        manners.setAlone("broken");

        assertThat(manners.isAlone("broken")).isTrue();
        assertThat(manners.isAlone("sound")).isFalse();
        pass(Duration.ofMinutes(61));
        assertThat(manners.isAlone("broken")).isFalse();
    }
}
