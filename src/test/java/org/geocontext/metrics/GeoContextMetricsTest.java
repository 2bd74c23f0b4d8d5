package org.geocontext.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeoContextMetricsTest {

    private final GeoContextMetrics metrics = new GeoContextMetrics();

    @Test
    void callsAreCountedByOriginAndOutcome() {
        metrics.callEnded("http://a.example:80", "2xx", Duration.ofMillis(300), 1000);
        metrics.callEnded("http://a.example:80", "2xx", Duration.ofMillis(300), 500);
        metrics.callEnded("http://a.example:80", "timeout", Duration.ofSeconds(20), 0);
        assertThat(metrics.scrape())
                .contains("geocontext_fetch_calls_total{origin=\"http://a.example:80\",outcome=\"2xx\"} 2.0")
                .contains("geocontext_fetch_calls_total{origin=\"http://a.example:80\",outcome=\"timeout\"} 1.0")
                .contains("geocontext_fetch_bytes_total{origin=\"http://a.example:80\"} 1500.0")
                .contains("geocontext_fetch_latency_seconds_count{origin=\"http://a.example:80\"} 3")
                .contains("geocontext_fetch_latency_seconds_bucket{origin=\"http://a.example:80\",le=\"0.5\"} 2");
    }

    @Test
    void retriesAreCounted() {
        metrics.count(Meter.FETCH_RETRIES, "http://a.example:80");
        assertThat(metrics.scrape()).contains("geocontext_fetch_retries_total{origin=\"http://a.example:80\"} 1.0");
    }

    @Test
    void aWatchedValueIsReadWhenThePageIsAskedFor() {
        AtomicInteger queued = new AtomicInteger(3);
        metrics.watch(Meter.FETCH_QUEUED, queued::get);
        queued.set(7);
        assertThat(metrics.scrape()).contains("geocontext_fetch_queued 7.0");
    }

    @Test
    void valuesOfOriginsAreThoseOfTheMoment_alsoThatOneIsGone() {
        Map<String, Map<Meter, Double>> values = new HashMap<>();
        metrics.watchOrigins(() -> values);
        values.put("http://a.example:80", Map.of(Meter.FETCH_ORIGIN_LIMIT, 12.0));
        assertThat(metrics.scrape()).contains("geocontext_fetch_origin_limit{origin=\"http://a.example:80\"} 12.0");
        values.put("http://a.example:80", Map.of(Meter.FETCH_ORIGIN_LIMIT, 6.0));
        assertThat(metrics.scrape()).contains("geocontext_fetch_origin_limit{origin=\"http://a.example:80\"} 6.0");
        values.clear();
        assertThat(metrics.scrape()).doesNotContain("geocontext_fetch_origin_limit{");
    }

    @Test
    void valuesOfOriginsBeyondTheLimitAreNotShown() {
        metrics.watchOrigins(() -> IntStream.range(0, GeoContextMetrics.MAX_ORIGINS + 50)
                .boxed()
                .collect(Collectors.toMap(i -> "h" + i, i -> Map.of(Meter.FETCH_ORIGIN_LIMIT, 1.0))));
        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("geocontext_fetch_origin_limit{")))
                .hasSize(GeoContextMetrics.MAX_ORIGINS);
    }

    @Test
    void originsBeyondTheLimitAreOther() {
        for (int i = 0; i < GeoContextMetrics.MAX_ORIGINS + 50; i++) {
            metrics.callEnded("http://h" + i + ".example:80", "2xx", Duration.ZERO, 0);
        }
        assertThat(metrics.scrape())
                .contains("geocontext_fetch_calls_total{origin=\"other\",outcome=\"2xx\"} 50.0")
                .doesNotContain("h" + GeoContextMetrics.MAX_ORIGINS + ".example");
    }
}
