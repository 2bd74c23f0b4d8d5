package org.geocontext.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server on loopback that says at each path what the test wants it to say, and can be told to keep back a reply. */
final class MapServer implements AutoCloseable {

    /** A polygon around 28 east, 26 south whose {@code name} is Highveld. */
    static final String HIGHVELD = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"areas.1","geometry":{"type":"Polygon",
            "coordinates":[[[27,-27],[29,-27],[29,-25],[27,-25],[27,-27]]]},"properties":{"name":"Highveld"}}]}""";

    /** What is sent. */
    record Reply(int status, String contentType, byte[] body) {

        static Reply json(String text) {
            return new Reply(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        static Reply xml(String text) {
            return new Reply(200, "text/xml", text.getBytes(StandardCharsets.UTF_8));
        }

        static Reply error(int status) {
            return new Reply(status, "text/plain", new byte[0]);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<String, Reply>> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    MapServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** At this path, whatever the query. */
    void says(String path, Reply reply) {
        answers.put(path, query -> reply);
    }

    /** @param answer of the query string, as sent */
    void answers(String path, Function<String, Reply> answer) {
        answers.put(path, answer);
    }

    /** Replies at this path wait for {@link #release}. */
    void hold(String path) {
        held.put(path, new CountDownLatch(1));
    }

    void release(String path) {
        held.get(path).countDown();
    }

    /** Path and query of everything asked so far. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        String path = exchange.getRequestURI().getPath();
        await(path);
        String query = exchange.getRequestURI().getRawQuery();
        Reply reply = answers.getOrDefault(path, none -> Reply.error(404)).apply(query == null ? "" : query);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }

    private void await(String path) {
        CountDownLatch latch = held.get(path);
        if (latch == null) {
            return;
        }
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        held.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }
}
