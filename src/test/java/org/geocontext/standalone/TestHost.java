package org.geocontext.standalone;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.geocontext.query.AnswerSettings;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.ServerStartException;
import org.geocontext.standalone.web.TestHttp;

/** A whole standalone host on a free loopback port, with the services of {@link RemoteServer} in its catalogue. */
public final class TestHost implements AutoCloseable {

    private final RemoteServer remote;
    private final GeoContext geoContext;
    private final StandaloneServer server;
    private final String token;

    private TestHost(RemoteServer remote, GeoContext geoContext, StandaloneServer server, String token) {
        this.token = token;
        this.remote = remote;
        this.geoContext = geoContext;
        this.server = server;
    }

    public static TestHost start() throws ServerStartException {
        return start(ServerSettings.defaults().withPort(0));
    }

    public static TestHost start(ServerSettings settings) throws ServerStartException {
        RemoteServer remote = RemoteServer.start();
        CatalogueStore catalogue = CatalogueStore.open(
                new MemoryDocument(
                        "catalogue",
                        CatalogueWriter.bytes(CatalogueWriter.document(catalogue(remote))),
                        Clock.systemUTC()),
                new CatalogueReader(),
                SecretEncoder.NONE);
        SettingsStore limits = SettingsStore.open(new MemoryDocument("settings", null, Clock.systemUTC()));
        GeoContext geoContext = GeoContext.start(
                Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF),
                catalogue,
                UrlPolicy.ANY);
        StandaloneServer server =
                StandaloneServer.start(() -> geoContext, new HostDocuments(() -> catalogue, limits), settings);
        return new TestHost(remote, geoContext, server, settings.token());
    }

    public TestHttp http() {
        return new TestHttp(server.address().getPort());
    }

    public String token() {
        return token;
    }

    public StandaloneServer server() {
        return server;
    }

    public RemoteServer remote() {
        return remote;
    }

    private static Catalogue catalogue(RemoteServer remote) {
        ServiceDefinition height = service(remote, "height", "name").unit("m").build();
        ServiceDefinition soil = service(remote, "soil", "soil <&\"> \u00e4").build();
        ServiceDefinition nothing = service(remote, "nothing", "name").build();
        ServiceDefinition broken = service(remote, "broken", "name").build();
        ServiceDefinition slow = service(remote, "slow", "name").build();
        ServiceDefinition vault = service(remote, "vault", "name").build();
        return new Catalogue(
                List.of(height, soil, nothing, broken, slow, vault),
                List.of(
                        group("cellar", List.of("vault")),
                        group("terrain", List.of("height", "soil")),
                        group("trouble", List.of("nothing", "broken")),
                        group("waiting", List.of("slow"))),
                List.of(
                        new CollectionDefinition("staff", "Staff", "", List.of("cellar"), Set.of("STAFF"), Map.of()),
                        new CollectionDefinition(
                                "demo", "Demo", "All there is", List.of("terrain", "trouble"), Set.of(), Map.of()),
                        new CollectionDefinition("late", "Late", "", List.of("waiting"), Set.of(), Map.of())));
    }

    private static ServiceDefinition.Builder service(RemoteServer remote, String key, String name) {
        return ServiceDefinition.builder(key, QueryType.WFS, remote.url(key) + "?token=secret-of-the-test")
                .name(key.equals(name) ? key : name)
                .layer(key)
                .property("VALUE")
                .internal(true);
    }

    private static GroupDefinition group(String key, List<String> services) {
        return new GroupDefinition(key, "Group " + key, "", "text", services, Set.of(), Map.of());
    }

    @Override
    public void close() {
        server.close();
        geoContext.close();
        remote.close();
    }
}
