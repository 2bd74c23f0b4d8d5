package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointLatencyTest {

    private final EndpointLatency endpoint = new EndpointLatency();

    private boolean reply(int millis, int inFlight) {
        return endpoint.add(Duration.ofMillis(millis), inFlight);
    }

    private boolean replies(int count, int millis, int inFlight) {
        boolean grown = false;
        for (int i = 0; i < count; i++) {
            grown |= reply(millis, inFlight);
        }
        return grown;
    }

    @Test
    void sixteenRepliesInARowThatAreAllMuchSlowerThanAtRestAreGrowth() {
        replies(20, 100, 1);
        assertThat(replies(15, 700, 100)).isFalse();
        assertThat(reply(700, 100)).isTrue();
    }

    @Test
    void oneQuickReplyAmongThemIsNone() {
        replies(20, 100, 1);
        replies(15, 700, 100);
        reply(100, 100);
        assertThat(replies(15, 700, 100)).isFalse();
    }

    @Test
    void aLittleSlowerIsNoGrowth() {
        replies(20, 200, 1);
        assertThat(replies(100, 600, 100)).isFalse();
    }

    @Test
    void slowAtRestIsNoGrowth() {
        assertThat(replies(100, 5000, 4)).isFalse();
    }

    @Test
    void withoutHavingBeenSeenAtRest_nothingIsSaid() {
        replies(19, 10, 1);
        assertThat(replies(100, 5000, 100)).isFalse();
    }

    @Test
    void aMixtureOfQuickAndSlowLayersIsNoGrowth() {
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            reply(random.nextBoolean() ? 100 : 1500, 1);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(reply(random.nextBoolean() ? 110 : 1600, 100)).isFalse();
        }
        assertThat(replies(200, 1600, 100)).as("only slow ones for once").isFalse();
    }

    @Test
    void theP95IsKnownAfterTwentyReplies() {
        replies(19, 100, 1);
        assertThat(endpoint.p95()).isEmpty();
        reply(900, 1);
        assertThat(endpoint.p95()).contains(Duration.ofMillis(100));
        reply(900, 1);
        assertThat(endpoint.p95()).contains(Duration.ofMillis(900));
    }

    @Test
    void theP95FollowsTheLatestReplies() {
        replies(200, 100, 1);
        replies(128, 400, 1);
        assertThat(endpoint.p95()).contains(Duration.ofMillis(400));
    }

    @Test
    void patienceGrowsWithTheSlowestReply() {
        assertThat(endpoint.patience()).hasSeconds(10);
        reply(100, 1);
        assertThat(endpoint.patience()).hasSeconds(2);
        reply(3000, 1);
        assertThat(endpoint.patience()).hasSeconds(12);
    }
}
