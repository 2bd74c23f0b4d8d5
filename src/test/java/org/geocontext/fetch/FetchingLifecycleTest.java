package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchingLifecycleTest {

    private final GeoContextMetrics metrics = new GeoContextMetrics();
    private final Fetching fetching =
            Fetching.start(FetchSettings.builder().callsPerOrigin(1).build(), UrlPolicy.ANY, metrics);
    private final CallScope scope = new CallScope(Deadline.after(Duration.ofSeconds(60)));

    @AfterEach
    void close() {
        fetching.close();
        metrics.close();
    }

    private CompletableFuture<FetchOutcome> fetch(URI uri) {
        return fetching.fetcher().fetch(new HttpCall(uri, Map.of(), null, Auth.NONE, true, null), scope);
    }

    private static void assertCancelled(CompletableFuture<FetchOutcome> outcome) {
        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.CANCELLED));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("geocontext-") || name.startsWith("globalEventExecutor"))
                .toList();
    }

    @Test
    void closingEndsCallsUnderWayAndInTheQueue() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.hang())) {
            CompletableFuture<FetchOutcome> underWay = fetch(server.uri("/1"));
            CompletableFuture<FetchOutcome> queued = fetch(server.uri("/2"));
            server.take();
            fetching.close();
            assertCancelled(underWay);
            assertCancelled(queued);
        }
    }

    @Test
    void afterClosingEveryCallEndsAtOnce() {
        fetching.close();
        assertCancelled(fetch(URI.create("http://127.0.0.1:1/")));
    }

    @Test
    void closingEndsEveryThread() throws Exception {
        fetching.warmUp(80);
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(server.uri("/")).join();
            fetch(URI.create("http://no.such.host.invalid/")).join();
            assertThat(threads()).isNotEmpty();
            fetching.close();
            assertThat(threads()).isEmpty();
        }
    }

    @Test
    void threadsAreDaemons() {
        fetching.warmUp(80);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("geocontext-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void warmingUpIsNotMeasured() {
        fetching.warmUp(80);
        assertThat(metrics.scrape()).doesNotContain("127.0.0.1");
    }

    @Test
    void closingTwiceIsOnce() {
        fetching.close();
        fetching.close();
        assertThat(threads()).isEmpty();
    }
}
