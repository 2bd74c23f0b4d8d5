package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries that are looked at, health and capabilities as the standalone host serves them. */
class LiveTopicsTest {

    private static final String BASE = "/rest/geocontext";

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

    private static HttpResponse<String> write(String path, String body) {
        return http.send(
                "POST", BASE + path, body, "Content-Type", "application/json", "X-GeoContext-Token", host.token());
    }

    private static String awaitWithout(String path, String text) {
        String body = http.get(path).body();
        for (long end = System.nanoTime() + 60_000_000_000L; body.contains(text) && System.nanoTime() < end; ) {
            body = http.get(path).body();
        }
        return body;
    }

    @Test
    void aQueryIsStartedLookedAtAndCancelledWithoutTheToken() {
        HttpResponse<String> started = http.post(
                BASE + "/queries", "application/json", "{\"point\":\"31.3963,-24.4561\",\"collection\":\"demo\"}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        String path = URI.create(started.headers().firstValue("Location").orElseThrow())
                .getPath();
        String ended = awaitWithout(path, "\"state\":\"running\"");
        assertThat(ended)
                .contains("\"state\":\"done\"", "\"value\":\"441.50\"", "\"source\":\"network\"")
                .doesNotContain("secret-of-the-test");
        assertThat(http.send("DELETE", path, "").statusCode()).isEqualTo(204);
    }

    @Test
    void aQueryIsNotStartedByWhatIsNoJson() {
        assertThat(http.post(BASE + "/queries", "text/plain", "{\"point\":\"1,1\",\"collection\":\"demo\"}")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void whatSendsOrChangesSomethingNeedsTheToken() {
        for (String path : new String[] {"/health/checks", "/health/services/height/fix", "/capabilities"}) {
            HttpResponse<String> refused = http.post(BASE + path, "application/json", "{}");
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void anAnswerIsRememberedAndCheckedFromThenOn() {
        HttpResponse<String> remembered = write("/health/services/height/remember", "{\"x\":31.3963,\"y\":-24.4561}");
        assertThat(remembered.statusCode()).as(remembered.body()).isEqualTo(200);
        assertThat(remembered.body()).contains("\"expected\":\"441.50\"");
        assertThat(write("/health/checks", "{\"services\":[\"height\"]}").statusCode())
                .isEqualTo(202);
        assertThat(awaitWithout(BASE + "/health", "\"running\":true"))
                .contains("\"key\":\"height\"", "\"state\":\"ok\"", "\"value\":\"441.50\"");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeNone() {
        HttpResponse<String> reply = write("/capabilities", "{\"url\":\"http://127.0.0.1:1/wms\",\"internal\":true}");
        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.body()).contains("\"reason\":\"connect\"", "\"field\":\"url\"");
    }
}
