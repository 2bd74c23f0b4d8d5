package org.geocontext.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.geocontext.app.CurrentEngine;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.standalone.StandaloneServer;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.jspecify.annotations.Nullable;

/** A warm engine with a server in front of it. */
record Host(CurrentEngine engine, StandaloneServer server) implements AutoCloseable {

    /**
     * @param data directory of the engine's own files; null for none
     * @throws ServerStartException if the address or the port cannot be had; then nothing is left running
     */
    static Host start(Settings settings, Supplier<Catalogue> catalogue, ServerSettings server, @Nullable Path data)
            throws ServerStartException {
        CurrentEngine engine =
                new CurrentEngine(settings, limits -> GeoContext.start(limits, catalogue, UrlPolicy.ANY, data));
        try {
            Host host = new Host(engine, StandaloneServer.start(engine, server));
            engine.get().warmUp();
            return host;
        } catch (ServerStartException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** An address below the server's root. */
    URI at(String path) {
        return server.uri().resolve(path);
    }

    /** Gets warmer in the background; returns when the process is told to end, and then everything has ended. */
    void runUntilKilled() throws InterruptedException {
        Thread warmUp = new Thread(() -> engine.get().warmUpThoroughly(), "geocontext-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "geocontext-end"));
        server.await();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
