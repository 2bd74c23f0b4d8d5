package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.catalogue.ServiceDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueResourceTest {

    private static final Caller ADMIN = Caller.ADMINISTRATOR;
    private static final Caller MINER = new Caller("mia", Set.of("MINERS"), false);

    private static final String DOCUMENT = """
            {"maintainer": "somebody",
             "service": [
              {"key": "rivers", "name": "Rivers", "query_type": "WFS", "url": "https://maps.example.org/wfs?key=hidden",
               "layer_typename": "rivers", "layer_name": "name", "srid": 4326, "service_version": "2.0.0",
               "username": "me", "password": "hidden", "colour": "blue"},
              {"key": "soil", "name": "Soil", "query_type": "WMS", "url": "https://soil.example.org/wms",
               "layer_typename": "soil", "layer_name": "class", "srid": 4326, "service_version": "1.3.0"},
              {"key": "vault", "name": "Vault", "query_type": "WMS", "url": "https://soil.example.org/wms",
               "layer_typename": "gold", "layer_name": "class", "srid": 4326, "service_version": "1.3.0"},
              {"key": "odd", "name": "Odd", "query_type": "WXS", "url": "https://odd.example.org/"}],
             "group": [
              {"key": "nature", "name": "Nature", "service_keys": ["rivers", "soil"]},
              {"key": "mine", "name": "Mine", "service_keys": ["vault"], "permission_groups": ["MINERS"]}],
             "collection": [{"key": "land", "name": "Land", "group_keys": ["nature", "mine"]}]}""";

    private static final String LAKES = """
            {"key": "lakes", "name": "Lakes", "query_type": "WFS", "url": "https://maps.example.org/wfs",
             "layer_typename": "lakes", "layer_name": "name", "srid": 4326, "service_version": "2.0.0"}""";

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
        document.write(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        host.catalogue().refresh();
    }

    private Answer ask(String method, String target, String body, String... headers) {
        return host.ask(method, target, body, ADMIN, headers);
    }

    private String text() {
        return new String(document.read().orElseThrow(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void theListHasALineForEachEntry_alsoForOneThatCannotBeLoaded() {
        Answer answer = ask("GET", "/services", "");

        assertThat(answer.list("services"))
                .extracting(line -> line.get("key"))
                .containsExactly("rivers", "soil", "vault", "odd");
        assertThat(answer.at("services.0"))
                .hasToString("{key=rivers, name=Rivers, problems=0, query_type=WFS,"
                        + " url=https://maps.example.org/wfs?key=***, layer_typename=rivers, enabled=true,"
                        + " groups=[nature], collections=[land]}");
        assertThat(answer.text("services.3.problems")).isEqualTo("1");
        assertThat(ask("GET", "/groups", "").at("groups.0"))
                .hasToString("{key=nature, name=Nature, problems=0, service_keys=[rivers, soil], collections=[land]}");
        assertThat(ask("GET", "/collections", "").at("collections.0"))
                .hasToString("{key=land, name=Land, problems=0, group_keys=[nature, mine]}");
    }

    @ParameterizedTest
    @CsvSource({"RIV, rivers", "soil.example, soil vault", "gold, vault", "hidden, ''", "nothing, ''"})
    void aSearchLooksAtKeyNameUrlAndLayer(String search, String keys) {
        List<Map<String, Object>> found =
                ask("GET", "/services?search=" + search, "").list("services");

        assertThat(found.stream().map(line -> line.get("key").toString()).reduce("", (a, b) -> (a + " " + b).trim()))
                .isEqualTo(keys);
    }

    @Test
    void anEntryIsShownAsItStandsInTheFile_withoutItsSecrets() {
        Answer answer = ask("GET", "/services/rivers", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("colour")).isEqualTo("blue");
        assertThat(answer.text("username")).isEqualTo("me");
        assertThat(answer.text("secrets_set")).isEqualTo("[password]");
        assertThat(answer.text("url")).isEqualTo("https://maps.example.org/wfs?key=***");
        assertThat(answer.tree().toString()).doesNotContain("hidden");
    }

    @Test
    void anUnknownKeyIsNotFound_andTheClosestThatTheCallerMaySeeAreNamed() {
        assertThat(ask("GET", "/services/vaults", "").text("error.closest")).startsWith("[vault, ");
        Answer answer = host.get("/services/vaults", EngineHost.ANN);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("error.closest")).isEqualTo("[rivers, soil]");
        assertThat(host.get("/services/vault", EngineHost.ANN).status()).isEqualTo(404);
        assertThat(host.get("/services/vault", MINER).status()).isEqualTo(200);
    }

    @Test
    void everybodyElseSeesPublicFieldsOfWhatIsThereForHim() {
        assertThat(host.get("/services", EngineHost.ANN).list("services"))
                .extracting(line -> line.get("key"))
                .containsExactly("rivers", "soil");
        assertThat(host.get("/services/rivers", EngineHost.ANN).tree().toString())
                .contains("layer_typename=rivers")
                .doesNotContain("blue", "username", "secrets_set", "hidden", "problems");
        assertThat(host.get("/collections/land", EngineHost.ANN).text("group_keys"))
                .isEqualTo("[nature]");
        assertThat(host.get("/groups/mine", MINER).tree().toString()).doesNotContain("permission_groups");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /services",
        "PUT, /services/soil",
        "PATCH, /services/soil",
        "POST, /services/soil",
        "DELETE, /services/soil"
    })
    void writesAreForAdministrators(String method, String path) {
        assertThat(host.ask(method, path, "{}", EngineHost.ANN).status()).isEqualTo(403);
    }

    @Test
    void aNewEntryIsCreatedOnce() {
        Answer created = ask("POST", "/services", LAKES);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("Location", "http://localhost/rest/geocontext/services/lakes");
        assertThat(created.text("key")).isEqualTo("lakes");
        assertThat(host.catalogue().get().findService("lakes"))
                .map(ServiceDefinition::layer)
                .contains("lakes");

        Answer again = ask("POST", "/services", LAKES);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("error.message")).isEqualTo("service: lakes exists already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH | {\"query_type\": \"WXS\"} | services.soil.query_type | WXS | WMS, WFS, ArcREST, PlaceName",
                "PATCH | {\"url\": \"soil\"} | services.soil.url | soil | an absolute http or https URL",
                "PATCH | {\"permission_groups\": 7} | services.soil.permission_groups | 7 | a list of role names",
                "PUT | {\"name\": \"Soil\"} | services.soil.query_type | - | WMS, WFS, ArcREST, PlaceName",
            })
    void aWriteThatWouldCostTheEntryIsRefused(String method, String body, String field, String value, String accepted) {
        String before = text();
        Answer answer = ask(method, "/services/soil", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.accepted")).isEqualTo(accepted);
        assertThat(value.equals("-") ? "-" : answer.text("error.value")).isEqualTo(value);
        assertThat(answer.text("error.problems.0.severity")).isEqualTo("error");
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void whatWasAssumedIsSaidInTheReply() {
        Answer answer = ask("PATCH", "/services/soil", "{\"tolerance\": -3}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("problems.0.severity")).isEqualTo("warning");
        assertThat(answer.text("problems.0.field")).isEqualTo("tolerance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "POST"})
    void aPatchChangesWhatItNames_andNothingElseInTheFile(String method) {
        Answer answer =
                ask(method, "/services/rivers", "{\"unit\": \"m\", \"service_version\": null, \"secrets_set\": 1}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text())
                .contains("\"maintainer\": \"somebody\"", "\"colour\": \"blue\"", "\"unit\": \"m\"", "wfs?key=hidden")
                .contains("\"password\": \"hidden\"", "\"query_type\": \"WXS\"")
                .doesNotContain("2.0.0", "secrets_set");
    }

    @Test
    void aReplacedEntryKeepsTheSecretsItDoesNotName_andLosesEverythingElse() {
        Answer answer = ask(
                "PUT",
                "/services/rivers",
                LAKES.replace("\"lakes\", \"name\": \"Lakes\"", "\"rivers\", \"name\": \"Streams\"")
                        .replace("wfs\"", "wfs?key=***\""));

        assertThat(answer.status()).as(String.valueOf(answer.tree())).isEqualTo(200);
        assertThat(text())
                .contains("\"name\": \"Streams\"", "\"password\": \"hidden\"", "wfs?key=hidden")
                .doesNotContain("blue", "\"username\"");
    }

    @Test
    void aSecretNamedAsNullGoes() {
        ask("PATCH", "/services/rivers", "{\"password\": null, \"username\": null}");

        assertThat(text()).doesNotContain("password");
    }

    @Test
    void aMaskWhereASecretWasIsNotWritten() {
        Answer answer = ask("PATCH", "/services/rivers", "{\"url\": \"https://other.example.org/wfs?key=***\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo("services.rivers.url");
    }

    @Test
    void anotherKeyInAPutIsAMistake() {
        assertThat(ask("PUT", "/services/soil", LAKES).text("error.accepted")).isEqualTo("soil, as in the address");
    }

    @Test
    void aPutOfAKeyThatIsFreeCreatesIt_unlessTheCallerWantsItToExist() {
        assertThat(ask("PUT", "/services/lakes", LAKES, "If-Match", "*").status())
                .isEqualTo(412);
        assertThat(ask("PUT", "/services/lakes", LAKES, "If-None-Match", "*").status())
                .isEqualTo(201);
        assertThat(ask("PUT", "/services/lakes", LAKES, "If-None-Match", "*").status())
                .isEqualTo(412);
    }

    @Test
    void referencesFollowARename() {
        Answer answer = ask("PATCH", "/services/soil", "{\"key\": \"ground\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Location", "http://localhost/rest/geocontext/services/ground");
        assertThat(ask("GET", "/groups/nature", "").text("service_keys")).isEqualTo("[rivers, ground]");
        assertThat(ask("GET", "/services/soil", "").status()).isEqualTo(404);
        assertThat(ask("PATCH", "/services/ground", "{\"key\": \"rivers\"}").status())
                .isEqualTo(409);
    }

    @Test
    void membersArePutInOrderByAPatchOfTheirList() {
        ask("PATCH", "/collections/land", "{\"group_keys\": [\"mine\", \"nature\"]}");

        assertThat(ask("GET", "/collections/land", "").text("group_keys")).isEqualTo("[mine, nature]");
    }

    @Test
    void whatIsInUseIsNotDeleted_unlessItIsToBeDetached() {
        Answer refused = ask("DELETE", "/services/soil", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("error.references")).isEqualTo("[groups/nature]");

        assertThat(ask("DELETE", "/services/soil?detach=true", "").status()).isEqualTo(204);
        assertThat(ask("GET", "/groups/nature", "").text("service_keys")).isEqualTo("[rivers]");
        assertThat(ask("DELETE", "/services/soil", "").status()).isEqualTo(404);
        assertThat(ask("DELETE", "/services/odd", "").status()).isEqualTo(204);
    }

    @Test
    void aWriteAgainstAnOlderStateIsRefused() {
        String tag = ask("GET", "/services/soil", "").headers().get("ETag");
        Answer first = ask("PATCH", "/services/soil", "{\"unit\": \"m\"}", "If-Match", tag);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers().get("ETag")).isNotEqualTo(tag);

        assertThat(ask("PATCH", "/services/soil", "{\"unit\": \"km\"}", "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(ask("DELETE", "/services/soil?detach=true", "", "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(text()).contains("\"unit\": \"m\"");
    }

    @Test
    void aWriteAgainstAnEditByHandIsRefused() {
        String tag = ask("GET", "/services/soil", "").headers().get("ETag");
        document.write(DOCUMENT.replace("\"Soil\"", "\"Ground\"").getBytes(StandardCharsets.UTF_8));

        assertThat(ask("PATCH", "/services/soil", "{\"unit\": \"m\"}", "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(ask("PATCH", "/services/soil", "{\"unit\": \"m\"}").text("name"))
                .isEqualTo("Ground");
    }

    @Test
    void nothingIsSentAgainThatTheCallerHas() {
        Answer first = ask("GET", "/services", "");

        assertThat(ask("GET", "/services", "", "If-None-Match", first.headers().get("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void whileTheFileIsBroken_theCatalogueStaysAndEditsAreRefused() {
        document.write("{\"service\": [".getBytes(StandardCharsets.UTF_8));
        Answer answer = ask("PATCH", "/services/soil", "{\"unit\": \"m\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("error.message"))
                .contains("catalogue.json: line 1")
                .contains("half-written");
        assertThat(ask("GET", "/services/soil", "").status()).isEqualTo(200);
        assertThat(ask("GET", "/status", "").text("file_problems")).contains("half-written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | [] | 400",
                "- | {} | 400",
                "application/x-www-form-urlencoded | a=b | 415",
                "text/plain | {} | 415"
            })
    void aBodyThatIsNoEntryIsRefused(String type, String body, int status) {
        Answer answer = type.equals("-")
                ? ask("POST", "/services", body)
                : ask("POST", "/services", body, "Content-Type", type);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example.org, 403",
        "null, 403",
        "http://localhost, 200",
        "https://front.example.org, 200",
        "http://inner:8080, 200"
    })
    void aWriteFromAnotherSitesPageIsRefused(String origin, int status) {
        assertThat(ask(
                                "PATCH",
                                "/services/soil",
                                "{\"unit\": \"m\"}",
                                "Origin",
                                origin,
                                "X-Forwarded-Host",
                                "front.example.org",
                                "Host",
                                "inner:8080")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aMethodThatIsNotThereNamesThoseThatAre() {
        Answer answer = ask("PUT", "/services", "{}");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS, POST");
    }

    @Test
    void ofAHundredPatchesAtOnce_noneIsLost() {
        ask("PATCH", "/groups/nature", "{\"count\": 0}");
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            CompletableFuture.allOf(IntStream.range(0, 100)
                            .mapToObj(i -> CompletableFuture.runAsync(this::countOne, callers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            callers.shutdownNow();
        }

        assertThat(ask("GET", "/groups/nature", "").text("count")).isEqualTo("100");
    }

    /** Reads, adds one and writes, again and again until nobody came in between. */
    private void countOne() {
        int status;
        do {
            Answer now = ask("GET", "/groups/nature", "");
            int next = Integer.parseInt(now.text("count")) + 1;
            status = ask(
                            "PATCH",
                            "/groups/nature",
                            "{\"count\": " + next + "}",
                            "If-Match",
                            now.headers().get("ETag"))
                    .status();
        } while (status == 412);
        assertThat(status).isEqualTo(200);
    }
}
