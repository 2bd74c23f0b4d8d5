package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.codec.Json;
import org.geocontext.standalone.demo.DemoCatalogue;
import org.geocontext.standalone.demo.DemoMapServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the demo's own map server. */
class QueryCommandTest {

    private static final String POINT = "31.3963,-24.4561";

    @TempDir
    private static Path directory;

    private static DemoMapServer maps;
    private static String catalogue;

    @BeforeAll
    static void start() throws Exception {
        maps = DemoMapServer.start();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        CatalogueWriter.write(CatalogueWriter.document(DemoCatalogue.at(maps.baseUrl())), json);
        catalogue = Files.write(directory.resolve("catalogue.json"), json.toByteArray())
                .toString();
    }

    @AfterAll
    static void stop() {
        maps.close();
    }

    private static Captured query(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "query";
        arguments[1] = "--catalogue";
        arguments[2] = catalogue;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Captured.run(arguments);
    }

    @Test
    void theTableShowsValuesUnderTheirGroups() {
        Captured run = query("--point", POINT, "--collection", "demo", "--group", "land");

        assertThat(run.out().lines().map(line -> line.replaceAll(" +\\d+$", "")))
                .contains(
                        "Land",
                        "  elevation       1006             m     value",
                        "  geology         Granite gneiss         value",
                        "  nature_reserve  –                      no_data");
        assertThat(run.out()).contains("5 rows in ").contains(": 4 value, 1 no_data");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void whyAServiceFailedStandsBelowTheTable() {
        Captured run = query("--point", POINT, "--service", "air_quality");

        assertThat(run.out())
                .contains("failed service_exception")
                .contains("air_quality: NoApplicableCode: The database behind layer air_quality does not answer");
    }

    @Test
    void whatSeveralServicesFailedForIsToldOnce() throws IOException {
        Path settings = Files.writeString(directory.resolve("deny.json"), "{\"denied_hosts\": [\"127.0.0.1\"]}");
        Captured run = query("--point", POINT, "--group", "land", "--settings", settings.toString());

        assertThat(run.out().lines().filter(line -> line.contains("127.0.0.1")))
                .singleElement()
                .asString()
                .startsWith("elevation and 4 more: ");
    }

    @Test
    void whereNoServiceAnsweredTheStatusIsOne() {
        assertThat(query("--point", POINT, "--service", "air_quality").status()).isEqualTo(1);
    }

    @Test
    void noDataIsAnAnswer() {
        assertThat(query("--point", POINT, "--service", "nature_reserve").status())
                .isZero();
    }

    @Test
    void aTerminalGetsColoursAndNoLineLongerThanItself() {
        Captured run = Captured.onTerminal(50, "query", "--catalogue", catalogue, "--point", POINT, "--group", "land");
        String plain = run.out().replaceAll("\u001B\\[\\d*m", "");

        assertThat(run.out()).contains("\u001B[32mvalue\u001B[0m");
        assertThat(plain.lines()).allMatch(line -> DisplayText.width(line) <= 50);
    }

    @Test
    void geoJsonIsOneDocumentOfUtf8() {
        Captured run = query("--point", POINT, "--service", "mean_flow", "--format", "geojson", "--geometry", "point");

        assertThat(run.out())
                .startsWith("{\"type\":\"FeatureCollection\"")
                .contains("\"coordinates\":[31.3963,-24.4561]")
                .contains("\"value\":\"12.4\"", "\"unit\":\"m³/s\"");
    }

    @Test
    void csvHasAHeaderAndALineForEveryRow() {
        Captured run = query("--point", POINT, "--group", "land", "--format", "csv", "--geometry", "none");

        assertThat(run.out().lines()).hasSize(6).first().asString().startsWith("geom,collection,group,service,");
    }

    @Test
    void aPointOfAnotherCrsIsTransformed() {
        Captured run = query(
                "--point",
                "3495020.1288 -2809085.1927",
                "--crs",
                "EPSG:3857",
                "--service",
                "district",
                "--format",
                "csv");

        assertThat(run.out()).contains("Letshana");
    }

    @Test
    void aPointWithANegativeFirstNumberIsNoOption() {
        Captured run = query("--point", "-31.3963,-24.4561", "--service", "district");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("district");
    }

    @Test
    void explainSaysWhatWouldBeSent() throws IOException {
        String nobodyThere = Files.readString(Path.of(catalogue)).replace(maps.baseUrl(), "http://127.0.0.1:1");
        Path file = Files.writeString(directory.resolve("nobody.json"), nobodyThere);
        Captured run = Captured.run(
                "query",
                "--catalogue",
                file.toString(),
                "--point",
                POINT,
                "--collection",
                "demo",
                "--explain",
                "--points",
                "20000");

        assertThat(run.out())
                .startsWith("15 services at 31.3963,-24.4561: ")
                .contains(
                        "WMS http://127.0.0.1:1/wms: 5 services, 4 requests\n",
                        "   1  2 share it: elevation, air_quality")
                .contains("Estimate for 20,000 points: at most ");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void aPlanKeepsToTheTerminal() {
        Captured run = Captured.onTerminal(
                60, "query", "--catalogue", catalogue, "--point", POINT, "--collection", "demo", "--explain");
        String plain = run.out().replaceAll("\u001B\\[\\d*m", "");

        assertThat(run.out()).contains("\u001B[1m15 services at");
        assertThat(plain.lines()).allMatch(line -> DisplayText.width(line) <= 60);
    }

    @Test
    void aPlanAsJsonIsOneDocument() throws Exception {
        Captured run = query("--point", POINT, "--group", "land", "--explain", "--format", "json");

        assertThat(Json.parse(run.out()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("point", "timeout_s", "totals", "requests", "from_cache", "not_asked", "estimate");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --point abc --group land                            | point: abc
            --point 31.4,-94.4 --group land                     | point: 31.4 -94.4
            --group land                                        | point: missing
            --point 31.4,-24.4                                  | collection
            --point 31.4,-24.4 --group lamd                     | lamd is not in the catalogue (closest: land,
            --point 31.4,-24.4 --group land --crs EPSG:99999    | EPSG:99999
            --point 31.4,-24.4 --group land --tolerance -1      | tolerance: -1
            --point 31.4,-24.4 --group land --timeout soon      | timeout: soon
            --point 31.4,-24.4 --group land --features SOME     | features: SOME
            --point 31.4,-24.4 --group land --format xml        | --format
            --point 31.4,-24.4 --group land --formt csv         | closest: --format
            --point 31.4,-24.4 --group land --format json       | text or json go with --explain
            --point 31.4,-24.4 --group land --points 5          | points: without explain
            --point 31.4,-24.4 --group land --explain --points 0        | points: 0
            --point 31.4,-24.4 --group land --explain --format csv      | format: csv
            --point 31.4,-24.4 --group lamd --explain           | lamd is not in the catalogue (closest: land,
            --point 31.4,-24.4 --group land --settings no.json  | no.json: no such file
            """)
    void aMistakeIsOneSentenceAndStatusTwo(String arguments, String sentence) {
        Captured run = query(arguments.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void settingsAreRead() throws IOException {
        Path settings = Files.writeString(
                directory.resolve("settings.json"), "{\"denied_hosts\": [\"127.0.0.1\"]}", StandardCharsets.UTF_8);
        Captured run = query("--point", POINT, "--service", "district", "--settings", settings.toString());

        assertThat(run.out()).contains("failed denied_address");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void checkAsksTheServicesThatHaveATestPoint() {
        Captured run = Captured.run("catalogue", "check", catalogue);

        assertThat(run.out()).contains("elevation  ok     1006").contains("1 of 15 services asked, 1 ok");
        assertThat(run.status()).isZero();
    }
}
