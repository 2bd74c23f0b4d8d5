package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoContextCommandTest {

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Captured.run("--version").out()).matches("GeoContext \\d+\\.\\d+\\.\\d+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "serve --help", "query --help", "catalogue check --help"})
    void helpGoesToStandardOutput(String arguments) {
        Captured run = Captured.run(arguments.split(" "));

        assertThat(run.out()).startsWith("Usage: geocontext");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void withoutACommandTheCommandsAreNamed() {
        Captured run = Captured.run();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("demo, serve, query, enrich, catalogue")
                .contains("geocontext --help");
    }

    @Test
    void anUnknownOptionIsToldWithTheClosest() {
        Captured run = Captured.run("demo", "--onec");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("'--onec'")
                .contains("closest: --once");
    }

    @Test
    void serveWithoutACatalogueIsAMistake() {
        Captured run = Captured.run("serve");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().startsWith("--catalogue: missing");
    }

    @Test
    void aPortInUseIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Captured run = Captured.run("demo", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort())
                    .contains("already in use");
        }
    }

    @Test
    void demoOnceShowsValuesNoDataAndBothFailures() {
        Captured run = Captured.run("demo", "--once");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("15 rows in ", ": 12 value, 1 no_data, 2 failed")
                .contains("failed timeout", "failed service_exception");
    }
}
