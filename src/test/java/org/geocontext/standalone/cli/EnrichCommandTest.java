package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.standalone.demo.DemoCatalogue;
import org.geocontext.standalone.demo.DemoMapServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the demo's own map server. */
class EnrichCommandTest {

    @TempDir
    private static Path shared;

    private static DemoMapServer maps;
    private static String catalogue;

    @TempDir
    private Path directory;

    private Path output;

    @BeforeAll
    static void start() throws Exception {
        maps = DemoMapServer.start();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        CatalogueWriter.write(CatalogueWriter.document(DemoCatalogue.at(maps.baseUrl())), json);
        catalogue = Files.write(shared.resolve("catalogue.json"), json.toByteArray())
                .toString();
    }

    @AfterAll
    static void stop() {
        maps.close();
    }

    @BeforeEach
    void output() {
        output = directory.resolve("out.csv");
    }

    private Path input(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Captured enrich(Object... more) {
        List<String> arguments = new ArrayList<>(List.of("enrich", "--catalogue", catalogue));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return Captured.run(arguments.toArray(String[]::new));
    }

    @Test
    void aCsvFileGetsAColumnForEachService() throws IOException {
        Path sites = input("sites.csv", "name,lon,lat\n\"Camp, old\",31.3963,-24.4561\nAgain,31.3963,-24.4561\n");

        Captured run = enrich(sites, output, "--service", "geology", "--service", "elevation");

        assertThat(Files.readString(output).split("\r\n"))
                .containsExactly(
                        "name,lon,lat,elevation,geology",
                        "\"Camp, old\",31.3963,-24.4561,1006,Granite gneiss",
                        "Again,31.3963,-24.4561,1006,Granite gneiss");
        assertThat(run.err()).contains("2 points in").contains("for 4 answers");
        assertThat(run.status()).isZero();
    }

    @Test
    void delimiterColumnsAndDegreesMinutesSecondsAreFoundOut() throws IOException {
        Path sites = input("sites.csv", "\ufeffsite;Latitude;Longitude\n1;24°27'21.96\"S;31°23'46.68\"E\n");

        Captured run = enrich(sites, output, "--service", "geology", "--status");

        assertThat(Files.readAllLines(output)).first().isEqualTo("site,Latitude,Longitude,geology,geology_status");
        assertThat(Files.readAllLines(output).get(1)).endsWith(",Granite gneiss,value");
        assertThat(run.status()).isZero();
    }

    @Test
    void aRowWithoutAPointIsWrittenAndTold() throws IOException {
        Path sites = input("sites.csv", "x,y\n31.3963,-24.4561\nhere,there\n");

        Captured run = enrich(sites, output, "--service", "geology");

        assertThat(Files.readAllLines(output))
                .containsExactly("x,y,geology", "31.3963,-24.4561,Granite gneiss", "here,there,");
        assertThat(run.err()).contains("row 2: point: missing");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void geoJsonKeepsItsIdsAndPropertiesAndGetsNumbersAsNumbers() throws IOException, JsonException {
        Path sites = input("sites.geojson", """
                {"type":"FeatureCollection","name":"sites","features":[
                {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[31.3963,-24.4561]},
                 "properties":{"tags":["x",1.50]}}],"bbox":[1,2,3,4]}
                """);
        output = directory.resolve("out.geojson");

        enrich(sites, output, "--service", "elevation");

        assertThat(Json.write(Json.parse(Files.readString(output)), false))
                .isEqualTo("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"a\","
                        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]},"
                        + "\"properties\":{\"tags\":[\"x\",1.50],\"elevation\":1006}}]}");
    }

