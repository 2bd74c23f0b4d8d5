package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One exchange: time limits on a clock of our own, name look-ups and proxies of our own, real connections. */
class AsyncHttpFetcherTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final FetchSettings SETTINGS = FetchSettings.builder()
            .connectTimeout(Duration.ofSeconds(5))
            .firstByteTimeout(Duration.ofSeconds(30))
            .replyTimeout(Duration.ofSeconds(60))
            .build();
    private static Client client;

    private final ManualTime time = new ManualTime();
    private final List<String> lookups = new ArrayList<>();
    private HostLookup lookup = host -> CompletableFuture.failedFuture(new UnknownHostException(host));

    @BeforeAll
    static void start() {
        client = new Client(
                SETTINGS, new DaemonThreads("test-io"), new DaemonThreads("test-connections"), Client.defaultTls());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    private AsyncHttpFetcher fetcher(ProxySelector proxies) {
        HostLookup recording = host -> {
            lookups.add(host);
            return lookup.lookup(host);
        };
        return new AsyncHttpFetcher(SETTINGS, UrlPolicy.ANY, recording, new Proxies(proxies), client, time);
    }

    private CompletableFuture<FetchOutcome> fetch(URI uri, boolean internal, Duration timeout, CallScope scope) {
        return fetcher(null).fetch(new HttpCall(uri, Map.of(), null, Auth.NONE, internal, timeout), scope);
    }

    private static URI at(String host, RawServer server, String path) {
        return URI.create("http://" + host + ":" + server.uri("/").getPort() + path);
    }

    private static CompletableFuture<List<InetAddress>> addresses(String... literals) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            addresses.add(HostRule.findLiteral(literal));
        }
        return CompletableFuture.completedFuture(addresses);
    }

    private static void assertFailed(CompletableFuture<FetchOutcome> outcome, Reason reason, String message) {
        assertThat(outcome.join()).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.message()).matches(message);
            assertThat(failure.reason()).isEqualTo(reason);
        });
    }

    // Time limits

    @Test
    void aReplyThatDoesNotBegin_endsAtTheFirstByteLimit() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.hang())) {
            CompletableFuture<FetchOutcome> outcome = fetch(at("a.test", server, "/"), true, null, time.scope(LONG));
            server.take();
            time.advance(Duration.ofSeconds(29));
            assertThat(outcome).isNotDone();
            time.advance(Duration.ofSeconds(1));
            assertFailed(outcome, Reason.TIMEOUT, "no reply from .* began within the first-byte limit of 30 s");
        }
    }

    @Test
    void aReplyThatDoesNotEnd_endsAtTheReplyLimit() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
            connection.hang();
        })) {
            CompletableFuture<FetchOutcome> outcome = fetch(at("a.test", server, "/"), true, null, time.scope(LONG));
            server.take();
            time.awaitAlarms(1);
            time.advance(Duration.ofSeconds(60));
            assertFailed(
                    outcome,
                    Reason.TIMEOUT,
                    "no complete reply from .* within 60 s: time ran out while reading the reply");
        }
    }

    @Test
    void theServicesOwnLimitReplacesBoth() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.hang())) {
            CompletableFuture<FetchOutcome> outcome =
                    fetch(at("a.test", server, "/"), true, Duration.ofSeconds(90), time.scope(LONG));
            server.take();
            time.advance(Duration.ofSeconds(89));
            assertThat(outcome).isNotDone();
            time.advance(Duration.ofSeconds(1));
            assertFailed(outcome, Reason.TIMEOUT, ".* within 90 s: time ran out while waiting for the reply");
        }
    }

    @Test
    void theDeadlineCapsEveryLimit() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.hang())) {
            CompletableFuture<FetchOutcome> outcome =
                    fetch(at("a.test", server, "/"), true, Duration.ofSeconds(90), time.scope(Duration.ofMillis(2500)));
            server.take();
            time.advance(Duration.ofMillis(2500));
            assertFailed(
                    outcome,
                    Reason.TIMEOUT,
                    "the query's deadline came while waiting for the reply, 2.5 s after the call to .*");
        }
    }

    @Test
    void aNameThatDoesNotResolve_endsAtTheConnectLimit() {
        lookup = host -> new CompletableFuture<>();
        CompletableFuture<FetchOutcome> outcome = fetch(URI.create("http://a.test/"), true, null, time.scope(LONG));
        time.advance(Duration.ofSeconds(5));
        assertFailed(outcome, Reason.TIMEOUT, "the name of .* was not resolved within the connect limit of 5 s");
    }

    @Test
    void anAnswerCallsOffEveryAlarm() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.ok("{}"))) {
            fetch(at("a.test", server, "/"), true, null, time.scope(LONG)).join();
            time.awaitAlarms(0);
            assertThat(time.alarms()).isZero();
        }
    }

    @Test
    void anUnknownName_isADnsFailure() {
        assertFailed(
                fetch(URI.create("http://a.test/"), false, null, time.scope(LONG)),
                Reason.DNS,
                "the host name of http://a.test:80 is not known");
    }

    // Addresses

    @Test
    void theAddressThatWasCheckedIsTheOneConnectedTo() throws Exception {
        // A name server that answers with a public address first and the loopback address after that.
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "192.0.2.1"));
        lookup = host -> addresses(answers.remove());
        try (RawServer server = new RawServer((request, connection) -> connection.ok("{}"))) {
            assertThat(fetch(at("a.test", server, "/"), true, null, time.scope(LONG))
                            .join())
                    .isInstanceOf(HttpReply.class);
            assertThat(lookups).containsExactly("a.test");
        }
    }

    @Test
    void aNameThatLeadsToALocalAddressIsDenied() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.ok("{}"))) {
            assertFailed(
                    fetch(at("a.test", server, "/"), false, null, time.scope(LONG)),
                    Reason.DENIED_ADDRESS,
                    "a.test is at a private or loopback address, and the service is not internal");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void ofSeveralAddressesTheDeniedOnesAreLeftOut() throws Exception {
        lookup = host -> addresses("169.254.169.254", "127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.ok("{}"))) {
            assertThat(fetch(at("a.test", server, "/"), true, null, time.scope(LONG))
                            .join())
                    .isInstanceOf(HttpReply.class);
        }
    }

    @Test
    void ofSeveralAddressesTheNextIsTriedIfOneRefuses() throws Exception {
        lookup = host -> addresses("127.0.0.9", "::1", "127.0.0.1");
        try (RawServer server = new RawServer((request, connection) -> connection.ok("{}"))) {
            assertThat(fetch(at("a.test", server, "/"), true, null, time.scope(LONG))
                            .join())
                    .isInstanceOf(HttpReply.class);
        }
    }

    // Proxies

    private static ProxySelector proxyAt(RawServer server) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                "proxy.test", server.uri("/").getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException cause) {
                throw new IllegalStateException("not used");
            }
        };
    }

    @Test
    void throughAProxyTheWholeUrlIsSentAndTheNameIsNotLookedUp() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer proxy = new RawServer((request, connection) -> connection.ok("{}"))) {
            FetchOutcome outcome = fetcher(proxyAt(proxy))
                    .fetch(HttpCall.get(URI.create("http://maps.example.org/wms?a=b")), time.scope(LONG))
                    .join();
            assertThat(outcome).isInstanceOf(HttpReply.class);
            assertThat(proxy.take().line()).isEqualTo("GET http://maps.example.org/wms?a=b HTTP/1.1");
            assertThat(lookups).containsExactly("proxy.test");
        }
    }

    @Test
    void throughAProxyHttpsIsTunnelled_andTheProxySeesNoCredentials() throws Exception {
        lookup = host -> addresses("127.0.0.1");
        try (RawServer proxy = new RawServer((request, connection) -> connection.reply("403 Forbidden", "", ""))) {
            HttpCall call = new HttpCall(
                    URI.create("https://maps.example.org/wms"), Map.of(), null, new Auth.Bearer("s3cret"), false, null);
            fetcher(proxyAt(proxy)).fetch(call, time.scope(LONG)).join();
            RawServer.Request request = proxy.take();
            assertThat(request.line()).isEqualTo("CONNECT maps.example.org:443 HTTP/1.1");
            assertThat(request.header("authorization")).isEmpty();
        }
    }

    @Test
    void throughAProxyLocalAddressesAreDeniedByWhatTheUrlSays() throws Exception {
        try (RawServer proxy = new RawServer((request, connection) -> connection.ok("{}"))) {
            for (String host : List.of("127.0.0.1", "localhost", "169.254.169.254", "2130706433", "[::1]")) {
                assertFailed(
                        fetcher(proxyAt(proxy))
                                .fetch(HttpCall.get(URI.create("http://" + host + "/")), time.scope(LONG)),
                        Reason.DENIED_ADDRESS,
                        ".*");
            }
            assertThat(proxy.connections()).isZero();
        }
    }
}
