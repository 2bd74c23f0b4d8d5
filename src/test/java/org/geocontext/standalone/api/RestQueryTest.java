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
import org.junit.jupiter.params.provider.ValueSource;

class RestQueryTest {

    private static final String PATH = "/rest/geocontext/query";

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

    @Test
    void getAnswersGeoJson() {
        HttpResponse<String> reply =
                http.get(PATH + "?point=31.3963,-24.4561&collection=demo&group=terrain&group=trouble");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.body()).startsWith("{\"type\":\"FeatureCollection\"").contains("\"value\":\"441.50\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"point\":\"31.3963,-24.4561\",\"collection\":\"demo\"}",
                "{\"point\":\"POINT(31.3963 -24.4561)\",\"service\":\"height\",\"tolerance\":10,\"refresh\":true}",
                "{\"point\":{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]},\"group\":[\"terrain\"],\"timeout\":5.5,\"crs\":null}",
            })
    void postAnswersGeoJson(String body) {
        HttpResponse<String> reply = http.post(PATH, "application/json", body);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("\"value\":\"441.50\"");
    }

    @Test
    void acceptChoosesTheFormat() {
        String query = PATH + "?point=31.3963,-24.4561&service=height";
        assertThat(http.get(query, "Accept", "text/csv, application/json;q=0.5").body())
                .startsWith("geom,collection,");
        assertThat(http.get(query, "Accept", "application/geo+json").headers().firstValue("Content-Type"))
                .contains("application/geo+json");
        assertThat(http.get(query, "Accept", "text/html,*/*;q=0.1").headers().firstValue("Content-Type"))
                .contains("application/json");
    }

    @Test
    void anAcceptHeaderWithNothingOffered_isNotAcceptable() {
        HttpResponse<String> reply = http.get(PATH + "?point=1,1&service=height", "Accept", "image/png");
        assertThat(reply.statusCode()).isEqualTo(406);
        assertThat(reply.body()).contains("\"accepted\":\"application/json, application/geo+json, text/csv\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collection=demo|point|point: missing",
                "point=&collection=demo|point|point: missing",
                "point=1,1|collection|at least one of them",
                "point=1,1&collection=nowhere|collection|collection: nowhere is not in the catalogue (closest: ",
                "point=1,1&collection=demo&group=waiting|group|group: waiting is not in collection demo",
                "point=1,1&collection=demo&tolerance=1e6|tolerance|0 to 100000 metres",
                "point=1,1&collection=demo&timeout=0|timeout|0.1 to 300 seconds",
                "point=1,1&collection=demo&refresh=maybe|refresh|true or false",
                "point=1,1&collection=demo&radius=5|radius|no such input",
            })
    void aMistakeIsABadRequestThatNamesTheInput(String query, String input, String text) {
        HttpResponse<String> reply = http.get(PATH + "?" + query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body())
                .startsWith("{\"status\":400,\"error\":{\"field\":\"" + input + "\",\"message\":\"")
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|The request is not JSON: the document is empty",
                "{\"point\":|The request is not JSON: line 1",
                "[]|not a JSON object",
                "{\"point\":\"1,1\",\"service\":[[\"a\"]]}|service: a nested value",
                "{\"point\":\"1,1\",\"crs\":{}}|crs: a nested value",
                "{\"point\":{\"type\":\"Point\"},\"service\":\"height\"}|point: ",
                "{\"point\":\"1,1\",\"point\":\"2,2\",\"service\":\"height\"}|stands twice",
            })
    void aBodyThatIsNoRequest_isABadRequest(String body, String text) {
        HttpResponse<String> reply = http.post(PATH, "application/json", body == null ? "" : body);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).startsWith("{\"status\":400,\"error\":{").contains(text);
    }

    @Test
    void deepJsonIsRefused() {
        HttpResponse<String> reply = http.post(PATH, "application/json", "[".repeat(100_000));
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("The request is not JSON");
    }

    @ParameterizedTest
    @CsvSource({"collection, staff", "group, cellar", "service, vault"})
    void whatACollectionKeepsForSomeRolesExistsForTheOwnersTokenOnly(String input, String key) {
        String query = PATH + "?point=31.3963,-24.4561&" + input + "=" + key;
        HttpResponse<String> anonymous = http.get(query);
        assertThat(anonymous.statusCode()).isEqualTo(400);
        assertThat(anonymous.body())
                .contains(input + ": " + key + " is not in the catalogue")
                .doesNotContain("cellar,", "closest: vault", "closest: staff");
        HttpResponse<String> owner = http.get(query, "X-GeoContext-Token", host.token());
        assertThat(owner.statusCode()).as(owner.body()).isEqualTo(200);
    }

    @Test
    void explainSaysWhatWouldBeSent() {
        int before = host.remote().requests();
        HttpResponse<String> reply =
                http.get(PATH + "?point=31.3963,-24.4561&collection=demo&explain=true&points=1000");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.body())
                .startsWith("{\"point\":{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]},")
                .contains("\"totals\":{\"rows\":4,\"services\":4,\"requests\":4,", "\"requests_at_most\":4000")
                .contains("/height?token=***&")
                .doesNotContain("secret-of-the-test");
        assertThat(host.remote().requests()).isEqualTo(before);
    }

    @Test
    void aPlanIsTextWhereAcceptOrFormatSaysSo() {
        String query = PATH + "?point=31.3963,-24.4561&collection=demo&explain=true";
        HttpResponse<String> accepted = http.get(query, "Accept", "text/plain");
        HttpResponse<String> asked = http.get(query + "&format=text", "Accept", "application/json");

        assertThat(accepted.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(accepted.body())
                .startsWith("4 services at 31.3963,-24.4561: 4 requests. Nothing was sent.\n")
                .doesNotContain("secret-of-the-test");
        assertThat(asked.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(http.get(query + "&format=json", "Accept", "text/plain").body())
                .startsWith("{");
    }

    @Test
    void postExplainsToo() {
        HttpResponse<String> reply = http.post(
                PATH,
                "application/json",
                "{\"point\":\"31.3963,-24.4561\",\"service\":\"height\",\"explain\":true,\"points\":10}");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("\"requests_at_most\":10,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain=perhaps|explain|true or false",
                "explain=true&explain=true|explain|given 2 times",
                "explain=true&points=0|points|a whole number, 1 to 1000000000",
                "explain=true&points=1.5|points|a whole number",
                "explain=true&points=many|points|a number",
                "explain=true&format=xml|format|one of [TEXT, JSON]",
                "points=5|points|only with explain=true",
                "format=text|format|only with explain=true",
                "explain=true&radius=5|radius|no such input",
            })
    void aMistakeInExplainingIsABadRequestThatNamesTheInput(String query, String input, String text) {
        HttpResponse<String> reply = http.get(PATH + "?point=1,1&service=height&" + query);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body())
                .startsWith("{\"status\":400,\"error\":{\"field\":\"" + input + "\",\"message\":\"")
                .contains(text);
    }

    @Test
    void aPlanNamesNoServiceThatTheCallerMayNotSee() {
        String query = PATH + "?point=31.3963,-24.4561&service=vault&explain=true";

        assertThat(http.get(query).body()).contains("vault is not in the catalogue");
        assertThat(http.get(query, "X-GeoContext-Token", host.token()).body()).contains("\"services\":[\"vault\"]");
    }
}
