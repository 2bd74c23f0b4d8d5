package org.geocontext.fetch;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.geocontext.http.Auth;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.HttpCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thousand compressed exchanges with a server of our own, enough for the JVM to compile the way they take, and the
 * first step of a TLS handshake with nobody.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 16;

    private WarmUp() {}

    static void run(Fetcher fetcher, Client client, int exchanges) {
        try {
            beginHandshake(client.newTlsEngine("localhost", 443));
            exchange(fetcher, exchanges);
        } catch (IOException e) {
            LOG.debug("The client was not warmed up", e);
        }
    }

    private static void exchange(Fetcher fetcher, int exchanges) throws IOException {
        CallScope scope = new CallScope(Deadline.after(LIMIT));
        try (Server server = new Server()) {
            for (int done = 0; done < exchanges && !scope.deadline().expired(); done += CONNECTIONS) {
                CompletableFuture.allOf(IntStream.range(0, CONNECTIONS)
                                .mapToObj(number -> fetcher.fetch(call(server, number), scope))
                                .toArray(CompletableFuture<?>[]::new))
                        .join();
            }
        }
    }

    private static HttpCall call(Server server, int number) {
        return new HttpCall(server.uri("/?" + number), Map.of(), null, Auth.NONE, true, null);
    }

    private static void beginHandshake(SSLEngine engine) throws SSLException {
        engine.beginHandshake();
        ByteBuffer clientHello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), clientHello);
        engine.closeOutbound();
    }

    /** Gives every request the same answer, on a thread for each connection. */
    private static final class Server implements AutoCloseable {

        private final ThreadFactory threads = new DaemonThreads("geocontext-warm-up");
        private final ServerSocket socket = new ServerSocket(0, CONNECTIONS, InetAddress.getByName("127.0.0.1"));
        private final byte[] answer = answer();

        Server() throws IOException {
            threads.newThread(this::accept).start();
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
        }

        private static byte[] answer() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(body)) {
                gzip.write("{}".getBytes(StandardCharsets.UTF_8));
            }
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + body.size() + "\r\n\r\n";
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(body.toByteArray());
            return answer.toByteArray();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    threads.newThread(() -> serve(client)).start();
                }
            } catch (IOException closed) {
                LOG.trace("The warm-up server has ended", closed);
            }
        }

        private void serve(Socket client) {
            try (client;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                client.setTcpNoDelay(true);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.isEmpty()) {
                        client.getOutputStream().write(answer);
                    }
                }
            } catch (IOException gone) {
                LOG.trace("A warm-up connection has ended", gone);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
