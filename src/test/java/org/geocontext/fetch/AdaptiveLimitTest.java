package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

    private final ManualTime time = new ManualTime();
    private final AdaptiveLimit limit = new AdaptiveLimit(256, time);

    /** A request of 100 ms that goes well, among so many. */
    private void good(int inFlight) {
        long sent = time.nanos();
        time.advance(Duration.ofMillis(100));
        limit.good(sent, inFlight);
    }

    private void tooMuch() {
        long sent = time.nanos();
        time.advance(Duration.ofMillis(100));
        limit.tooMuch(sent);
    }

    @Test
    void itStartsAtItsCeiling() {
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void tooMuchHalvesIt() {
        tooMuch();
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void aServerThatIsBusyHalvesIt() {
        limit.busy(time.nanos(), 1);
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void aReplyThatDoesNotComeHalvesIt() {
        limit.late(time.nanos());
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void aHundredRefusalsOfOneRoundTripHalveItOnce() {
        long sent = time.nanos();
        time.advance(Duration.ofMillis(100));
        for (int i = 0; i < 100; i++) {
            limit.tooMuch(sent);
            time.advance(Duration.ofMillis(1));
        }
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void theNextRoundTripHalvesItAgain() {
        tooMuch();
        tooMuch();
        assertThat(limit.limit()).isEqualTo(64);
    }

    @Test
    void itNeverFallsBelowOne() {
        for (int i = 0; i < 20; i++) {
            tooMuch();
        }
        assertThat(limit.limit()).isOne();
    }

    @Test
    void itGrowsByATenthForEachRoundTripThatUsesIt() {
        tooMuch();
        good(128);
        assertThat(limit.limit()).isEqualTo(140);
        good(140);
        assertThat(limit.limit()).isEqualTo(154);
    }

    @Test
    void aThousandRepliesOfOneRoundTripAreOneStep() {
        tooMuch();
        long sent = time.nanos();
        time.advance(Duration.ofMillis(100));
        for (int i = 0; i < 1000; i++) {
            limit.good(sent, 128);
            time.advance(Duration.ofNanos(1));
        }
        assertThat(limit.limit()).isEqualTo(140);
    }

    @Test
    void whatWasSentBeforeTheStepProvesNothing() {
        long sent = time.nanos();
        tooMuch();
        limit.good(sent, 256);
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void fromOneItGrowsByOne() {
        for (int i = 0; i < 20; i++) {
            tooMuch();
        }
        good(1);
        good(2);
        assertThat(limit.limit()).isEqualTo(3);
    }

    @Test
    void unusedItGrowsBackWithTime() {
        tooMuch();
        good(1);
        assertThat(limit.limit()).isEqualTo(128);
        time.advance(Duration.ofSeconds(5));
        good(1);
        assertThat(limit.limit()).isEqualTo(140);
    }

    @Test
    void itNeverExceedsItsCeiling() {
        tooMuch();
        for (int i = 0; i < 100; i++) {
            good(256);
        }
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void everyThirdBusyReplyOfManyInFlightIsTooMuch() {
        for (int i = 0; i < 10; i++) {
            good(50);
            good(50);
            limit.busy(time.nanos(), 50);
        }
        assertThat(limit.limit()).isLessThan(128);
    }

    @Test
    void everyThirdBusyReplyOfAFewInFlightIsABrokenLayer() {
        for (int i = 0; i < 100; i++) {
            good(3);
            good(3);
            limit.busy(time.nanos(), 3);
        }
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void aLayerThatIsBusyInEveryQueryOfTenIsBroken() {
        for (int query = 0; query < 50; query++) {
            good(10);
            long sent = time.nanos();
            limit.busy(sent, 10);
            for (int layer = 0; layer < 8; layer++) {
                limit.good(sent, 10);
            }
        }
        assertThat(limit.limit()).isEqualTo(256);
    }

    /** It would take the place of the other one if there were only one place. */
    @Test
    void oneOfTwoLayersThatHangsLowersNothing() {
        for (int query = 0; query < 50; query++) {
            good(2);
            limit.late(time.nanos());
        }
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void whereMostRepliesDoNotComeItIsTooMuch() {
        good(50);
        limit.late(time.nanos());
        assertThat(limit.limit()).isEqualTo(256);
        limit.late(time.nanos());
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void aRefusalInWordsCountsAmongAnyNumberOfGoodReplies() {
        for (int i = 0; i < 100; i++) {
            good(10);
        }
        tooMuch();
        assertThat(limit.limit()).isEqualTo(128);
    }

    @Test
    void aLowerCeilingLowersItAndAHigherOneRaisesOnlyWhatHadNotBeenLowered() {
        limit.allow(4);
        assertThat(limit.limit()).isEqualTo(4);
        limit.allow(8);
        assertThat(limit.limit()).isEqualTo(8);
        tooMuch();
        limit.allow(256);
        assertThat(limit.limit()).isEqualTo(4);
    }
}
