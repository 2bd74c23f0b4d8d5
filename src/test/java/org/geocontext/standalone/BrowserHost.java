package org.geocontext.standalone;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsStore;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.SecretEncoder;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.standalone.demo.DemoCatalogue;
import org.geocontext.standalone.demo.DemoMapServer;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.geocontext.standalone.web.TestHttp;

/** A whole standalone host for a browser: on a free loopback port, with the demo's map server behind it. */
final class BrowserHost implements AutoCloseable {

    private final DemoMapServer maps;
    private final GeoContext engine;
    private final StandaloneServer server;
    private final String token;

    private BrowserHost(DemoMapServer maps, GeoContext engine, StandaloneServer server, String token) {
        this.maps = maps;
        this.engine = engine;
        this.server = server;
        this.token = token;
    }

    /** With the demo's catalogue. */
    static BrowserHost demo() throws ServerStartException {
        DemoMapServer maps = DemoMapServer.start();
        return start(maps, DemoCatalogue.at(maps.baseUrl()));
    }

    /** With 356 services in 49 groups and 10 collections, as many as a catalogue in use has. */
    static BrowserHost large() throws ServerStartException {
        DemoMapServer maps = DemoMapServer.start();
        List<ServiceDefinition> services = IntStream.range(0, 356)
                .mapToObj(number -> service(maps, number))
                .toList();
        List<GroupDefinition> groups = IntStream.range(0, 49)
                .mapToObj(number -> group(number, services))
                .toList();
        List<CollectionDefinition> collections = IntStream.range(0, 10)
                .mapToObj(number -> collection(number, groups))
                .toList();
        return start(maps, new Catalogue(services, groups, collections));
    }

    private static ServiceDefinition service(DemoMapServer maps, int number) {
        return ServiceDefinition.builder("mean_temperature_" + number, QueryType.WMS, maps.baseUrl() + "/wms")
                .name("Mean temperature " + number)
                .layer("layer_" + number)
                .property("GRAY_INDEX")
                .internal(true)
                .build();
    }

    private static GroupDefinition group(int number, List<ServiceDefinition> services) {
        List<String> keys = services.subList(number * 7, Math.min(services.size(), number * 7 + 20)).stream()
                .map(ServiceDefinition::key)
                .toList();
        return new GroupDefinition("group_" + number, "Group " + number, "", "text", keys, Set.of(), Map.of());
    }

    private static CollectionDefinition collection(int number, List<GroupDefinition> groups) {
        List<String> keys = groups.subList(number * 4, number * 4 + 12).stream()
                .map(GroupDefinition::key)
                .toList();
        return new CollectionDefinition("collection_" + number, "Collection " + number, "", keys, Set.of(), Map.of());
    }

    private static BrowserHost start(DemoMapServer maps, Catalogue catalogue) throws ServerStartException {
        CatalogueStore store = CatalogueStore.open(
                new MemoryDocument(
                        "catalogue", CatalogueWriter.bytes(CatalogueWriter.document(catalogue)), Clock.systemUTC()),
                new CatalogueReader(),
                SecretEncoder.NONE);
        SettingsStore limits = SettingsStore.open(new MemoryDocument("settings", null, Clock.systemUTC()));
        GeoContext engine = GeoContext.start(Settings.DEFAULT.withExtents(ExtentSettings.OFF), store, UrlPolicy.ANY);
        ServerSettings settings = ServerSettings.defaults().withPort(0);
        StandaloneServer server =
                StandaloneServer.start(() -> engine, new HostDocuments(() -> store, limits), settings);
        return new BrowserHost(maps, engine, server, settings.token());
    }

    String url() {
        return server.uri().toString();
    }

    String token() {
        return token;
    }

    TestHttp http() {
        return new TestHttp(server.address().getPort());
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        maps.close();
    }
}
