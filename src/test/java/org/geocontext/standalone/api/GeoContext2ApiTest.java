package org.geocontext.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.geocontext.standalone.TestHost;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoContext2ApiTest {

    private static final String HEIGHT =
            "{\"key\":\"height\",\"value\":\"441.50\",\"name\":\"name\",\"description\":\"\",\"query_type\":\"WFS\"}";
    private static final String AT_POINT = "&x=31.3963&y=-24.4561";

    private static TestHost host;
    private static TestHttp http;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start();
        http = host.http();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String ok(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        return reply.body();
    }

    @Test
    void aService() {
        assertThat(ok(http.get("/api/v2/query?registry=service&key=height&outformat=json" + AT_POINT)))
                .isEqualTo(HEIGHT);
    }

    @Test
    void aServiceWithoutAValue_hasNull() {
        assertThat(ok(http.get("/api/v2/query?registry=service&key=broken&outformat=json" + AT_POINT)))
                .contains("\"key\":\"broken\",\"value\":null,");
    }

    @Test
    void aGroup() {
        assertThat(ok(http.get("/api/v2/query?registry=group&key=terrain&outformat=json" + AT_POINT)))
                .startsWith(
                        "{\"key\":\"terrain\",\"name\":\"Group terrain\",\"description\":\"\",\"group_type\":\"text\","
                                + "\"services\":[" + HEIGHT + ",{\"key\":\"soil\",\"value\":\"clay, ");
    }

    @Test
    void aCollection() {
        assertThat(ok(http.get("/api/v2/query?registry=collection&key=demo&outformat=json" + AT_POINT)))
                .startsWith(
                        "{\"key\":\"demo\",\"name\":\"Demo\",\"description\":\"All there is\",\"groups\":[{\"key\":\"terrain\","
                                + "\"name\":\"Group terrain\",\"description\":\"\",\"group_type\":\"text\",\"services\":["
                                + HEIGHT)
                .contains("{\"key\":\"trouble\"", "{\"key\":\"nothing\",\"value\":null,");
    }

    @Test
    void geoJsonWrapsItAtTheAskedPoint_byDefault() {
        String expected = "{\"type\":\"Feature\",\"properties\":" + HEIGHT
                + ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]}}";
        assertThat(ok(http.get("/api/v2/query?registry=service&key=height" + AT_POINT)))
                .isEqualTo(expected);
        assertThat(ok(http.get("/api/v2/query?registry=SERVICE&key=height&outformat=GeoJSON" + AT_POINT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31%C2%B023'46.7%22E|24%C2%B027'22.0%22S",
                "31%C2%B023,778E|24%C2%B027,366S",
                "31%C2%B023%E2%80%B246.7%E2%80%B3|%E2%88%9224%C2%B027%E2%80%B222%E2%80%B3",
            })
    void degreesMinutesAndSecondsAreRead(String x, String y) {
        assertThat(ok(http.get("/api/v2/query?registry=service&key=height&x=" + x + "&y=" + y)))
                .contains("\"value\":\"441.50\"")
                .containsPattern("\"coordinates\":\\[31\\.396\\d+,-24\\.456\\d*]");
    }

    @Test
    void aProjectedPointIsRead_andShownInLonLat() {
        assertThat(ok(http.get(
                        "/api/v2/query?registry=service&key=height&srid=3857&tolerance=0&x=3495020.13&y=-2812270.25")))
                .contains("\"value\":\"441.50\"")
                .containsPattern("\"coordinates\":\\[31\\.396\\d+,-24\\.4\\d+]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key=height&x=1&y=1|registry: missing (expected: registry, key, x and y, as in registry=group&key=climate&x=31.3963&y=-24.4561)",
                "registry=service&x=1&y=1|key: missing",
                "registry=service&key=height&y=1|x: missing",
                "registry=service&key=height&x=1|y: missing",
                "registry=layer&key=height&x=1&y=1|registry: layer (expected: service, group or collection)",
                "registry=service&key=heigth&x=1&y=1|service: heigth is not in the catalogue (closest: height",
                "registry=group&key=height&x=1&y=1|group: height is not in the catalogue",
                "registry=service&key=height&x=east&y=1|x: east (expected: 31.3963, 31°23.778'E or 31°23'46.7\\\"E)",
                "registry=service&key=height&x=1&y=91|outside the world",
                "registry=service&key=height&x=1&y=1&srid=4326WGS84|srid: 4326WGS84 (expected: an EPSG number",
                "registry=service&key=height&x=1&y=1&srid=999999|srid: 999999 (expected: an EPSG number",
                "registry=service&key=height&x=1&y=1&tolerance=far|tolerance: far (expected: a number of metres)",
                "registry=service&key=height&x=1&y=1&tolerance=NaN|tolerance: NaN (expected: 0 to 100000 metres)",
                "registry=service&key=height&x=1&y=1&outformat=xml|outformat: xml (expected: json or geojson)",
                "registry=service&key=height&x=1&x=2&y=1|x: given 2 times (expected: once)",
            })
    void rubbishIsABadRequestWithOneSentence(String query, String sentence) {
        HttpResponse<String> reply = http.get("/api/v2/query?" + query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).startsWith("\"").endsWith("\"").contains(sentence);
    }

    @Test
    void theRegistriesListCollections() {
        assertThat(ok(http.get("/api/v2/registries?registry=collection")))
                .isEqualTo(
                        "[{\"key\":\"demo\",\"name\":\"Demo\",\"description\":\"All there is\",\"group_keys\":[\"terrain\","
                                + "\"trouble\"]},{\"key\":\"late\",\"name\":\"Late\",\"description\":\"\",\"group_keys\":[\"waiting\"]}]");
    }

    @Test
    void theRegistriesListGroups() {
        assertThat(ok(http.get("/api/v2/registries?registry=Group")))
                .startsWith("[{\"key\":\"terrain\",\"name\":\"Group terrain\",\"description\":\"\",\"service_keys\":"
                        + "[\"height\",\"soil\"]}");
    }

    @Test
    void theRegistriesListServices_withoutTheirSecrets() {
        assertThat(ok(http.get("/api/v2/registries?registry=service")))
                .startsWith("[{\"key\":\"height\",\"name\":\"name\",\"description\":\"\",\"url\":\"http://127.0.0.1:")
                .contains("?token=***")
                .contains("\"query_type\":\"WFS\",\"layer_name\":\"VALUE\",\"layer_typename\":\"height\","
                        + "\"cache_duration\":604800,\"srid\":4326,\"service_version\":\"2.0.0\"")
                .doesNotContain("secret-of-the-test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|registry: missing",
                "registry=|registry: missing",
                "registry=all|registry: all (expected: service, group or collection)"
            })
    void anUnknownRegistryIsABadRequest(String query, String sentence) {
        HttpResponse<String> reply = http.get("/api/v2/registries?" + query);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).startsWith("\"" + sentence);
    }

    @Test
    void postIsNotAllowed() {
        HttpResponse<String> reply = http.post("/api/v2/query", "application/json", "{}");
        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.body()).isEqualTo("\"This address does not answer POST (expected: GET, HEAD, OPTIONS).\"");
    }
}
