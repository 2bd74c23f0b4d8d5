package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTrace;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client with all its layers against servers that answer, and that fail in every way a server can. */
class FetchingTest {

    private static final int CAP = 100_000;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static GeoContextMetrics metrics;
    private static Fetching fetching;

    @BeforeAll
    static void start() {
        metrics = new GeoContextMetrics();
        FetchSettings settings = FetchSettings.builder()
                .retriesPerCall(0)
                .maxReplyBytes(CAP)
                .connectTimeout(Duration.ofMillis(300))
                .userAgent("GeoContext/test (+gis@example.org)")
                .build();
        UrlPolicy policy = uri -> uri.getPath().startsWith("/forbidden") ? "not on my watch" : null;
        fetching = Fetching.start(settings, policy, metrics);
    }

    @AfterAll
    static void close() {
        fetching.close();
        metrics.close();
    }

    private static HttpCall call(URI uri, Auth auth) {
        return new HttpCall(uri, Map.of(), null, auth, true, null);
    }

    private static FetchOutcome fetch(HttpCall call) {
        return fetching.fetcher()
                .fetch(call, new CallScope(Deadline.after(Duration.ofSeconds(10))))
                .join();
    }

    private static FetchOutcome fetch(URI uri) {
        return fetch(call(uri, Auth.NONE));
    }

    private static FetchOutcome fetchFrom(RawServer.Answer answer) throws IOException {
        try (RawServer server = new RawServer(answer)) {
            return fetch(server.uri("/"));
        }
    }

    private static FetchOutcome fetchBytes(String bytes) throws IOException {
        return fetchFrom((request, client) -> {
            client.send(bytes);
            client.close();
        });
    }

    private static CallFailure assertFailed(FetchOutcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(CallFailure.class);
        CallFailure failure = (CallFailure) outcome;
        assertThat(failure.reason()).as(failure.message()).isEqualTo(reason);
        return failure;
    }

    private static void assertBody(FetchOutcome outcome, String body) {
        assertThat(outcome).isInstanceOf(HttpReply.class);
        assertThat(new String(((HttpReply) outcome).body(), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    // What is sent

    @Test
    void aReplyTellsWhereTheTimeWent() throws IOException {
        FetchOutcome reply = fetchFrom((request, client) -> client.ok("{}"));
        CallTrace trace = reply.timing().trace();
        assertThat(trace.requests()).isEqualTo(1);
        assertThat(trace.coalesced()).isFalse();
        assertThat(trace.connected()).isPositive();
        assertThat(trace.firstByte()).isGreaterThan(trace.connected());
        assertThat(reply.timing().total()).isGreaterThan(trace.firstByte());
    }

    @Test
    void aFailureTellsHowFarTheCallCame() throws IOException {
        CallTrace unanswered =
                fetchFrom((request, client) -> client.close()).timing().trace();
        assertThat(unanswered.requests()).isEqualTo(1);
        assertThat(unanswered.connected()).isNotNull();
        assertThat(unanswered.firstByte()).isNull();
    }

    @Test
    void aCallThatIsRefusedTellsThatNothingWasSent() {
        FetchOutcome refused = fetch(URI.create("http://127.0.0.1/forbidden"));
        assertThat(refused.timing().trace()).isEqualTo(CallTrace.NONE);
    }

    @Test
    void theWayOfARedirectedCallIsCountedFromItsFirstRequest() throws IOException {
        FetchOutcome reply = fetchFrom((request, client) -> {
            if (request.path().equals("/")) {
                client.reply("302 Found", "Location: /there\r\n", "");
            } else {
                client.ok("{}");
            }
        });
        CallTrace trace = reply.timing().trace();
        assertThat(trace.firstByte())
                .isGreaterThan(trace.connected())
                .isLessThan(reply.timing().total());
    }

    @Test
    void aReply_comesWithStatusHeadersAndBody() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            HttpReply reply = (HttpReply) fetch(server.uri("/a%20b?c=d%2Be,f&g"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.contentType()).isEqualTo("application/json");
            assertBody(reply, "{}");
            assertThat(reply.uri()).isEqualTo(server.uri("/a%20b?c=d%2Be,f&g"));
            assertThat(server.take().line()).isEqualTo("GET /a%20b?c=d%2Be,f&g HTTP/1.1");
        }
    }

    @Test
    void theRequestSaysWhoAsks() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(server.uri("/"));
            RawServer.Request request = server.take();
            assertThat(request.header("user-agent")).isEqualTo("GeoContext/test (+gis@example.org)");
            assertThat(request.header("accept-encoding")).isEqualTo("gzip, deflate");
            assertThat(request.header("cookie")).isEmpty();
        }
    }

