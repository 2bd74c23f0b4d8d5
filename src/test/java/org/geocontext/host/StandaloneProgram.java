package org.geocontext.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import org.geocontext.app.CurrentEngine;
import org.geocontext.app.GeoContext;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.catalogue.SecretEncoder;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.standalone.HostDocuments;
import org.geocontext.standalone.StandaloneServer;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;

/** A standalone host in this process, its documents in memory. */
record StandaloneProgram(CurrentEngine engine, StandaloneServer server, String token) implements AutoCloseable {

    private static final String EMPTY = "{\"service\": [], \"group\": [], \"collection\": []}";

    static StandaloneProgram start() throws ServerStartException {
        CatalogueStore catalogue = CatalogueStore.open(
                new MemoryDocument("catalogue", EMPTY.getBytes(UTF_8), Clock.systemUTC()),
                new CatalogueReader(),
                SecretEncoder.NONE);
        SettingsStore settings = SettingsStore.open(new MemoryDocument("settings", null, Clock.systemUTC()));
        CurrentEngine engine =
                new CurrentEngine(settings.get(), limits -> GeoContext.start(limits, catalogue, UrlPolicy.ANY));
        settings.whenChanged(engine::use);
        ServerSettings listening = ServerSettings.defaults().withPort(0);
        StandaloneServer server =
                StandaloneServer.start(engine, new HostDocuments(() -> catalogue, settings), listening);
        return new StandaloneProgram(engine, server, listening.token());
    }

    String url() {
        return "http://127.0.0.1:" + server.address().getPort() + "/";
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
