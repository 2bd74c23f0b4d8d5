package org.geocontext.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import org.geocontext.app.CurrentEngine;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsStore;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.standalone.HostDocuments;
import org.geocontext.standalone.StandaloneServer;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warm engine with a server in front of it. */
record Host(CurrentEngine engine, StandaloneServer server) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    /**
     * @param data directory of the engine's own files; null for none
     * @throws ServerStartException if the address or the port cannot be had; then nothing is left running
     */
    static Host start(HostDocuments documents, ServerSettings server, @Nullable Path data) throws ServerStartException {
        SettingsStore settings = documents.settings();
        CurrentEngine engine = new CurrentEngine(
                settings.get(),
                limits -> GeoContext.start(
                        limits, () -> documents.catalogue().get().get(), UrlPolicy.ANY, data));
        try {
            Host host = new Host(engine, StandaloneServer.start(engine, documents, server));
            settings.whenChanged(host::use);
            engine.get().warmUp();
            return host;
        } catch (ServerStartException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** In the background, as another engine takes a second to be warm. */
    private void use(Settings changed) {
        Thread change = new Thread(
                () -> {
                    if (engine.use(changed)) {
                        LOG.info("The settings have changed: in use from the next query on");
                    }
                },
                "geocontext-settings");
        change.setDaemon(true);
        change.start();
    }

    /** An address below the server's root. */
    URI at(String path) {
        return server.uri().resolve(path);
    }

    /** The page for whoever owns the host: it takes the token out of its address and may write. */
    URI page(String token) {
        return server.uri().resolve("/#token=" + token);
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
