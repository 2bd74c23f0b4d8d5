package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client and all its layers against servers that fail in every way a server can. */
class FetchingTest {

    private final GeoContextMetrics metrics = new GeoContextMetrics();
    private final Fetching fetching =
            Fetching.start(FetchSettings.builder().retriesPerCall(0).build(), UrlPolicy.ANY, metrics);

    @AfterEach
    void close() {
        fetching.close();
        metrics.close();
    }

    private FetchOutcome fetch(URI uri) {
        HttpCall call = new HttpCall(uri, Map.of(), null, Auth.NONE, true, null);
        return fetching.fetcher()
                .fetch(call, new CallScope(Deadline.after(Duration.ofSeconds(5))))
                .join();
    }

    @Test
    void aReply_comesWithStatusHeadersAndBody() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            HttpReply reply = (HttpReply) fetch(server.uri("/a?b=c"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.contentType()).isEqualTo("application/json");
            assertThat(reply.body()).asString().isEqualTo("{}");
            assertThat(reply.uri()).isEqualTo(server.uri("/a?b=c"));
            assertThat(server.take().line()).isEqualTo("GET /a?b=c HTTP/1.1");
        }
    }

    @Test
    void aResetInABodyWithoutLength_isNoReply() throws Exception {
        // Two MiB are more than the sockets buffer, so part of the reply has been read before the reset.
        try (RawServer server = new RawServer((request, client) -> {
            client.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(2 << 20));
            client.reset();
        })) {
            assertThat(fetch(server.uri("/"))).isInstanceOfSatisfying(CallFailure.class, failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.CONNECT);
                assertThat(failure.replyBegan()).isTrue();
            });
        }
    }
}
