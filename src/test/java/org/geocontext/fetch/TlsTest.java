package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate is made by keytool for the name localhost, before the tests. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static KeyStore keys;
    private static Fetching ordinary;
    private static Fetching trusting;

    @BeforeAll
    static void start() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        ordinary = start(Client.defaultTls());
        X509Certificate certificate = (X509Certificate) keys.getCertificate("server");
        trusting = start(Client.tlsBuilder().trustManager(certificate).build());
    }

    @AfterAll
    static void close() {
        ordinary.close();
        trusting.close();
    }

    private static RawServer server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new RawServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (request, client) -> client.ok("{}"));
    }

    private static Fetching start(SslContext tls) {
        FetchSettings settings = FetchSettings.builder().retriesPerCall(0).build();
        return Fetching.start(settings, UrlPolicy.ANY, new GeoContextMetrics(), new Proxies(null), tls);
    }

    private static FetchOutcome fetch(Fetching client, URI uri) {
        HttpCall call = new HttpCall(uri, Map.of(), null, Auth.NONE, true, null);
        return client.fetcher()
                .fetch(call, new CallScope(Deadline.after(Duration.ofSeconds(10))))
                .join();
    }

    private static URI https(String host, RawServer server) {
        return URI.create("https://" + host + ":" + server.uri("/").getPort() + "/");
    }

    private static void assertTlsFailure(FetchOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason())
                                .as(failure.message())
                                .isEqualTo(Reason.TLS));
    }

    @Test
    void aTrustedCertificateForTheNameIsAccepted() throws Exception {
        try (RawServer server = server()) {
            assertThat(fetch(trusting, https("localhost", server))).isInstanceOf(HttpReply.class);
        }
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        try (RawServer server = server()) {
            assertTlsFailure(fetch(ordinary, https("localhost", server)));
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (RawServer server = server()) {
            assertTlsFailure(fetch(trusting, https("127.0.0.1", server)));
        }
    }

    @Test
    void aServerThatDoesNotSpeakTls_isATlsFailure() throws Exception {
        // What a plain HTTP server answers to a ClientHello.
        try (RawServer server = new RawServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
                    @Override
                    public Socket accept() throws IOException {
                        Socket socket = super.accept();
                        socket.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        return socket;
                    }
                },
                (request, client) -> client.close())) {
            assertTlsFailure(fetch(trusting, https("localhost", server)));
        }
    }

    @Test
    void aServerThatClosesDuringTheHandshake_isAConnectFailure() throws Exception {
        try (RawServer server = new RawServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
                    @Override
                    public Socket accept() throws IOException {
                        Socket socket = super.accept();
                        socket.close();
                        return socket;
                    }
                },
                (request, client) -> client.close())) {
            assertThat(fetch(trusting, https("localhost", server)))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.CONNECT));
        }
    }
}