    @Test
    void aSequenceMayHaveRecordSeparators() throws IOException, JsonException {
        String feature = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]},"
                + "\"properties\":{}}";
        Path sites = input("sites.geojsonl", "\u001e" + feature + "\n\u001e" + feature + "\n");
        output = directory.resolve("out.ndjson");

        enrich(sites, output, "--service", "geology");

        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(2);
        assertThat(Json.parse(lines.get(1)))
                .extracting(tree -> ((Map<?, ?>) tree).get("properties"))
                .isEqualTo(Map.of("geology", "Granite gneiss"));
    }

    @Test
    void aGeoPackageIsWrittenWithTypedColumnsAndReadAgain() throws IOException, JsonException {
        Path sites = input("sites.csv", "na;me,FID,lon,lat\nCamp,a,31.3963,-24.4561\nNowhere,b,,\n");
        Path geoPackage = directory.resolve("sites.gpkg");
        output = directory.resolve("out.geojsonl");

        enrich(sites, geoPackage, "--service", "elevation", "--service", "geology");
        Captured again = enrich(geoPackage, output, "--service", "elevation", "--service", "geology");

        assertThat(Files.readAllLines(output))
                .containsExactly(
                        "{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"Point\",\"coordinates\":"
                                + "[31.3963,-24.4561]},\"properties\":{\"na;me\":\"Camp\",\"FID_2\":\"a\","
                                + "\"lon\":\"31.3963\",\"lat\":\"-24.4561\",\"elevation\":1006,"
                                + "\"geology\":\"Granite gneiss\",\"elevation_2\":1006,"
                                + "\"geology_2\":\"Granite gneiss\"}}",
                        "{\"type\":\"Feature\",\"id\":2,\"geometry\":null,\"properties\":{\"na;me\":\"Nowhere\","
                                + "\"FID_2\":\"b\",\"lon\":null,\"lat\":null,\"elevation\":null,\"geology\":null,"
                                + "\"elevation_2\":null,\"geology_2\":null}}");
        assertThat(again.err()).contains("row 2: point: missing");
    }

    @Test
    void aFileThatIsNoGeoPackageIsAMistake() throws IOException {
        Path sites = input("sites.gpkg", "no database at all, but a text that is longer than a header of SQLite is\n");

        Captured run = enrich(sites, output, "--service", "geology");

        assertThat(run.err()).contains("sites.gpkg: not a GeoPackage that can be read");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void theLongLayoutHasARowForEachAnswer() throws IOException {
        Path sites = input("sites.csv", "code,x,y\nA7,31.3963,-24.4561\n");

        enrich(sites, output, "--group", "land", "--layout", "long", "--id", "code");

        List<String> lines = Files.readAllLines(output);
        assertThat(lines.get(0)).startsWith("lon,lat,input_id,collection,group,service,name");
        assertThat(lines)
                .hasSize(6)
                .allMatch(line -> line.startsWith("31.3963,-24.4561,A7,,land,") || line.contains("input_id"));
    }

    @Test
    void aServiceThatFailsShowsInTheStatusColumnAndTheExitStatus() throws IOException {
        Path sites = input("sites.csv", "x,y\n31.3963,-24.4561\n");

        Captured run = enrich(sites, output, "--service", "air_quality", "--status");

        assertThat(Files.readAllLines(output).get(1)).endsWith(",,service_exception");
        assertThat(run.err()).contains("failed: 1 service_exception");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aDryRunSaysWhatItWouldTakeAndWritesNothing() throws IOException {
        Path sites = input("sites.csv", "x,y\n31.3963,-24.4561\n31.4,-24.5\n");

        Captured run = enrich(sites, "--service", "geology", "--dry-run");

        assertThat(run.out()).startsWith("2 points");
        assertThat(directory.toFile().list()).containsExactly("sites.csv");
        assertThat(run.status()).isZero();
    }

    @Test
    void columnsThatAreNotThereAreAMistake() throws IOException {
        Path sites = input("sites.csv", "name,place\na,b\n");

        Captured run = enrich(sites, output, "--service", "geology");

        assertThat(run.err()).contains("no column looks like the x coordinate (expected: --x with one of name, place)");
        assertThat(run.status()).isEqualTo(2);
        assertThat(output).doesNotExist();
    }

    @Test
    void aFormatThatIsNotKnownIsAMistake() {
        Captured run = enrich("sites.xlsx", output, "--service", "geology");

        assertThat(run.err()).contains("sites.xlsx: unknown format (expected: ");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void aRunThatWasEndedIsNotBegunAnewByMistake() throws IOException {
        Path sites = input("sites.csv", "x,y\n31.3963,-24.4561\n");
        Files.createFile(directory.resolve("out.csv.journal"));

        Captured run = enrich(sites, output, "--service", "geology");
        Captured resumed = enrich(sites, output, "--service", "geology", "--resume");

        assertThat(run.err()).contains("out.csv.journal: left by a run that was ended (expected: --resume");
        assertThat(run.status()).isEqualTo(2);
        assertThat(resumed.status()).isZero();
        assertThat(directory.resolve("out.csv.journal")).doesNotExist();
    }

    @Test
    void onATerminalABarShowsTheWay() throws IOException {
        Path sites = input("sites.csv", "x,y\n31.3963,-24.4561\n");

        Captured run = Captured.onTerminal(
                80, "enrich", "--catalogue", catalogue, sites.toString(), output.toString(), "--service", "geology");

        assertThat(run.err()).contains("\u001b[K").contains("1 point in");
    }
}
