package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a user has it: another directory, another home, nothing on the class path. */
class StandaloneJarIT {

    private static final String JAR = System.getProperty("geocontext.jar", "target/geocontext.jar");
    private static final long LONGEST_SECONDS = 60;

    @TempDir
    private Path home;

    private record Ended(int status, String out, String err) {}

    private ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.home=" + home);
        command.add("-jar");
        command.add(Path.of(JAR).toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().remove("XDG_CACHE_HOME");
        return builder;
    }

    private Ended run(String... arguments) throws Exception {
        return ended(
                program(arguments).redirectError(home.resolve("err").toFile()).start());
    }

    private Ended ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(home.resolve("err")));
    }

    @Test
    void demoOnceNeedsNothingButTheJar() throws Exception {
        Ended demo = run("demo", "--once");

        assertThat(demo.err()).isEmpty();
        assertThat(demo.out()).contains("12 value, 1 no_data, 2 failed");
        assertThat(demo.status()).isZero();
    }

    @Test
    void demoStaysAndAnswersAtTheAddressesItPrints() throws Exception {
        Process demo = program("demo", "--port", "0").start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
            String rest = out.lines()
                    .filter(line -> line.startsWith("  REST"))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(" *REST *", "");

            assertThat(get(URI.create(rest))).contains("\"value\":\"Granite gneiss\"");
        } finally {
            demo.destroy();
            assertThat(demo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void serveFollowsItsCatalogue() throws Exception {
        Path catalogue = Files.writeString(home.resolve("catalogue.json"), catalogue("soil"));
        Process serve = program("-v", "serve", "--data", home.toString(), "--port", "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8))) {
            String api = out.lines()
                    .filter(line -> line.startsWith("api "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("api *", "");
            URI registries = URI.create(api + "?registry=service");
            assertThat(get(registries)).contains("soil").doesNotContain("geology");

            Files.writeString(catalogue, catalogue("geology"));
            assertThat(out.lines().filter(line -> line.contains("has changed")).findFirst())
                    .isPresent();
            assertThat(get(registries)).contains("geology").doesNotContain("soil");
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    private static String catalogue(String key) {
        return """
                {"service": [{"key": "%1$s", "name": "%1$s", "query_type": "WFS", "service_version": "2.0.0", "srid": 4326,
                 "url": "https://maps.example.org/wfs", "layer_typename": "%1$s", "layer_name": "type"}]}
                """.formatted(key);
    }

    @Test
    void processesStartedAtOnceShareTheEpsgDatabase() throws Exception {
        Path catalogue = Files.writeString(
                home.resolve("catalogue.json"), catalogue("soil").replace("4326", "32735"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(program("catalogue", "validate", catalogue.toString())
                    .redirectError(home.resolve("err").toFile())
                    .start());
        }
        for (Process process : processes) {
            Ended validated = ended(process);
            assertThat(validated.out()).contains("1 service, ", "0 errors, 0 warnings");
            assertThat(validated.err()).isEmpty();
        }
    }

    @Test
    void aReaderThatGoesAwayIsNoFailure() throws Exception {
        StringBuilder services = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            services.append(i == 0 ? "" : ",")
                    .append("{\"key\": \"Bad ")
                    .append(i)
                    .append("\"}");
        }
        Path catalogue = Files.writeString(home.resolve("bad.json"), "{\"service\": [" + services + "]}");
        Process validate = program("catalogue", "validate", catalogue.toString())
                .redirectError(home.resolve("err").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(validate.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("0 services");
        }

        assertThat(validate.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(home.resolve("err")).isEmptyFile();
        assertThat(validate.exitValue()).isEqualTo(1);
    }

    @Test
    void theJarHoldsOneLoggingApiAndItsLicences() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release"))
                    .isEqualTo("true");
            assertThat(jar.getEntry("org/slf4j/impl/StaticLoggerBinder.class")).isNull();
            assertThat(jar.getEntry("com/google/common/collect/ImmutableList.class"))
                    .isNull();
            assertThat(jar.getEntry("META-INF/services/org.geotools.api.referencing.crs.CRSAuthorityFactory"))
                    .isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            assertThat(jar.getEntry("META-INF/licenses/LGPL-2.1.txt")).isNotNull();
        }
    }
}
