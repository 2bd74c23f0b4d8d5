package org.geocontext.standalone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.geocontext.app.GeoContext;
import org.geocontext.standalone.api.GeoContext2Api;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.geocontext.standalone.web.WebServer;
import org.geocontext.standalone.wps.WpsEndpoint;

/**
 * The standalone host's server: WPS at {@code /ows}, {@code /rest/geocontext/…}, {@code /api/v2/…}, the page at
 * {@code /}, {@code /metrics} and {@code /health}. Thread-safe. Does not own the engine it asks.
 */
public final class StandaloneServer implements AutoCloseable {

    private final WebServer server;
    private final ServerSettings settings;

    private StandaloneServer(WebServer server, ServerSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /**
     * Starts listening.
     *
     * @param engine asked anew for every request
     * @throws ServerStartException if the address or the port cannot be had; its message is for whoever starts it
     */
    public static StandaloneServer start(Supplier<GeoContext> engine, HostDocuments documents, ServerSettings settings)
            throws ServerStartException {
        QueryGate queries = new QueryGate(engine, settings.maxQueries());
        List<Route> routes = new ArrayList<>();
        routes.addAll(WpsEndpoint.routes(queries));
        routes.add(RestRoute.of(new StandaloneHost(engine, documents, queries)));
        routes.addAll(GeoContext2Api.routes(queries));
        routes.add(WebPage.route());
        routes.addAll(HostRoutes.of(engine));
        return new StandaloneServer(WebServer.start(settings, routes), settings);
    }

    /** Where it listens; the port is the real one if 0 was asked. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The address of the page, for a person on this machine: {@code localhost} if it listens everywhere. */
    public URI uri() {
        InetAddress address = server.address().getAddress();
        String host = address == null || address.isAnyLocalAddress() ? "localhost" : settings.bind();
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + server.address().getPort() + "/");
    }

    /** Whether every request needs {@link ServerSettings#token()}, because it listens beyond loopback. */
    public boolean needsToken() {
        InetAddress address = server.address().getAddress();
        return address == null || !address.isLoopbackAddress();
    }

    /** Waits until {@link #close} has been called. */
    public void await() throws InterruptedException {
        server.await();
    }

    /** Stops listening and ends what runs. */
    @Override
    public void close() {
        server.close();
    }
}
