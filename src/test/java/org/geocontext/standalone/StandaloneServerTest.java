package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.geocontext.standalone.web.ServerSettings;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.Test;

class StandaloneServerTest {

    private static final ServerSettings SETTINGS = ServerSettings.defaults().withPort(0);

    @Test
    void healthSaysOk() throws Exception {
        try (TestHost host = TestHost.start()) {
            HttpResponse<String> reply = host.http().get("/health");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"status\":\"ok\"");
        }
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        try (TestHost host = TestHost.start()) {
            host.http().get("/rest/geocontext/query?point=31.3963,-24.4561&service=height");
            HttpResponse<String> reply = host.http().get("/metrics");
            assertThat(reply.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(reply.body()).contains("# TYPE geocontext_");
        }
    }

    @Test
    void endpointsSayHowOriginsDo() throws Exception {
        try (TestHost host = TestHost.start()) {
            assertThat(host.http().get("/rest/geocontext/endpoints").body().replaceAll("\\s", ""))
                    .isEqualTo("{\"origins\":[]}");
            host.http().get("/rest/geocontext/query?point=31.3963,-24.4561&service=height");
            HttpResponse<String> reply = host.http().get("/rest/geocontext/endpoints");

            assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(reply.body())
                    .contains("\"origin\": \"http://127.0.0.1:", "\"requests\": 1,", "\"breaker\": \"closed\"")
                    .doesNotContain("secret-of-the-test");
        }
    }

    @Test
    void theCacheIsShownToAllAndClearedByTheOwner() throws Exception {
        try (TestHost host = TestHost.start()) {
            String path = "/rest/geocontext/cache";
            HttpResponse<String> shown = host.http().get(path);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).contains("\"total\": {", "\"services\": {");

            assertThat(host.http().send("DELETE", path, "").statusCode()).isEqualTo(401);
            String[] token = {"X-GeoContext-Token", host.token()};
            HttpResponse<String> mistake = host.http().send("DELETE", path + "?servce=height", "", token);
            assertThat(mistake.statusCode()).isEqualTo(400);
            assertThat(mistake.body()).contains("\"field\":\"servce\"");
            HttpResponse<String> cleared = host.http().send("DELETE", path + "?service=height", "", token);
            assertThat(cleared.statusCode()).as(cleared.body()).isEqualTo(200);
            assertThat(cleared.body()).contains("\"total\": {");
        }
    }

    @Test
    void beyondLoopback_theWholeHostNeedsTheToken() throws Exception {
        try (TestHost host = TestHost.start(SETTINGS.withBind("0.0.0.0"))) {
            assertThat(host.server().needsToken()).isTrue();
            for (String path : List.of(
                    "/",
                    "/health",
                    "/metrics",
                    "/ows?service=WPS&request=GetCapabilities",
                    "/rest/geocontext/query",
                    "/rest/geocontext/endpoints",
                    "/rest/geocontext/cache",
                    "/api/v2/registries?registry=service",
                    "/schemas/context-value.xsd")) {
                assertThat(host.http().get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(host.http()
                            .get("/health", "X-GeoContext-Token", SETTINGS.token())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void moreQueriesThanAllowed_areRefusedForAMoment() throws Exception {
        try (TestHost host = TestHost.start(SETTINGS.withMaxQueries(1))) {
            TestHttp http = host.http();
            String slow = "/rest/geocontext/query?point=31.3963,-24.4561&collection=late";
            CompletableFuture<HttpResponse<String>> first = http.sendAsync("GET", slow, "");
            while (host.remote().slowRequests() == 0) {
                Thread.onSpinWait();
            }
            HttpResponse<String> second = http.get(slow);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("already under way");
            assertThat(http.get("/ows?service=WPS&request=Execute&identifier=geocontext:Query&datainputs="
                                    + "point=31.3963,-24.4561;collection=late")
                            .body())
                    .contains("exceptionCode=\"ServerBusy\"");
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(http.get(slow).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRefusedQueryGivesItsPlaceBack() throws Exception {
        try (TestHost host = TestHost.start(SETTINGS.withMaxQueries(1))) {
            for (int i = 0; i < 3; i++) {
                assertThat(host.http()
                                .get("/rest/geocontext/query?point=1,1&service=nowhere")
                                .statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void theUrlForAPersonIsTheOneItListensOn() throws Exception {
        try (TestHost host = TestHost.start()) {
            assertThat(host.server().needsToken()).isFalse();
            assertThat(host.server().uri())
                    .hasToString("http://127.0.0.1:" + host.server().address().getPort() + "/");
        }
    }

    @Test
    void behindAProxy_documentsNameThePublicUrl() throws Exception {
        ServerSettings proxied = SETTINGS.withPublicUrl(URI.create("https://maps.example.org/context/"));
        try (TestHost host = TestHost.start(proxied)) {
            assertThat(host.http()
                            .get("/ows?service=WPS&request=GetCapabilities")
                            .body())
                    .contains("xlink:href=\"https://maps.example.org/context/ows?\"");
            assertThat(host.http()
                            .get("/health", "Origin", "https://maps.example.org")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
