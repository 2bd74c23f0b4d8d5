package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.cache.CacheStatistics.Counts;
import org.geocontext.cache.HitKind;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Looking at the cache and clearing it, with three services that all have answered. */
class CacheViewTest {

    private static final String HIT = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"areas.1","geometry":{"type":"Polygon",
            "coordinates":[[[27,-27],[29,-27],[29,-25],[27,-25],[27,-27]]]},"properties":{"name":"Highveld"}}]}""";

    private HttpServer server;
    private GeoContext geoContext;
    private CacheView cache;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = HIT.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Catalogue catalogue = catalogue();
        geoContext = GeoContext.start(Settings.DEFAULT, () -> catalogue, UrlPolicy.ANY);
        cache = new CacheView(geoContext);
        for (String collection : List.of("open", "staff")) {
            geoContext.query(
                    QueryRequest.of(new GeometryFactory().createPoint(new Coordinate(28, -26)), collection),
                    Caller.ADMINISTRATOR);
        }
    }

    @AfterEach
    void stop() {
        geoContext.close();
        server.stop(0);
    }

    private Catalogue catalogue() {
        return new Catalogue(
                List.of(service("soil"), service("rain"), service("vault")),
                List.of(group("land", "soil", "rain"), group("cellar", "vault")),
                List.of(
                        new CollectionDefinition("open", "Open", "", List.of("land"), Set.of(), Map.of()),
                        new CollectionDefinition("staff", "Staff", "", List.of("cellar"), Set.of("STAFF"), Map.of())));
    }

    private ServiceDefinition service(String key) {
        return ServiceDefinition.builder(
                        key,
                        QueryType.WFS,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + key)
                .layer("areas")
                .property("name")
                .internal(true)
                .build();
    }

    private static GroupDefinition group(String key, String... services) {
        return new GroupDefinition(key, key, "", "text", List.of(services), Set.of(), Map.of());
    }

    /** Keys of the services of which answers are kept. */
    private List<String> kept() {
        return geoContext.cacheStatistics().services().entrySet().stream()
                .filter(service -> service.getValue().entries() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String shownTo(Caller caller) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        cache.write(caller, target);
        return target.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyMemberStandsInItsPlace() throws Exception {
        Map<HitKind, Long> hits = new EnumMap<>(Map.of(HitKind.POLYGON, 5L, HitKind.POINT, 2L));
        Counts counts = new Counts(hits, 3, 1, 4, 9, 12_345);
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        CacheView.write(
                new CacheStatistics(counts, Map.of("soil", counts, "vault", counts), 134_217_728, "kept in memory"),
                "soil"::equals,
                target);

        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {
                    "max_bytes": 134217728,
                    "persistence": "kept in memory",
                    "total": {
                        "entries": 9,
                        "bytes": 12345,
                        "hits": {
                            "polygon": 5,
                            "radius": 0,
                            "point": 2,
                            "reuse": 0
                        },
                        "misses": 3,
                        "stale": 1,
                        "evictions": 4
                    },
                    "services": {
                        "soil": {
                            "entries": 9,
                            "bytes": 12345,
                            "hits": {
                                "polygon": 5,
                                "radius": 0,
                                "point": 2,
                                "reuse": 0
                            },
                            "misses": 3,
                            "stale": 1,
                            "evictions": 4
                        }
                    }
                }
                """);
    }

    @Test
    void whatExistsForSomeRolesOnlyIsShownToThem() throws Exception {
        assertThat(shownTo(Caller.ADMINISTRATOR)).contains("\"soil\"", "\"rain\"", "\"vault\"");
        assertThat(shownTo(Caller.ANONYMOUS)).contains("\"soil\"", "\"rain\"").doesNotContain("vault");
    }

    @Test
    void withoutParametersEverythingIsForgotten() throws Exception {
        assertThat(kept()).containsExactly("rain", "soil", "vault");

        cache.clear(Map.of());

        assertThat(kept()).isEmpty();
    }

    @Test
    void servicesAreForgottenByKey() throws Exception {
        cache.clear(Map.of("service", List.of("soil", "vault")));

        assertThat(kept()).containsExactly("rain");
    }

    @Test
    void servicesAreForgottenByTheirCollection() throws Exception {
        cache.clear(Map.of("collection", List.of("open")));

        assertThat(kept()).containsExactly("vault");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servce=soil|servce: no such parameter (expected: service, collection, or none for everything)",
                "service=soli|service: soli is neither in the catalogue nor in the cache (closest: soil",
                "service=|service:  is neither in the catalogue nor in the cache",
                "collection=opn|collection: opn is not in the catalogue",
                "collection=|collection: blank (expected: a key)",
            })
    void aMistakeForgetsNothing(String parameter, String message) {
        String[] parts = parameter.split("=", 2);

        assertThatThrownBy(() -> cache.clear(Map.of(parts[0], List.of(parts[1]))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith(message);
        assertThat(kept()).hasSize(3);
    }

    @Test
    void serviceAndCollectionTogetherAreAMistake() {
        assertThatThrownBy(() -> cache.clear(Map.of("service", List.of("soil"), "collection", List.of("open"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("collection: beside service (expected: only one of them)");
        assertThat(kept()).hasSize(3);
    }
}
