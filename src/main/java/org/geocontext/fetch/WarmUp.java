package org.geocontext.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.geocontext.http.Auth;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.HttpCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One compressed exchange with a server of our own, and the first step of a TLS handshake with nobody. */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private WarmUp() {}

    static void run(Fetcher fetcher, Client client) {
        try {
            exchange(fetcher);
            beginHandshake(client.newTlsEngine("localhost", 443));
        } catch (IOException e) {
            LOG.debug("The client was not warmed up", e);
        }
    }

    private static void exchange(Fetcher fetcher) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) LIMIT.toMillis());
            new DaemonThreads("geocontext-warm-up")
                    .newThread(() -> answer(server))
                    .start();
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            HttpCall call = new HttpCall(uri, Map.of(), null, Auth.NONE, true, null);
            fetcher.fetch(call, new CallScope(Deadline.after(LIMIT))).join();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            byte[] request = new byte[4096];
            if (client.getInputStream().read(request) > 0) {
                byte[] body = gzip("{}");
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
                OutputStream out = client.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("The warm-up server failed", e);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void beginHandshake(SSLEngine engine) throws SSLException {
        engine.beginHandshake();
        ByteBuffer clientHello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), clientHello);
        engine.closeOutbound();
    }
}
