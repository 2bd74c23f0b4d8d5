package org.geocontext.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private static final String TOKEN = "a-token-of-the-test";
    private static final ServerSettings LOCAL =
            ServerSettings.defaults().withPort(0).withToken(TOKEN).withMaxRequestBytes(1000);
    private static final ServerSettings EVERYWHERE = LOCAL.withBind("0.0.0.0");

    private WebServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private TestHttp start(ServerSettings settings, Route... more) throws ServerStartException {
        List<Route> routes = new ArrayList<>(List.of(more));
        routes.add(Route.reading("/echo", Set.of("GET", "POST"), ErrorStyle.JSON, WebServerTest::echo));
        routes.add(Route.reading("/api/v2/echo", Set.of("GET"), ErrorStyle.JSON_STRING, WebServerTest::echo));
        routes.add(new Route(
                "/write",
                Map.of("GET", Route.Access.READ, "POST", Route.Access.WRITE, "DELETE", Route.Access.WRITE),
                ErrorStyle.JSON,
                WebServerTest::echo));
        server = WebServer.start(settings, routes);
        return new TestHttp(server.address().getPort());
    }

    private static CompletableFuture<WebReply> echo(WebRequest request) throws RefusedException {
        String text = request.method() + " " + request.query().single("a").orElse("-") + " " + request.body().length;
        return CompletableFuture.completedFuture(WebReply.text(200, "text/plain; charset=utf-8", text));
    }

    @Test
    void onLoopback_aReadNeedsNoToken() throws Exception {
        HttpResponse<String> reply = start(LOCAL).get("/echo?A=%C3%A4");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("GET ä 0");
    }

    @Test
    void whetherTheTokenIsNeededDependsOnTheMethod() throws Exception {
        TestHttp http = start(LOCAL);
        assertThat(http.get("/write").statusCode()).isEqualTo(200);
        assertThat(http.send("DELETE", "/write", "").statusCode()).isEqualTo(401);
        assertThat(http.send("DELETE", "/write?a=b", "", "X-GeoContext-Token", TOKEN)
                        .body())
                .isEqualTo("DELETE b 0");
        assertThat(http.send("PUT", "/write", "").statusCode()).isEqualTo(405);
    }

    @Test
    void onLoopback_aWriteNeedsTheToken() throws Exception {
        TestHttp http = start(LOCAL);
        assertThat(http.post("/write", "text/plain", "x").statusCode()).isEqualTo(401);
        assertThat(http.send("POST", "/write", "x", "X-GeoContext-Token", TOKEN).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWriteIsNotOpenedByCredentialsABrowserAddsByItself() throws Exception {
        HttpResponse<String> reply = start(LOCAL).send("POST", "/write", "x", "Authorization", basic(TOKEN));
        assertThat(reply.statusCode()).isEqualTo(401);
    }

    @Test
    void beyondLoopback_everythingNeedsTheToken() throws Exception {
        TestHttp http = start(EVERYWHERE);
        HttpResponse<String> reply = http.get("/echo");
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .contains("Bearer", "Basic");
        assertThat(reply.body()).doesNotContain(TOKEN);
        assertThat(http.get("/nothing-here").statusCode()).isEqualTo(401);
    }

    @Test
    void beyondLoopback_theTokenOpensInEveryForm() throws Exception {
        TestHttp http = start(EVERYWHERE);
        assertThat(http.get("/echo", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(http.get("/echo", "X-GeoContext-Token", TOKEN).statusCode()).isEqualTo(200);
        assertThat(http.get("/echo", "Authorization", basic(TOKEN)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer", "Basic !!!", "Basic d3Jvbmc=", "Digest x", "Bearer a-token-of-the-tes"
            })
    void aWrongTokenIsRefused(String authorization) throws Exception {
        assertThat(start(EVERYWHERE)
                        .get("/echo", "Authorization", authorization)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theTokenInTheQueryOpensOnlyTheGeoContext2Api() throws Exception {
        TestHttp http = start(EVERYWHERE);
        assertThat(http.get("/api/v2/echo?token=" + TOKEN).statusCode()).isEqualTo(200);
        assertThat(http.get("/echo?token=" + TOKEN).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8085", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aHostHeaderThatIsNotOurs_isRefused(String host) throws Exception {
        String reply = start(LOCAL).raw("GET /echo HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        assertThat(reply).startsWith("HTTP/1.1 421").contains("Host header").doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "192.168.1.7:8085", "[::1]:8085"})
    void aHostHeaderWithLocalhostOrAnAddress_isServed(String host) throws Exception {
        String reply = start(LOCAL).raw("GET /echo HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        assertThat(reply).startsWith("HTTP/1.1 200");
    }

    @Test
    void aHostOfTheSettings_isServed() throws Exception {
        String reply = start(LOCAL.withAllowedHosts(Set.of("Maps.example.org")))
                .raw("GET /echo HTTP/1.1\nHost: maps.EXAMPLE.org\nConnection: close\n\n");
        assertThat(reply).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo HTTP/1.0\n\n",
                "GET /echo HTTP/1.1\nHost:\nConnection: close\n\n",
                "GET /echo HTTP/1.1\nHost: a b\nConnection: close\n\n",
                "GET /echo HTTP/1.1\nConnection: close\n\n"
            })
    void aMissingOrBrokenHostHeader_isABadRequest(String request) throws Exception {
        assertThat(start(LOCAL).raw(request)).startsWith("HTTP/1.1 400").contains("\"message\"");
    }

    @Test
    void aPageFromElsewhereIsNotLetIn() throws Exception {
        HttpResponse<String> reply = start(LOCAL).get("/echo", "Origin", "https://evil.example");
        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void theOriginNullOfASandboxedPage_isNotLetIn() throws Exception {
        assertThat(start(LOCAL).get("/echo", "Origin", "null").statusCode()).isEqualTo(403);
    }

    @Test
    void ourOwnPageIsLetIn() throws Exception {
        TestHttp http = start(LOCAL);
        String own = http.uri("").toString();
        assertThat(http.get("/echo", "Origin", own).statusCode()).isEqualTo(200);
    }

    @Test
    void anAllowedOriginMayReadTheAnswer() throws Exception {
        HttpResponse<String> reply = start(LOCAL.withCorsOrigins(Set.of("https://maps.example.org")))
                .get("/echo", "Origin", "https://maps.example.org");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).contains("https://maps.example.org");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void aPreflightOfAnAllowedOrigin_isAnsweredWithoutToken() throws Exception {
        HttpResponse<String> reply = start(EVERYWHERE.withCorsOrigins(Set.of("*")))
                .send(
                        "OPTIONS",
                        "/echo",
                        "",
                        "Origin",
                        "https://maps.example.org",
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS, POST");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Headers"))
                .get()
                .asString()
                .contains("X-GeoContext-Token");
    }

    @Test
    void optionsNamesTheMethods() throws Exception {
        HttpResponse<String> reply = start(LOCAL).send("OPTIONS", "/write", "");
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS, POST");
    }

    @Test
    void headIsGetWithoutBody() throws Exception {
        HttpResponse<String> reply = start(LOCAL).send("HEAD", "/echo", "");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void anotherMethodIsNotAllowed(String method) throws Exception {
        HttpResponse<String> reply = start(LOCAL).send(method, "/echo", "");
        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
        assertThat(reply.body()).contains(method).contains("expected: GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/echo/", "/Echo", "/echo/more", "/../etc/passwd", "/%2e%2e/etc/passwd"})
    void anUnknownAddressIsNotFound(String path) throws Exception {
        String reply = start(LOCAL).raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        assertThat(reply).containsPattern("^HTTP/1.1 40[04]").contains("{\"error\":{\"message\":");
    }

    @Test
    void aBrokenPercentEncodingIsABadRequest() throws Exception {
        String reply = start(LOCAL).raw("GET /echo?a=%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        assertThat(reply).startsWith("HTTP/1.1 400").contains("percent-encoding");
    }

    @Test
    void aParameterGivenTwice_isABadRequestThatNamesIt() throws Exception {
        HttpResponse<String> reply = start(LOCAL).get("/echo?a=1&A=2");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body())
                .isEqualTo("{\"error\":{\"input\":\"a\",\"message\":\"a: given 2 times (expected: once)\"}}");
    }

    @Test
    void whatIsNotHttp_isABadRequest() throws Exception {
        assertThat(start(LOCAL).raw("hello\n\n")).contains("400");
    }

    @Test
    void aHugeHeaderIsRefused() throws Exception {
        String reply = start(LOCAL)
                .raw("GET /echo HTTP/1.1\nHost: localhost\nX: " + "x".repeat(40_000) + "\nConnection: close\n\n");
        assertThat(reply).startsWith("HTTP/1.1 431");
    }

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        assertThat(start(LOCAL).post("/echo", "text/plain", "x".repeat(1000)).body())
                .isEqualTo("POST - 1000");
    }

    @Test
    void anAnnouncedBodyBeyondTheLimitIsRefused() throws Exception {
        HttpResponse<String> reply = start(LOCAL).post("/echo", "text/plain", "x".repeat(1001));
        assertThat(reply.statusCode()).isEqualTo(413);
        assertThat(reply.body()).contains("larger than 1000 bytes");
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsRefused() throws Exception {
        String reply = start(LOCAL)
                .raw("POST /echo HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nConnection: close\n\n3E9\n"
                        + "x".repeat(1001) + "\n0\n\n");
        assertThat(reply).startsWith("HTTP/1.1 413").contains("larger than 1000 bytes");
    }

    @Test
    void aBodyThatNeverComes_timesOut() throws Exception {
        String reply = start(LOCAL.withBodyTimeout(Duration.ofMillis(200)))
                .raw("POST /echo HTTP/1.1\nHost: localhost\nContent-Length: 10\n\nhalf");
        assertThat(reply).startsWith("HTTP/1.1 408").contains("not complete");
    }

    @Test
    void aCompressedBodyIsRefused() throws Exception {
        assertThat(start(LOCAL)
                        .send("POST", "/echo", "x", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void everyReplyCarriesTheSecurityHeaders() throws Exception {
        TestHttp http = start(LOCAL);
        for (String path : List.of("/echo", "/nothing-here")) {
            HttpResponse<String> reply = http.get(path);
            assertThat(reply.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
            assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void aBug_isOneSentenceWithoutItsDetails() throws Exception {
        Route broken = Route.reading("/broken", Set.of("GET"), ErrorStyle.JSON, request -> {
            throw new IllegalStateException("secret detail");
        });
        HttpResponse<String> reply = start(LOCAL, broken).get("/broken");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body())
                .contains("Something went wrong")
                .doesNotContain("secret", "Exception", "org.geocontext");
    }

    @Test
    void endpointsThatWait_holdNoThread() throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<WebReply>> waiting = new ConcurrentLinkedQueue<>();
        Route slow = Route.reading("/slow", Set.of("GET"), ErrorStyle.JSON, request -> {
            CompletableFuture<WebReply> reply = new CompletableFuture<>();
            waiting.add(reply);
            return reply;
        });
        TestHttp http = start(LOCAL, slow);
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 200)
                .mapToObj(i -> http.sendAsync("GET", "/slow", ""))
                .toList();
        assertThat(http.get("/echo").statusCode()).isEqualTo(200);
        while (waiting.size() < 200) {
            Thread.onSpinWait();
        }
        assertThat(http.get("/echo").statusCode()).isEqualTo(200);
        waiting.forEach(reply -> reply.complete(WebReply.text(200, "text/plain", "done")));
        assertThat(calls).allSatisfy(call -> assertThat(call.get().body()).isEqualTo("done"));
    }

    @Test
    void aPortInUse_isSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> WebServer.start(LOCAL.withPort(taken.getLocalPort()), List.of()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage(
                            "port " + taken.getLocalPort() + " on 127.0.0.1: already in use (expected: a free port)");
        }
    }

    @Test
    void anAddressOfAnotherMachine_isSaidInOneSentence() {
        assertThatThrownBy(() -> WebServer.start(LOCAL.withBind("192.0.2.1"), List.of()))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("not an address of this machine");
    }

    @Test
    void anUnknownBindName_isSaidInOneSentence() {
        assertThatThrownBy(() -> WebServer.start(LOCAL.withBind("nowhere.invalid"), List.of()))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("bind: nowhere.invalid has no address (expected: an address or a name of this machine)");
    }

    @Test
    void afterClose_nobodyListensAndNoThreadIsLeft() throws Exception {
        TestHttp http = start(LOCAL);
        assertThat(http.get("/echo").statusCode()).isEqualTo(200);
        server.close();
        assertThatThrownBy(() -> http.get("/echo")).hasCauseInstanceOf(ConnectException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("geocontext-http"));
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("anyone:" + password).getBytes(StandardCharsets.UTF_8));
    }
}
