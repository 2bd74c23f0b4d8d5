package org.geocontext.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs that a test needs and this project does not build. Where the environment has
 * {@code GEOCONTEXT_REQUIRE_SERVERS}, what is missing fails the test; elsewhere it is skipped.
 */
public final class Installed {

    private static final long LONGEST_SECONDS = 300;

    private Installed() {}

    /** What a program left behind; both streams in one text. */
    public record Ended(int status, String output) {}

    /** Skips the running test without any of these files, of Debian packages that {@code install.sh} installs. */
    public static void assumeInstalled(String... files) {
        for (String file : files) {
            assume(Files.exists(Path.of(file)), file + " is not there: src/test/servers/install.sh installs it");
        }
    }

    /** Skips the running test without a file that {@code mvn package} makes. */
    public static void assumeBuilt(Path file) {
        assume(Files.exists(file), file + " is not there: mvn package makes it");
    }

    private static void assume(boolean there, String otherwise) {
        if (Boolean.parseBoolean(System.getenv("GEOCONTEXT_REQUIRE_SERVERS"))) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    /** Runs a program to its end, of which this waits five minutes at most. */
    public static Ended run(File directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("geocontext-output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            assertThat(ended).as(text).isTrue();
            return new Ended(process.exitValue(), text);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