    @Test
    void aFormIsPosted() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(new HttpCall(server.uri("/query"), Map.of("X-A", "b"), "f=json&where=%C3%A4", Auth.NONE, true, null));
            RawServer.Request request = server.take();
            assertThat(request.line()).isEqualTo("POST /query HTTP/1.1");
            assertThat(request.header("x-a")).isEqualTo("b");
            assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
            assertThat(request.body()).isEqualTo("f=json&where=%C3%A4");
        }
    }

    @Test
    void basicCredentialsAreSentWithTheFirstRequest_inUtf8() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(call(server.uri("/"), new Auth.Basic("jörg", "pä:ss")));
            // echo -n 'jörg:pä:ss' | base64
            assertThat(server.take().header("authorization")).isEqualTo("Basic asO2cmc6cMOkOnNz");
        }
    }

    @Test
    void aBearerTokenIsSent() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(call(server.uri("/"), new Auth.Bearer("t0ken")));
            assertThat(server.take().header("authorization")).isEqualTo("Bearer t0ken");
        }
    }

    @Test
    void aHeaderKeyIsSent() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(call(server.uri("/"), new Auth.Header("X-Api-Key", "k3y")));
            assertThat(server.take().header("x-api-key")).isEqualTo("k3y");
        }
    }

    @Test
    void aQueryKeyIsSentAsAParameter_andNotShown() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            HttpReply reply = (HttpReply) fetch(call(server.uri("/x?a=b"), new Auth.Query("code", "s 3&c")));
            assertThat(server.take().line()).isEqualTo("GET /x?a=b&code=s%203%26c HTTP/1.1");
            assertThat(reply.uri()).isEqualTo(server.uri("/x?a=b"));
        }
    }

    @Test
    void aQueryKeyOfAPostIsAFormParameter() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(new HttpCall(server.uri("/x"), Map.of(), "a=b", new Auth.Query("token", "s3&"), true, null));
            RawServer.Request request = server.take();
            assertThat(request.line()).isEqualTo("POST /x HTTP/1.1");
            assertThat(request.body()).isEqualTo("a=b&token=s3%26");
        }
    }

    @Test
    void aKeyInTheUrlItselfIsNotShownEither() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            HttpReply reply = (HttpReply) fetch(server.uri("/x?apikey=s3cret&a=b"));
            assertThat(reply.uri()).isEqualTo(server.uri("/x?apikey=***&a=b"));
        }
    }

    @Test
    void aHeaderWithALineBreakIsNotSent_andNotShown() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            CallFailure failure = assertFailed(
                    fetch(call(server.uri("/"), new Auth.Bearer("s3cret\r\nX-Evil: 1"))), Reason.UNSUPPORTED);
            assertThat(failure.message()).doesNotContain("s3cret");
            assertThat(server.pending()).isZero();
        }
    }

    // Bodies

    @Test
    void gzipIsDecompressed() throws Exception {
        FetchOutcome outcome = fetchFrom((request, client) -> {
            byte[] body = gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
            client.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
            client.send(body);
        });
        assertBody(outcome, "{\"a\":1}");
    }

    @Test
    void deflateIsDecompressed() throws Exception {
        FetchOutcome outcome = fetchFrom((request, client) -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (OutputStream deflater = new DeflaterOutputStream(body)) {
                deflater.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
            }
            client.send(OK + "Content-Encoding: deflate\r\nContent-Length: " + body.size() + "\r\n\r\n");
            client.send(body.toByteArray());
        });
        assertBody(outcome, "{\"a\":1}");
    }

    @Test
    void aBodyEndedByTheConnectionIsComplete() throws Exception {
        assertBody(fetchBytes(OK + "\r\n{\"a\":1}"), "{\"a\":1}");
    }

    @Test
    void chunksAreJoined() throws Exception {
        assertBody(
                fetchBytes(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"), "{\"a\":1}");
    }

    @Test
    void anEmptyReplyIsAReply() throws Exception {
        assertBody(fetchBytes("HTTP/1.1 204 No Content\r\n\r\n"), "");
        assertBody(fetchBytes(OK + "Content-Length: 0\r\n\r\n"), "");
    }

    @Test
    void aBodyUpToTheCapIsRead() throws Exception {
        assertBody(fetchFrom((request, client) -> client.ok("x".repeat(CAP))), "x".repeat(CAP));
    }

    @Test
    void aBodyOverTheCapIsTooLarge() throws Exception {
        FetchOutcome outcome = fetchFrom((request, client) -> client.ok("x".repeat(CAP + 1)));
        assertThat(assertFailed(outcome, Reason.TOO_LARGE).message()).endsWith("is larger than 100000 bytes");
    }

    @Test
    void aCallMayRaiseTheCapForItself() throws Exception {
        String large = "x".repeat(40 * CAP);
        try (RawServer server = new RawServer((request, client) -> {
            byte[] body = gzip(large.getBytes(StandardCharsets.UTF_8));
            client.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
            client.send(body);
        })) {
            HttpCall raised = call(server.uri("/"), Auth.NONE).withMaxReplyBytes(50 * CAP);
            assertBody(fetch(raised), large);
            FetchOutcome outcome = fetch(raised.withMaxReplyBytes(30 * CAP));
            assertThat(assertFailed(outcome, Reason.TOO_LARGE).message()).endsWith("is larger than 3000000 bytes");
        }
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        FetchOutcome outcome = fetchFrom((request, client) -> {
            client.send(OK + "\r\n");
            try {
                while (true) {
                    client.send("x".repeat(10_000));
                }
            } catch (IOException expected) {
                cutOff.countDown();
            }
        });
        assertFailed(outcome, Reason.TOO_LARGE);
        cutOff.await();
    }

    @Test
    void aGzipBombIsTooLarge() throws Exception {
        byte[] bomb = gzip(new byte[200 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        FetchOutcome outcome = fetchFrom((request, client) -> {
            client.send(OK + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(bomb.length) + "\r\n");
            client.send(bomb);
            client.send("\r\n0\r\n\r\n");
        });
        assertFailed(outcome, Reason.TOO_LARGE);
    }

    @Test
    void whatIsNotGzipCannotBeDecompressed() throws Exception {
        assertFailed(
                fetchBytes(OK + "Content-Encoding: gzip\r\nContent-Length: 15\r\n\r\nnot gzip at all"),
                Reason.MALFORMED);
    }

    // Broken replies

    @Test
    void aConnectionClosedBeforeTheReply_isAConnectFailureBeforeTheReply() throws Exception {
        CallFailure failure = assertFailed(fetchFrom((request, client) -> client.close()), Reason.CONNECT);
        assertThat(failure.replyBegan()).isFalse();
    }

    @Test
    void aResetBeforeTheReply_isAConnectFailureBeforeTheReply() throws Exception {
        CallFailure failure = assertFailed(fetchFrom((request, client) -> client.reset()), Reason.CONNECT);
        assertThat(failure.replyBegan()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5000\r\n\r\n{\"a\":",
                "Content-Length: 5000\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
                "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"a\":"
            })
    void aReplyThatBreaksOff_isAConnectFailure(String rest) throws Exception {
        CallFailure failure = assertFailed(fetchBytes(OK + rest), Reason.CONNECT);
        assertThat(failure.replyBegan()).isTrue();
        assertThat(failure.message()).endsWith("closed the connection while reading the reply");
    }

    @Test
    void headersThatBreakOff_areAConnectFailure() throws Exception {
        assertFailed(fetchBytes("HTTP/1.1 200 OK\r\nContent-Ty"), Reason.CONNECT);
    }

    @Test
    void aResetInABodyWithoutLength_isNoReply() throws Exception {
        // More than the sockets hold, so that part of the reply has been read before the reset.
        FetchSettings large = FetchSettings.builder().retriesPerCall(0).build();
        try (Fetching client = Fetching.start(large, UrlPolicy.ANY, new GeoContextMetrics());
                RawServer server = new RawServer((request, connection) -> {
                    connection.send(OK + "\r\n" + "x".repeat(3 << 20));
                    connection.reset();
                })) {
            CallScope scope = new CallScope(Deadline.after(Duration.ofSeconds(10)));
            FetchOutcome outcome = client.fetcher()
                    .fetch(call(server.uri("/"), Auth.NONE), scope)
                    .join();
            assertThat(assertFailed(outcome, Reason.CONNECT).replyBegan()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THIS IS NOT HTTP\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
            })
    void whatIsNotHttp_isMalformed(String bytes) throws Exception {
        assertFailed(fetchBytes(bytes), Reason.MALFORMED);
    }

    @Test
    void tenThousandHeadersAreTooLarge() throws Exception {
        assertFailed(fetchBytes(OK + "X-Header: something\r\n".repeat(10_000) + "\r\n{}"), Reason.TOO_LARGE);
    }

    // Connections

    @Test
    void aRefusedConnection_isAConnectFailure() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        CallFailure failure = assertFailed(fetch(URI.create("http://127.0.0.1:" + port + "/")), Reason.CONNECT);
        assertThat(failure.message()).endsWith("Connection refused");
    }

    @Test
    void aConnectionThatIsNotAccepted_isATimeoutThatNamesTheLimit() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
                waiting.add(channel);
            }
            FetchOutcome outcome = fetch(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"));
            assertThat(assertFailed(outcome, Reason.TIMEOUT).message()).endsWith("within the connect limit of 0.3 s");
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void anUnknownName_isADnsFailure() {
        // RFC 2606: no name below .invalid exists.
        assertFailed(fetch(URI.create("http://no.such.host.invalid/")), Reason.DNS);
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(fetch(server.uri("/"))).isInstanceOf(HttpReply.class);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aPooledConnectionThatTheServerHasGivenUp_isReplacedByAnother() throws Exception {
        try (RawServer server = new RawServer((request, client) -> {
            if (request.path().equals("/again") && client.number() == 1) {
                client.close();
            } else {
                client.ok("{}");
            }
        })) {
            fetch(server.uri("/"));
            assertThat(fetch(server.uri("/again"))).isInstanceOf(HttpReply.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void anInternalConnectionIsNotLentToOthers() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(server.uri("/"));
            assertFailed(fetch(HttpCall.get(server.uri("/"))), Reason.DENIED_ADDRESS);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void cookiesAreNotKept() throws Exception {
        try (RawServer server =
                new RawServer((request, client) -> client.reply("200 OK", "Set-Cookie: a=b; Path=/\r\n", "{}"))) {
            fetch(server.uri("/"));
            fetch(server.uri("/"));
            server.take();
            assertThat(server.take().header("cookie")).isEmpty();
        }
    }

    // Guards

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://2130706433/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://10.0.0.1/",
                "http://0.0.0.0/"
            })
    void withoutInternal_localAddressesAreDeniedHoweverTheyAreWritten(String url) {
        assertFailed(fetch(HttpCall.get(URI.create(url))), Reason.DENIED_ADDRESS);
    }

    @Test
    void theMetadataAddressIsDeniedEvenToInternalServices() {
        assertFailed(fetch(URI.create("http://169.254.169.254/latest/meta-data/")), Reason.DENIED_ADDRESS);
    }

    @Test
    void theHostMayRefuseAUrl() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            CallFailure failure = assertFailed(fetch(server.uri("/forbidden")), Reason.DENIED_ADDRESS);
            assertThat(failure.message()).isEqualTo("the URL is refused: not on my watch");
            assertThat(server.pending()).isZero();
        }
    }

    @Test
    void aRedirectIsCheckedLikeAFirstRequest() throws Exception {
        assertFailed(
                fetchFrom((request, client) -> client.reply("302 Found", "Location: /forbidden\r\n", "")),
                Reason.DENIED_ADDRESS);
    }

    @Test
    void aRedirectLoopIsRefused() throws Exception {
        assertFailed(
                fetchFrom((request, client) -> client.reply("302 Found", "Location: /\r\n", "")), Reason.HTTP_STATUS);
    }

    // Together

    @Test
    void equalCallsOfTwoQueriesAreOneRequest_whichEndsNeither() throws Exception {
        CountDownLatch bothAsked = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, client) -> {
            bothAsked.await();
            client.ok("{}");
        })) {
            HttpCall call = call(server.uri("/"), Auth.NONE);
            CallScope hasty = new CallScope(Deadline.after(Duration.ofMillis(50)));
            CompletableFuture<FetchOutcome> first = fetching.fetcher().fetch(call, hasty);
            CompletableFuture<FetchOutcome> second =
                    fetching.fetcher().fetch(call, new CallScope(Deadline.after(Duration.ofSeconds(10))));
            assertFailed(first.join(), Reason.TIMEOUT);
            bothAsked.countDown();
            assertBody(second.join(), "{}");
            server.take();
            assertThat(server.pending()).isZero();
            assertThat(metrics.scrape())
                    .contains("geocontext_fetch_coalesced_total{origin=\"" + call.origin() + "\"} 1.0");
        }
    }

    @Test
    void aReplyThatHasNotChangedIsNotSentAgain() throws Exception {
        try (RawServer server = new RawServer((request, client) -> {
            if (request.header("if-none-match").equals("\"1\"")) {
                client.reply("304 Not Modified", "ETag: \"1\"\r\n", "");
            } else {
                client.reply("200 OK", "ETag: \"1\"\r\n", "{\"a\": 1}");
            }
        })) {
            assertBody(fetch(server.uri("/")), "{\"a\": 1}");
            assertBody(fetch(server.uri("/")), "{\"a\": 1}");
            assertThat(server.pending()).isEqualTo(2);
            assertThat(metrics.scrape())
                    .contains("geocontext_fetch_revalidated_total{origin=\"http://127.0.0.1:"
                            + server.uri("/").getPort() + "\"} 1.0");
        }
    }

    @Test
    void everyCacheControlCounts() throws Exception {
        try (RawServer server = new RawServer((request, client) ->
                client.reply("200 OK", "ETag: \"1\"\r\nCache-Control: private\r\nCache-Control: no-store\r\n", "{}"))) {
            fetch(server.uri("/"));
            fetch(server.uri("/"));
            server.take();
            assertThat(server.take().header("if-none-match")).isEmpty();
        }
    }

    // The end

    @Test
    void aCancelledCallEndsAtOnceAndItsConnectionIsClosed() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, client) -> {
            client.hang();
            gone.countDown();
        })) {
            CallScope scope = new CallScope(Deadline.after(Duration.ofSeconds(10)));
            CompletableFuture<FetchOutcome> outcome = fetching.fetcher().fetch(call(server.uri("/"), Auth.NONE), scope);
            server.take();
            scope.cancel();
            assertFailed(outcome.join(), Reason.CANCELLED);
            gone.await();
        }
    }

    @Test
    void callsAreMeasured() throws Exception {
        try (RawServer server = new RawServer((request, client) -> client.ok("{}"))) {
            fetch(server.uri("/"));
            String origin = "http://127.0.0.1:" + server.uri("/").getPort();
            assertThat(metrics.scrape())
                    .contains("geocontext_fetch_calls_total{origin=\"" + origin + "\",outcome=\"2xx\"} 1.0")
                    .contains("geocontext_fetch_bytes_total{origin=\"" + origin + "\"} 2.0");
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
