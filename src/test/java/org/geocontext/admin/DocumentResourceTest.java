package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.codec.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentResourceTest {

    private static final String SOIL = """
            {"key": "soil", "name": "Soil", "query_type": "WMS", "url": "https://soil.example.org/wms",
             "layer_typename": "soil", "layer_name": "class", "srid": 4326, "service_version": "1.3.0"}""";
    private static final String RIVERS = """
            {"key": "rivers", "name": "Rivers", "query_type": "WFS", "url": "https://maps.example.org/wfs?key=hidden",
             "layer_typename": "rivers", "layer_name": "name", "srid": 4326, "service_version": "2.0.0",
             "username": "me", "password": "hidden", "colour": "blue"}""";
    private static final String NATURE =
            "{\"key\": \"nature\", \"name\": \"Nature\", \"service_keys\": [\"rivers\", \"soil\"]}";

    private static MemoryDocument document;
    private static EngineHost host;

    @BeforeAll
    static void start() {
        document = new MemoryDocument("catalogue.json", null, Clock.systemUTC());
        host = new EngineHost(document);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void asItWas() {
        document.write(catalogue(RIVERS + "," + SOIL, NATURE).getBytes(StandardCharsets.UTF_8));
        host.catalogue().refresh();
    }

    private static String catalogue(String services, String groups) {
        return "{\"maintainer\": \"somebody\", \"service\": [" + services + "], \"group\": [" + groups
                + "], \"collection\": []}";
    }

    private static Answer ask(String method, String target, String body) {
        return host.ask(method, "/catalogue" + target, body, Caller.ADMINISTRATOR);
    }

    private static String text() {
        return new String(document.read().orElseThrow(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void theExportIsTheFileWithoutItsSecrets() {
        Answer answer = ask("GET", "", "");

        assertThat(answer.text("maintainer")).isEqualTo("somebody");
        assertThat(answer.text("service.0.colour")).isEqualTo("blue");
        assertThat(answer.tree().toString()).doesNotContain("hidden");
        assertThat(host.get("/catalogue", EngineHost.ANN).tree().toString())
                .contains("key=soil")
                .doesNotContain("somebody", "blue");
    }

    @ParameterizedTest
    @CsvSource({"merge", "replace"})
    void anExportThatComesBackChangesNothing(String mode) {
        String before = text();
        Answer answer =
                ask("POST", "?mode=" + mode, Json.write(ask("GET", "", "").tree(), false));

        assertThat(answer.text("unchanged")).isEqualTo("3");
        assertThat(answer.at("changed")).isEqualTo(answer.at("removed")).isEqualTo(answer.at("added"));
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void aMergeAddsAndChangesByKey() {
        Answer answer = ask(
                "POST",
                "",
                catalogue(SOIL.replace("\"Soil\"", "\"Ground\"") + "," + SOIL.replace("soil\"", "clay\""), ""));

        assertThat(answer.status()).as(String.valueOf(answer.tree())).isEqualTo(200);
        assertThat(answer.text("added.services")).isEqualTo("[clay]");
        assertThat(answer.text("changed.services")).isEqualTo("[soil]");
        assertThat(answer.text("removed.services")).isEqualTo("[]");
        assertThat(answer.text("unchanged")).isEqualTo("2");
        assertThat(answer.text("applied")).isEqualTo("true");
        assertThat(host.catalogue().get().services()).hasSize(3);
    }

    @Test
    void aReplacementRemovesWhatItDoesNotHave_andKeepsSecretsOfWhatItHas() {
        Answer answer = ask(
                "POST",
                "?mode=replace",
                "{\"service\": [{\"key\": \"rivers\", \"name\": \"Rivers\","
                        + " \"query_type\": \"WFS\", \"url\": \"https://maps.example.org/wfs\", \"layer_typename\": \"rivers\","
                        + " \"layer_name\": \"name\", \"srid\": 4326, \"service_version\": \"2.0.0\"}]}");

        assertThat(answer.text("removed")).isEqualTo("{services=[soil], groups=[nature], collections=[]}");
        assertThat(text()).contains("\"password\": \"hidden\"").doesNotContain("blue", "soil");
    }

    @Test
    void aDryRunSaysTheSameAndDoesNothing() {
        String before = text();
        Answer answer = ask("POST", "?mode=replace&dry_run=true", catalogue(SOIL, ""));

        assertThat(answer.text("removed.services")).isEqualTo("[rivers]");
        assertThat(answer.text("applied")).isEqualTo("false");
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void anEntryWithAnErrorStaysOutside_andItsProblemIsReported() {
        Answer answer = ask(
                "POST",
                "",
                catalogue(
                        SOIL.replace("WMS", "WXS") + "," + SOIL.replace("\"soil\", \"name\"", "\"A B\", \"name\""),
                        ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.list("problems"))
                .extracting(problem -> problem.get("field"))
                .contains("query_type", "key");
        assertThat(answer.text("unchanged")).isEqualTo("3");
        assertThat(text()).doesNotContain("WXS", "A B");
    }

    @Test
    void whatAnEntryWithAnErrorWouldHaveProtectedStaysOutsideToo() {
        Answer answer = ask(
                "POST",
                "",
                "{\"service\": [" + SOIL.replace("soil\"", "gold\"")
                        + "], \"group\": [{\"key\": \"mine\", \"name\": \"Mine\", \"service_keys\": [\"gold\"],"
                        + " \"permission_groups\": \"MINERS\"}]}");

        assertThat(answer.text("added")).isEqualTo("{services=[], groups=[], collections=[]}");
        assertThat(host.get("/services/gold", EngineHost.ANN).status()).isEqualTo(404);
    }

    @Test
    void anExportOfGeoContext1IsRecognised() {
        Answer answer = ask("POST", "", """
                {"context_service_registry": [{"key": "geology", "display_name": "Geology", "query_type": "WFS",
                  "url": "https://maps.example.org/wfs", "layer_typename": "geology", "result_regex": "gml:name",
                  "srid": 4326, "service_version": "2.0.0"}],
                 "context_group": [{"key": "rock", "name": "Rock", "context_service_registry_keys": ["geology"]}],
                 "context_collection": []}""");

        assertThat(answer.text("added")).isEqualTo("{services=[geology], groups=[rock], collections=[]}");
        assertThat(host.catalogue().get().findService("geology").orElseThrow().property())
                .isEqualTo("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {\"a\": 1}",
                "'' | 7",
                "'' | [7]",
                "?mode=add | {}",
                "?dry_run=perhaps | {}",
                "'' | {\"service\": 7}"
            })
    void whatIsNoExportIsRefused(String target, String body) {
        Answer answer = ask("POST", target, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.message")).isNotEmpty();
    }

    @Test
    void aVersionIsListedAndRestored() {
        host.ask("DELETE", "/groups/nature", "", Caller.ADMINISTRATOR);
        String id = ask("GET", "/versions", "").text("0.id");
        assertThat(ask("GET", "/versions", "").text("0.saved_at")).endsWith("Z");

        Answer preview = ask("POST", "/versions/" + id + "?dry_run=true", "{}");
        assertThat(preview.text("added.groups")).isEqualTo("[nature]");
        assertThat(host.get("/groups/nature", EngineHost.ANN).status()).isEqualTo(404);
        assertThat(ask("POST", "/versions/" + id, "{}").text("applied")).isEqualTo("true");
        assertThat(host.get("/groups/nature", EngineHost.ANN).status()).isEqualTo(200);
    }

    @Test
    void aVersionOfAnotherIdIsNotFound() {
        assertThat(ask("POST", "/versions/99999", "{}").status()).isEqualTo(404);
        assertThat(host.get("/catalogue/versions", EngineHost.ANN).status()).isEqualTo(403);
    }

    @Test
    void aBrokenFileIsReplacedByAnImport_startingFromTheLastThatCouldBeRead() {
        document.write("{".getBytes(StandardCharsets.UTF_8));
        Answer answer = ask("POST", "", catalogue(SOIL.replace("soil\"", "clay\""), ""));

        assertThat(answer.text("added.services")).isEqualTo("[clay]");
        assertThat(host.catalogue().problem()).isEmpty();
        assertThat(host.catalogue().get().services()).hasSize(3);
    }
}
