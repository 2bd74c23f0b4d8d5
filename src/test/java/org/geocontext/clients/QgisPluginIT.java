package org.geocontext.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.geocontext.testing.Installed;
import org.geocontext.testing.PackagedHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip of the QGIS plugin, installed in an empty profile of Debian's QGIS without a display, against the packaged
 * standalone host with MapServer, QGIS Server and Koop behind it. Most of what is expected stands in
 * {@code src/test/qgis}.
 */
class QgisPluginIT {

    /** Debian's {@code qgis_process} is a wrapper that looks for a program of another name. */
    private static final String QGIS_PROCESS = "/usr/bin/qgis_process.bin";

    private static final String PYTHON = "/usr/bin/python3";
    private static final String QGIS_PLUGINS = "/usr/share/qgis/python/plugins";
    private static final Path ZIP =
            Path.of(System.getProperty("geocontext.qgis.plugin", "target/geocontext-qgis-0.1.0.zip"));
    private static final String TOKEN = "a-token-of-this-test-only";
    private static final Path TESTS = Path.of("src/test/qgis").toAbsolutePath();

    @TempDir
    private static Path directory;

    private static Path plugins;
    private static PackagedHost host;

    @BeforeAll
    static void installAndServe() throws Exception {
        Installed.assumeInstalled(QGIS_PROCESS, QGIS_PLUGINS, PYTHON);
        Installed.assumeBuilt(ZIP);
        plugins = directory.resolve("profiles/default/python/plugins");
        unzip(ZIP, plugins);
        host = PackagedHost.start(directory, "--token", TOKEN);
        assertThat(qgis("plugins", "enable", "geocontext").output()).contains("* geocontext");
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void thePartsDoWithoutQgis() throws Exception {
        assertThat(unittest("test_parts").output()).endsWith("OK\n");
    }

    @Test
    void thePluginDoesWhatItsTestsSay() throws Exception {
        assertThat(unittest("test_plugin").output()).contains("\nOK").doesNotContain("FAILED (");
    }

    @Test
    void theToolboxHasFourAlgorithms() throws Exception {
        assertThat(qgis("list").output())
                .contains("geocontext:querypoint\tQuery point")
                .contains("geocontext:enrichlayer\tEnrich layer")
                .contains("geocontext:listcollections\tList collections")
                .contains("geocontext:checkservices\tCheck services");
    }

    @Test
    void qgisProcessEnrichesAFile() throws Exception {
        Path output = directory.resolve("enriched.csv");

        Installed.Ended enriched = qgis(
                "run",
                "geocontext:enrichlayer",
                "--",
                "INPUT=" + points(),
                "SERVER=" + host.url(),
                "SERVICES=mapserver_wfs_200_district,koop_arcrest_residents",
                "OUTPUT=" + output);

        assertThat(enriched.status()).as(enriched.output()).isZero();
        assertThat(Files.readAllLines(output))
                .containsExactly(
                        "site,mapserver_wfs_200_district,mapserver_wfs_200_district_status,"
                                + "koop_arcrest_residents,koop_arcrest_residents_status",
                        "A,Łódź – Egoli,value,556000,value",
                        "GAP,,no_data,,no_data");
    }

    @Test
    void aModelUsesTheAlgorithms() throws Exception {
        Path output = directory.resolve("inside.geojson");

        Installed.Ended run = qgis(
                "run",
                TESTS.resolve("points_in_districts.model3").toString(),
                "--",
                "points=" + points(),
                "server=" + host.url(),
                "inside:inside=" + output);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readString(output))
                .contains("\"site\": \"A\"", "\"koop_arcrest_residents\": 556000.0")
                .doesNotContain("GAP");
    }

    @Test
    void aMistakeIsToldAsTheServerSaysIt() throws Exception {
        Installed.Ended run = qgis(
                "run",
                "geocontext:querypoint",
                "--",
                "POINT=26.2,-29.1 [EPSG:4326]",
                "SERVER=" + host.url(),
                "COLLECTION=vector",
                "OUTPUT=" + directory.resolve("values.gpkg"));

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("collection: vector is not in the catalogue (closest: vectors");
    }

    private static Path points() throws IOException {
        return Files.writeString(directory.resolve("points.geojson"), """
                {"type": "FeatureCollection", "features": [
                 {"type": "Feature", "properties": {"site": "A"}, "geometry": {"type": "Point", "coordinates": [26.2, -29.1]}},
                 {"type": "Feature", "properties": {"site": "GAP"}, "geometry": {"type": "Point", "coordinates": [26.45, -29.65]}}]}
                """);
    }

    private static Installed.Ended unittest(String module) throws Exception {
        return Installed.run(TESTS.toFile(), environment(), List.of(PYTHON, "-m", "unittest", module));
    }

    private static Installed.Ended qgis(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(QGIS_PROCESS));
        command.addAll(List.of(arguments));
        return Installed.run(directory.toFile(), environment(), command);
    }

    private static Map<String, String> environment() throws IOException {
        Path runtime = Files.createDirectories(directory.resolve("runtime"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = new HashMap<>();
        environment.put("QT_QPA_PLATFORM", "offscreen");
        environment.put("QGIS_CUSTOM_CONFIG_PATH", directory.toString());
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        environment.put("HOME", directory.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONPATH", plugins + ":" + QGIS_PLUGINS);
        environment.put("GEOCONTEXT_SERVER", host.url());
        environment.put("GEOCONTEXT_TOKEN", TOKEN);
        return environment;
    }

    private static void unzip(Path zip, Path target) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : archive.stream().toList()) {
                Path path = target.resolve(entry.getName()).normalize();
                assertThat(path.startsWith(target)).as(entry.getName()).isTrue();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    try (InputStream content = archive.getInputStream(entry)) {
                        Files.copy(content, path);
                    }
                }
            }
        }
    }
}
