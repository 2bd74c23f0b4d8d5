package org.geocontext.standalone.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A listening HTTP/1.1 server with fixed routes. Thread-safe. */
public final class WebServer implements AutoCloseable {

    /** Threads compute and write; none waits for a query. */
    private static final int MAX_THREADS = 64;

    private static final int MIN_THREADS = 8;
    private static final int MAX_CONNECTIONS = 2048;
    private static final long IDLE_MILLIS = 60_000;

    private final Server server;
    private final ServerConnector connector;
    private final ServerSettings settings;

    private WebServer(Server server, ServerConnector connector, ServerSettings settings) {
        this.server = server;
        this.connector = connector;
        this.settings = settings;
    }

    /**
     * Starts listening.
     *
     * @throws ServerStartException if the address or the port cannot be had
     */
    public static WebServer start(ServerSettings settings, List<Route> routes) throws ServerStartException {
        InetAddress address = resolve(settings.bind());
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("geocontext-http");
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        AccessGuard guard = new AccessGuard(settings, address.isLoopbackAddress());
        server.setHandler(new WebHandler(new Router(routes), guard, settings));
        server.setErrorHandler(new SentenceErrorHandler());
        listen(connector, settings);
        return started(new WebServer(server, connector, settings));
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(32 * 1024);
        return http;
    }

    private static InetAddress resolve(String bind) throws ServerStartException {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new ServerStartException(
                    "bind: " + bind + " has no address (expected: an address or a name of this machine)", e);
        }
    }

    private static void listen(ServerConnector connector, ServerSettings settings) throws ServerStartException {
        String place = "port " + settings.port() + " on " + settings.bind();
        try {
            connector.open();
        } catch (IOException e) {
            throw new ServerStartException(place + ": " + why(e), e);
        }
    }

    private static String why(IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied")) {
            return "this user may not listen there (expected: a port from 1024 on)";
        }
        if (lower.contains("assign")) {
            return "that is not an address of this machine (expected: one of its own, or 0.0.0.0 for all)";
        }
        if (cause instanceof BindException) {
            return "already in use (expected: a free port)";
        }
        return "cannot listen there: " + message + " (expected: a free port on an address of this machine)";
    }

    private static WebServer started(WebServer web) throws ServerStartException {
        try {
            web.server.start();
            return web;
        } catch (Exception e) {
            web.close();
            throw new ServerStartException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    /** The address and the port that were opened. */
    public InetSocketAddress address() {
        return new InetSocketAddress(settings.bind(), connector.getLocalPort());
    }

    /** Waits until {@link #close} has been called. */
    public void await() throws InterruptedException {
        server.join();
    }

    /** Stops listening and ends what runs. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server does not stop", e);
        }
    }
}
