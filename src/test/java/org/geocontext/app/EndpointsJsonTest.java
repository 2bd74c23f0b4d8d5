package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.geocontext.fetch.BreakerState;
import org.geocontext.fetch.OriginMinute;
import org.geocontext.fetch.OriginState;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.query.SharingCounts.Shared;
import org.junit.jupiter.api.Test;

class EndpointsJsonTest {

    private static final Origin BUSY = Origin.of(URI.create("http://busy.example.org"));
    private static final Origin QUIET = Origin.of(URI.create("https://quiet.example.org"));

    @Test
    void everyMemberStandsInItsPlace() throws Exception {
        OriginState busy = new OriginState(
                BUSY,
                1200,
                3,
                17,
                4,
                256,
                2.5,
                BreakerState.OPEN,
                Instant.parse("2026-02-03T04:05:06.700Z"),
                12.34,
                250.0,
                1999.96,
                Map.of(Reason.TIMEOUT, 7L, Reason.CONNECT, 2L),
                5,
                6,
                8,
                9,
                List.of(new OriginMinute(Instant.parse("2026-02-03T04:05:00Z"), 40, 2, 12.34, null)));
        OriginState quiet = new OriginState(
                QUIET,
                0,
                0,
                0,
                256,
                256,
                null,
                BreakerState.CLOSED,
                null,
                null,
                null,
                null,
                Map.of(),
                0,
                0,
                0,
                0,
                List.of());
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        EndpointsJson.write(List.of(busy, quiet), Map.of(BUSY, new Shared(10, 222, 3)), target);

        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {
                    "origins": [
                        {
                            "origin": "http://busy.example.org:80",
                            "requests": 1200,
                            "in_flight": 3,
                            "queued": 17,
                            "limit": 4,
                            "ceiling": 256,
                            "per_second": 2.5,
                            "breaker": "open",
                            "open_until": "2026-02-03T04:05:06.700Z",
                            "p50_ms": 12.3,
                            "p95_ms": 250.0,
                            "p99_ms": 2000.0,
                            "shared_requests": 10,
                            "merged_services": 222,
                            "saved_requests": 212,
                            "shared_in_vain": 3,
                            "coalesced": 8,
                            "revalidated": 9,
                            "retries": 5,
                            "hedges": 6,
                            "failures": {
                                "connect": 2,
                                "timeout": 7
                            },
                            "history": [
                                {
                                    "minute": "2026-02-03T04:05:00Z",
                                    "requests": 40,
                                    "failures": 2,
                                    "p50_ms": 12.3,
                                    "p95_ms": null
                                }
                            ]
                        },
                        {
                            "origin": "https://quiet.example.org:443",
                            "requests": 0,
                            "in_flight": 0,
                            "queued": 0,
                            "limit": 256,
                            "ceiling": 256,
                            "per_second": null,
                            "breaker": "closed",
                            "open_until": null,
                            "p50_ms": null,
                            "p95_ms": null,
                            "p99_ms": null,
                            "shared_requests": 0,
                            "merged_services": 0,
                            "saved_requests": 0,
                            "shared_in_vain": 0,
                            "coalesced": 0,
                            "revalidated": 0,
                            "retries": 0,
                            "hedges": 0,
                            "failures": {},
                            "history": []
                        }
                    ]
                }
                """);
    }
}
