package org.geocontext.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The services that the host asks, WFS GetFeature with answers made up for these tests around (31.3963, -24.4561):
 * {@code /height} a polygon, {@code /soil} a text with awkward characters, {@code /nothing} no hit, {@code /broken}
 * HTTP 500, {@code /late} an answer after two seconds, {@code /never} one after a minute.
 */
final class SampleServer implements AutoCloseable {

    private static final String HEIGHT = feature(
            "{\"type\":\"Polygon\",\"coordinates\":[[[31,-25],[32,-25],[32,-24],[31,-24],[31,-25]]]}", "441.50");
    private static final String SOIL = feature(
            "{\"type\":\"Polygon\",\"coordinates\":[[[31.3,-24.5],[31.5,-24.5],[31.5,-24.4],[31.3,-24.5]]]}",
            "clay, \\\"red\\\" <&> \u00e4");
    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final String host;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param host name or address that the tested host knows this machine by */
    SampleServer(String host) {
        this.host = host;
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            boolean near = InetAddress.getByName(host).isLoopbackAddress();
            server = HttpServer.create(near ? new InetSocketAddress(loopback, 0) : new InetSocketAddress(0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/height", exchange -> reply(exchange, 200, HEIGHT));
        server.createContext("/soil", exchange -> reply(exchange, 200, SOIL));
        server.createContext("/nothing", exchange -> reply(exchange, 200, NOTHING));
        server.createContext("/broken", exchange -> reply(exchange, 500, "out of order"));
        server.createContext("/late", exchange -> replyAfter(exchange, 2));
        server.createContext("/never", exchange -> replyAfter(exchange, 60));
        server.setExecutor(threads);
        server.start();
    }

    /** Where everything of it is; ends with a slash. */
    String url() {
        return "http://" + host + ":" + server.getAddress().getPort() + "/";
    }

    private static void replyAfter(HttpExchange exchange, int seconds) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> reply(exchange, 200, HEIGHT));
    }

    private static void reply(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // Whoever asked has gone: what a cancel is for.
        }
    }

    private static String feature(String geometry, String value) {
        return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"layer.1\",\"geometry\":"
                + geometry + ",\"properties\":{\"VALUE\":\"" + value + "\"}}]}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
