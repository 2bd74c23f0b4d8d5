package org.geocontext.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WFS GetFeature on loopback, answers made up for these tests around (31.3963, -24.4561): {@code /height} a polygon
 * with a hole, {@code /soil} a text with every awkward character, {@code /nothing} no hit, {@code /broken} HTTP 500,
 * {@code /slow} an answer after 0.8 s.
 */
public final class RemoteServer implements AutoCloseable {

    static final long SLOW_MILLIS = 800;

    private static final String HEIGHT = feature(
            "{\"type\":\"Polygon\",\"coordinates\":[[[31,-25],[32,-25],[32,-24],[31,-24],[31,-25]],"
                    + "[[31.1,-24.9],[31.2,-24.9],[31.2,-24.8],[31.1,-24.9]]]}",
            "441.50");
    private static final String SOIL = feature(
            "{\"type\":\"MultiPoint\",\"coordinates\":[[31.3963,-24.4561]]}",
            "clay, \\\"red\\\" <&> \u00e4 \\u0001 ]]>\\nsecond line");
    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final HttpServer server;
    private final AtomicInteger slowRequests = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private RemoteServer(HttpServer server) {
        this.server = server;
        server.createContext("/height", exchange -> reply(exchange, 200, HEIGHT));
        server.createContext("/soil", exchange -> reply(exchange, 200, SOIL));
        server.createContext("/nothing", exchange -> reply(exchange, 200, NOTHING));
        server.createContext("/broken", exchange -> reply(exchange, 500, "out of order"));
        server.createContext("/slow", this::replyLate);
    }

    static RemoteServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            RemoteServer remote = new RemoteServer(server);
            server.setExecutor(Executors.newFixedThreadPool(4));
            server.start();
            return remote;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String service) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + service;
    }

    /** How often {@code /slow} was asked. */
    int slowRequests() {
        return slowRequests.get();
    }

    /** How often anything was asked. */
    public int requests() {
        return requests.get();
    }

    private void replyLate(HttpExchange exchange) {
        slowRequests.incrementAndGet();
        CompletableFuture.delayedExecutor(SLOW_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> reply(exchange, 200, HEIGHT));
    }

    private void reply(HttpExchange exchange, int status, String body) {
        requests.incrementAndGet();
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String feature(String geometry, String value) {
        return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"layer.1\",\"geometry\":"
                + geometry + ",\"properties\":{\"VALUE\":\"" + value + "\"}}]}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
