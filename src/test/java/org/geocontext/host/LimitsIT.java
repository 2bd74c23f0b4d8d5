package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.host.HostUnderTest.POINT;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Time and quotas. */
@ExtendWith(HostExtension.class)
class LimitsIT {

    private static final String JSON = "application/json";

    private final HostUnderTest host;

    LimitsIT(HostUnderTest host) {
        this.host = host;
    }

    @Test
    void atItsTimeout_aQueryAnswersWithWhatItHas() {
        long start = System.nanoTime();
        String body = host.query("point=" + POINT + ";service=hosttest_height;service=hosttest_never;timeout=1.5", JSON)
                .body();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(body).contains("441.50", "timeout");
    }

    @Test
    void queriesAtTheSameTime_areAllAnswered() {
        List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> host.query(
                        "point=POINT(31.3963 -24.4" + i + ");service=hosttest_late;service=hosttest_height", JSON)))
                .toList();
        assertThat(replies).allSatisfy(reply -> assertThat(reply.join().body()).contains("hosttest_late", "441.50"));
    }

    @Test
    void aUserWhoAsksMoreThanHeMay_isToldWhenToAskAgain() {
        String name = "user_queries_per_minute";
        String before =
                host.rest("GET", "settings", null).body().replaceAll("(?s).*\"" + name + "\"\\s*:\\s*(\\d+).*", "$1");
        try {
            assertThat(host.rest("POST", "settings", "{\"" + name + "\": 2}").statusCode())
                    .isEqualTo(200);
            String refused = host.await(() -> host.query("point=" + POINT + ";service=hosttest_height", JSON), name)
                    .body();
            assertThat(refused).contains("2 queries a minute; ask again in");
        } finally {
            host.rest("POST", "settings", "{\"" + name + "\": " + before + "}");
            host.await(() -> host.query("point=" + POINT + ";service=hosttest_height", JSON), "441.50");
        }
    }
}
