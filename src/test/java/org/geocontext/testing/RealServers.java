package org.geocontext.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;

/**
 * The test servers of {@code src/test/servers}. Ports are theirs unless set, as in
 * {@code -Dgeocontext.test.mapserver.port=8731}.
 */
public enum RealServers {
    MAPSERVER("mapserver", 8731, "/mapserver"),
    QGIS("qgis", 8732, "/"),
    LATENCY("latency", 8733, ""),
    FAULTS("faults", 8734, ""),
    KOOP("koop", 8735, "/sample/rest/services");

    /** Where connect() never ends. It belongs to the fault server. */
    public static final String BLACK_HOLE =
            "http://127.0.0.1:" + Integer.getInteger("geocontext.test.black-hole.port", 8736);

    /** Where nothing listens. */
    public static final String NOBODY = "http://127.0.0.1:" + Integer.getInteger("geocontext.test.nobody.port", 8749);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String key;
    private final int defaultPort;
    private final int port;
    private final String path;

    RealServers(String key, int defaultPort, String path) {
        this.key = key;
        this.defaultPort = defaultPort;
        this.port = Integer.getInteger("geocontext.test." + key + ".port", defaultPort);
        this.path = path;
    }

    public String url() {
        return "http://127.0.0.1:" + port + path;
    }

    /** The same by another of the addresses 127.0.1.1 to 127.0.1.40, which the fault server listens on. */
    public String urlAt(String address) {
        return "http://" + address + ":" + port + path;
    }

    /** A text that names the servers by their default ports, with the ports that they really have. */
    public static String withRealPorts(String text) {
        String replaced = text;
        for (RealServers server : values()) {
            replaced = replaced.replace("127.0.0.1:" + server.defaultPort + "/", "127.0.0.1:" + server.port + "/");
        }
        return replaced;
    }

    /** Skips the running test if the server is not up; fails it where the environment says that all must be. */
    public void assumeUp() {
        boolean up = isUp();
        if (Boolean.parseBoolean(System.getenv("GEOCONTEXT_REQUIRE_SERVERS"))) {
            assertThat(up).as(key + " answers on port " + port).isTrue();
        }
        assumeTrue(up, key + " does not answer on port " + port + ": start it with src/test/servers/up.sh");
    }

    /** Whether something listens at its port. */
    public boolean isUp() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a call over the wire. */
    public static FetchOutcome send(HttpCall call) {
        Instant sentAt = Instant.now();
        long start = System.nanoTime();
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(call.uri().toString())).timeout(Duration.ofSeconds(30));
            call.headers().forEach(request::header);
            if (call.form() != null) {
                request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(call.form()));
            }
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new HttpReply(call.uri(), response.statusCode(), headers, response.body(), timing(sentAt, start));
        } catch (IOException e) {
            return new CallFailure(Reason.CONNECT, String.valueOf(e.getMessage()), timing(sentAt, start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CallFailure(Reason.CANCELLED, "interrupted", timing(sentAt, start));
        }
    }

    private static CallTiming timing(Instant sentAt, long start) {
        return new CallTiming(sentAt, Duration.ZERO, Duration.ofNanos(System.nanoTime() - start));
    }
}
