package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.feature.PlanJson;
import org.geocontext.feature.PlanText;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.Manners;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.Explanation;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Explaining by the engine as a whole, beside a map server that counts. */
class ExplainTest {

    private static final String HIT = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"areas.1","geometry":{"type":"Polygon",
            "coordinates":[[[27,-27],[29,-27],[29,-25],[27,-25],[27,-27]]]},"properties":{"name":"Highveld"}}]}""";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Catalogue catalogue = new Catalogue(List.of(), List.of(), List.of());
    private GeoContext geoContext;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] bytes = HIT.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        geoContext = GeoContext.start(Settings.DEFAULT.withAnswers(AnswerSettings.OFF), () -> catalogue, UrlPolicy.ANY);
    }

    @AfterEach
    void stop() {
        geoContext.close();
        server.stop(0);
    }

    private ServiceDefinition.Builder service(String key, QueryType type, String path) {
        return ServiceDefinition.builder(
                        key, type, "http://127.0.0.1:" + server.getAddress().getPort() + path)
                .layer(key)
                .property("name")
                .internal(true);
    }

    private QueryRequest request(List<ServiceDefinition> services) {
        catalogue = new Catalogue(services, List.of(), List.of());
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(28, -26)),
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }

    /** Everything that a host could show. */
    private static String shown(Explanation explanation) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            PlanJson.write(explanation, json, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder all = new StringBuilder(json.toString(StandardCharsets.UTF_8));
        all.append(PlanText.text(explanation));
        PlanText.brief(explanation, 1000)
                .forEach(line -> all.append(line.text()).append('\n'));
        return all.toString();
    }

    @Test
    void nothingIsSent() throws Exception {
        QueryRequest request = request(List.of(
                service("wms", QueryType.WMS, "/wms").build(),
                service("wfs", QueryType.WFS, "/wfs").build(),
                service("arcgis", QueryType.ARC_REST, "/arcgis/rest/services/a/MapServer")
                        .layer("1")
                        .build(),
                service("place", QueryType.PLACE_NAME, "/place").build()));

        Explanation explanation = geoContext.explain(request, Caller.ADMINISTRATOR, 1000);

        assertThat(explanation.plan().requests()).hasSize(4);
        assertThat(geoContext.endpoints(Caller.ADMINISTRATOR)).isEmpty();
        geoContext.close();
        assertThat(requests).hasValue(0);
    }

    @Test
    void nothingIsLeftToBeSentInTheBackground() throws Exception {
        geoContext.explain(request(List.of(service("wms", QueryType.WMS, "/wms").build())), Caller.ADMINISTRATOR, 1);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("geocontext-capabilities"));
    }

    @Test
    void onceAnEndpointHasAnsweredItsLatencyIsMeasured() throws Exception {
        QueryRequest request =
                request(List.of(service("wms", QueryType.WMS, "/wms").build()));

        Explanation before = geoContext.explain(request, Caller.ADMINISTRATOR, 1);
        geoContext.query(request, Caller.ADMINISTRATOR);
        Explanation after = geoContext.explain(request, Caller.ADMINISTRATOR, 1);

        assertThat(before.strangers()).hasSize(1);
        assertThat(shown(before)).contains("assumed: nothing measured yet");
        assertThat(after.strangers()).isEmpty();
        assertThat(shown(after)).contains("each (measured)").doesNotContain("not asked before");
    }

    @Test
    void whatTheCatalogueSaysOfAnOriginIsKept() throws Exception {
        QueryRequest request = request(List.of(
                service("wms", QueryType.WMS, "/wms").manners(new Manners(2, 5)).build()));

        assertThat(shown(geoContext.explain(request, Caller.ADMINISTRATOR, 10)))
                .contains("1 a point, 2 at once, 5 a second", "\"at_once\":2,\"per_second\":5.0");
    }

    @Test
    void noSecretIsShown() throws Exception {
        QueryRequest request = request(List.of(
                service("basic", QueryType.WMS, "/wms")
                        .credentials(new Credentials(Credentials.Scheme.BASIC, null, "ursula", "hush-basic"))
                        .build(),
                service("bearer", QueryType.WFS, "/wfs")
                        .credentials(new Credentials(Credentials.Scheme.BEARER, null, null, "hush-bearer"))
                        .build(),
                service("header", QueryType.WMS, "/wms2")
                        .credentials(new Credentials(Credentials.Scheme.HEADER, "X-Key", null, "hush-header"))
                        .headers(Map.of("X-Other", "hush-other"))
                        .secrets(Set.of("hush-other"))
                        .build(),
                service("query", QueryType.WMS, "/wms3")
                        .credentials(new Credentials(Credentials.Scheme.QUERY, "map_key", null, "hush-query"))
                        .build(),
                service("in_url", QueryType.WMS, "/wms4?apikey=hush-in-url&map=x")
                        .build(),
                service("in_parameter", QueryType.WMS, "/wms5")
                        .parameters(Map.of("licence", "hush-in-parameter"))
                        .secrets(Set.of("hush-in-parameter"))
                        .build(),
                service("in_path", QueryType.WMS, "/hush-in-path/wms")
                        .secrets(Set.of("hush-in-path"))
                        .build(),
                ServiceDefinition.builder("in_user_info", QueryType.WMS, "http://ursula:hush-user-info@127.0.0.1/wms6")
                        .layer("in_user_info")
                        .property("name")
                        .build(),
                ServiceDefinition.builder("broken", QueryType.WMS, "no url but a hush-broken one")
                        .layer("broken")
                        .property("name")
                        .secrets(Set.of("hush-broken"))
                        .build(),
                service("token", QueryType.ARC_REST, "/arcgis/rest/services/a/MapServer")
                        .layer("1")
                        .credentials(new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, null, "hush-token"))
                        .build(),
                service("log_in", QueryType.ARC_REST, "/arcgis/rest/services/b/MapServer")
                        .layer("1")
                        .credentials(new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, "ursula", "hush-log-in"))
                        .build(),
                service("place", QueryType.PLACE_NAME, "/place")
                        .credentials(new Credentials(Credentials.Scheme.QUERY, "username", null, "hush-place"))
                        .build()));

        Explanation explanation = geoContext.explain(request, Caller.ADMINISTRATOR, 1);

        assertThat(explanation.services()).isEqualTo(12);
        assertThat(shown(explanation)).contains("***").doesNotContain("hush", "ursula");
    }

    @Test
    void whatTheCallerMayNotSeeIsNotInThePlan() throws Exception {
        List<ServiceDefinition> services = List.of(
                service("open", QueryType.WMS, "/wms").build(),
                service("vault", QueryType.WMS, "/wms").roles(Set.of("STAFF")).build());
        QueryRequest both = request(services);
        QueryRequest open = request(services.subList(0, 1));
        catalogue = new Catalogue(services, List.of(), List.of());

        assertThat(shown(geoContext.explain(both, Caller.ADMINISTRATOR, 1))).contains("vault");
        assertThat(shown(geoContext.explain(open, Caller.ANONYMOUS, 1))).doesNotContain("vault");
        assertThatThrownBy(() -> geoContext.explain(both, Caller.ANONYMOUS, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("vault is not in the catalogue (closest: open)");
    }

    @Test
    void theListOfEndpointsLeavesOutWhatTheCallerMayNotSee() throws Exception {
        List<ServiceDefinition> services = List.of(
                service("open", QueryType.WMS, "/wms").build(),
                ServiceDefinition.builder("vault", QueryType.WMS, "http://127.0.0.1:1/wms")
                        .layer("vault")
                        .property("name")
                        .internal(true)
                        .roles(Set.of("STAFF"))
                        .build());
        geoContext.query(request(services), Caller.ADMINISTRATOR);

        assertThat(geoContext.endpoints(Caller.ADMINISTRATOR)).hasSize(2);
        assertThat(geoContext.endpoints(Caller.ANONYMOUS))
                .singleElement()
                .satisfies(state -> assertThat(state.origin().port())
                        .isEqualTo(server.getAddress().getPort()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 1_000_000_001})
    void pointsOutOfRangeAreRefused(int points) {
        QueryRequest request =
                request(List.of(service("wms", QueryType.WMS, "/wms").build()));

        assertThatThrownBy(() -> geoContext.explain(request, Caller.ADMINISTRATOR, points))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("points: " + points + " (expected: 1 to 1000000000)");
    }
}
