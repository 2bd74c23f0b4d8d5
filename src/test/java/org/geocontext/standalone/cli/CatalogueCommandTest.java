package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandTest {

    private static final String SOIL = """
            {"key": "soil", "name": "Soil", "srid": 4326, "query_type": "WFS", "url": "https://maps.example.org/wfs",
             "layer_typename": "soil", "layer_name": "type", "service_version": "%s"}
            """;

    @TempDir
    private Path directory;

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private static String catalogue(String services) {
        return "{\"service\": [" + services
                + "], \"group\": [{\"key\": \"land\", \"name\": \"Land\", \"service_keys\": [\"soil\"]}],"
                + " \"collection\": [{\"key\": \"all\", \"name\": \"All\", \"group_keys\": [\"land\"]}]}";
    }

    @Test
    void aCatalogueWithoutProblemsIsCountedAndGood() throws IOException {
        Captured run = Captured.run("catalogue", "validate", file("good.json", catalogue(SOIL.formatted("2.0.0"))));

        assertThat(run.out()).isEqualToIgnoringNewLines("1 service, 1 group, 1 collection, 0 errors, 0 warnings");
        assertThat(run.status()).isZero();
    }

    @Test
    void warningsAreListedAndLeaveTheCatalogueGood() throws IOException {
        Captured run = Captured.run("catalogue", "validate", file("warned.json", catalogue(SOIL.formatted("1.3.0"))));

        assertThat(run.out()).contains("0 errors, 1 warning").contains("warning service soil: service_version: 1.3.0");
        assertThat(run.status()).isZero();
    }

    @Test
    void errorsComeFirstAndMakeTheCatalogueBad() throws IOException {
        String services = SOIL.formatted("1.3.0") + ",{\"key\": \"Bad Key\"}";
        Captured run = Captured.run("catalogue", "validate", file("bad.json", catalogue(services)));

        assertThat(run.out().indexOf("error service"))
                .isPositive()
                .isLessThan(run.out().indexOf("warning service"));
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void servicesInNoGroupAreNoted() throws IOException {
        String services = SOIL.formatted("2.0.0") + ","
                + SOIL.formatted("2.0.0").replace("soil", "alone").replace("Soil", "Alone");
        Captured run = Captured.run("catalogue", "validate", file("alone.json", catalogue(services)));

        assertThat(run.out()).contains("note 1 service in no group: alone");
    }

    @Test
    void whatIsNoCatalogueIsAMistake() throws IOException {
        Captured run = Captured.run("catalogue", "validate", file("half.json", "{\"service\": ["));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("half.json")
                .contains("half-written");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anImportWritesACatalogueThatIsGood() throws IOException {
        String in = file("export.json", catalogue(SOIL.formatted("1.3.0")));
        String out = directory.resolve("out.json").toString();
        Captured imported = Captured.run("catalogue", "import", "--from", "geocontext2", in, out);

        assertThat(imported.out()).contains("out.json: 1 service, 1 group, 1 collection, 0 errors, 1 warning");
        assertThat(imported.status()).isZero();
        assertThat(Captured.run("catalogue", "validate", out).out()).contains("0 errors, 0 warnings");
    }

    @Test
    void anImportOfAnotherFormatIsAMistake() throws IOException {
        String in = file("export.json", catalogue(SOIL.formatted("2.0.0")));
        Captured run = Captured.run(
                "catalogue",
                "import",
                "--from",
                "geocontext1",
                in,
                directory.resolve("out.json").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("not a GeoContext 1 export");
        assertThat(directory.resolve("out.json")).doesNotExist();
    }
}
