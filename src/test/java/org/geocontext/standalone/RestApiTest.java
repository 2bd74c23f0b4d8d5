package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST API as the standalone host serves it: methods, the token, headers, sizes. */
class RestApiTest {

    private static final String BASE = "/rest/geocontext";
    private static final String LAKES = """
            {"key": "lakes", "name": "Lakes", "query_type": "WFS", "url": "https://maps.example.org/wfs",
             "layer_typename": "lakes", "layer_name": "name", "srid": 4326, "service_version": "2.0.0"}""";

    private TestHost host;
    private TestHttp http;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start();
        http = host.http();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<String> write(String method, String path, String body, String... more) {
        String[] headers = new String[4 + more.length];
        headers[0] = "X-GeoContext-Token";
        headers[1] = host.token();
        headers[2] = "Content-Type";
        headers[3] = "application/json";
        System.arraycopy(more, 0, headers, 4, more.length);
        return http.send(method, BASE + path, body, headers);
    }

    private static String header(HttpResponse<String> reply, String name) {
        return reply.headers().firstValue(name).orElseThrow();
    }

    @Test
    void anEntryLivesFromPostToDelete_andIsInUseAtOnce() {
        HttpResponse<String> created = write("POST", "/services", LAKES);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(header(created, "Location"))
                .isEqualTo(http.uri(BASE + "/services/lakes").toString());

        HttpResponse<String> shown = http.get(BASE + "/services/lakes");
        assertThat(shown.body()).contains("\"layer_typename\":\"lakes\"").doesNotContain("problems");
        HttpResponse<String> patched =
                write("PATCH", "/services/lakes", "{\"unit\": \"m\"}", "If-Match", header(created, "ETag"));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(write("PATCH", "/services/lakes", "{}", "If-Match", header(created, "ETag"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(write("PUT", "/services/lakes", LAKES).statusCode()).isEqualTo(200);
        assertThat(http.get(BASE + "/plan?point=1,1&service=lakes").statusCode())
                .isEqualTo(200);
        assertThat(write("DELETE", "/services/lakes", "").statusCode()).isEqualTo(204);
        assertThat(http.get(BASE + "/plan?point=1,1&service=lakes").body()).contains("lakes is not in the catalogue");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /services, 401",
        "PUT, /services/height, 401",
        "PATCH, /services/height, 401",
        "POST, /services/height, 401",
        "DELETE, /services/height, 401",
        "POST, /catalogue, 401",
        "GET, /catalogue/versions, 401",
        "GET, /settings, 401",
        "PATCH, /settings, 401",
        "POST, /capabilities, 401",
        "DELETE, /cache, 401",
        "POST, /query, 400",
        "POST, /plan, 400",
        "POST, /queries, 400",
        "GET, /services, 200",
        "HEAD, /services, 200",
        "GET, /services/, 200",
        "GET, /status, 200",
        "GET, /nothing, 404",
        "PUT, /services, 405",
    })
    void withoutTheToken_whatChangesNothingIsOpenOnLoopback(String method, String path, int status) {
        HttpResponse<String> reply = http.send(method, BASE + path, "{}", "Content-Type", "application/json");

        assertThat(reply.statusCode()).isEqualTo(status);
        if (status >= 400) {
            assertThat(reply.body()).startsWith("{\"status\":" + status + ",\"error\":{");
        }
    }

    @Test
    void whatTheListKeepsForSomeRolesIsThereForTheOwnerOnly() {
        assertThat(http.get(BASE + "/services").body()).doesNotContain("vault");
        assertThat(http.get(BASE + "/services", "X-GeoContext-Token", host.token())
                        .body())
                .contains("vault")
                .doesNotContain("secret-of-the-test");
    }

    @Test
    void aPageOfAnotherSiteWritesNothing_evenWithTheToken() throws Exception {
        try (TestHost open = TestHost.start(
                ServerSettings.defaults().withPort(0).withCorsOrigins(Set.of("https://map.example.org")))) {
            HttpResponse<String> reply = open.http()
                    .send(
                            "DELETE",
                            BASE + "/cache",
                            "",
                            "X-GeoContext-Token",
                            open.token(),
                            "Origin",
                            "https://map.example.org");
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(open.http()
                            .get(BASE + "/status", "Origin", "https://map.example.org")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anOwnerMaySendMoreThanOthers() {
        String large = "{\"service\": [" + LAKES + "], \"remark\": \"" + "x".repeat(2 << 20) + "\"}";

        assertThat(write("POST", "/catalogue?dry_run=true", large).statusCode()).isEqualTo(200);
        assertThat(http.send("POST", BASE + "/plan", large, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() {
        String tag = header(http.get(BASE + "/services"), "ETag");
        HttpResponse<String> again = http.get(BASE + "/services", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
    }

    @Test
    void optionsNamesTheMethods() {
        assertThat(header(http.send("OPTIONS", BASE + "/services/height", ""), "Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
        assertThat(http.send("OPTIONS", BASE + "/nothing", "").statusCode()).isEqualTo(404);
    }
}
