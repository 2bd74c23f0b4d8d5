package org.geocontext.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.testing.Installed;
import org.geocontext.testing.PackagedHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code doc/clients}, as they stand there, about point A of {@code src/test/servers/README.md}. */
class ClientExamplesIT {

    private static final Path EXAMPLES = Path.of("doc/clients");
    private static final Path TESTS = Path.of("src/test/clients");
    private static final String PYTHON = "/usr/bin/python3";
    private static final String HEIGHT = "mapserver_wms_130_height";

    @TempDir
    private static Path home;

    private static PackagedHost host;

    @BeforeAll
    static void serve() throws Exception {
        host = PackagedHost.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void curlGetsATable() throws Exception {
        Installed.assumeInstalled("/usr/bin/curl");

        assertThat(example("bash", "query.sh")).contains(",rasters,mapserver_wms_130_rasters," + HEIGHT, ",1352.0625,");
    }

    @Test
    void owslibGetsRows() throws Exception {
        Installed.assumeInstalled(PYTHON, "/usr/lib/python3/dist-packages/owslib");

        assertThat(example(PYTHON, "query_owslib.py")).contains(HEIGHT + "\t1352.0625\t");
    }

    @Test
    void owslibIsContentWithEveryOperationAndFormat() throws Exception {
        Installed.assumeInstalled(PYTHON, "/usr/lib/python3/dist-packages/owslib");

        assertThat(run(PYTHON, TESTS.resolve("owslib_wps.py").toString(), host.url() + "/ows", "rasters"))
                .contains("OWSLib is content");
    }

    @Test
    void rGetsADataFrame() throws Exception {
        Installed.assumeInstalled("/usr/bin/Rscript", "/usr/lib/R/site-library/jsonlite");

        assertThat(example("Rscript", "query.R"))
                .startsWith("service\tvalue\tnumber\tunit\tstatus\n")
                .contains(HEIGHT + "\t1352.0625\t1352.0625\t\tvalue");
    }

    @Test
    void javaScriptGetsFeatures() throws Exception {
        Installed.assumeInstalled(node());

        assertThat(example("node", "query_node.mjs")).contains(HEIGHT + "\t1352.0625\t");
    }

    @Test
    void aClickOnAMapOfOpenLayersShowsRows() throws Exception {
        Installed.assumeInstalled(node());

        assertThat(run(asked(
                        "node",
                        TESTS.resolve("openlayers_click.mjs").toString(),
                        EXAMPLES.resolve("openlayers.js").toString())))
                .contains(HEIGHT + "\t1352.0625\n");
    }

    /** Where Node is on the path, else where Debian has it. */
    private static String node() {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, "node"))) {
                return directory + "/node";
            }
        }
        return "/usr/bin/node";
    }

    private static String example(String program, String file) throws Exception {
        return run(asked(program, EXAMPLES.resolve(file).toString()));
    }

    private static String[] asked(String... program) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(host.url(), "rasters", "26.2", "-29.1"));
        return command.toArray(String[]::new);
    }

    private static String run(String... command) throws Exception {
        Installed.Ended ended = Installed.run(
                new File("."), Map.of("PYTHONDONTWRITEBYTECODE", "1", "LC_ALL", "C.UTF-8"), List.of(command));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
