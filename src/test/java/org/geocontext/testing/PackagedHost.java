package org.geocontext.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged standalone host as a process of its own, serving {@code servers/catalogue.json} on a free port. */
public final class PackagedHost implements AutoCloseable {

    private static final Path JAR = Path.of(System.getProperty("geocontext.jar", "target/geocontext.jar"));
    private static final Path CATALOGUE = Path.of("src/test/resources/servers/catalogue.json");

    private final Process process;
    private final String url;

    private PackagedHost(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Skips the running test without the jar or without the servers that the catalogue names.
     *
     * @param home directory of the process: its home, where it leaves its catalogue and its log
     */
    public static PackagedHost start(Path home, String... options) throws IOException {
        Installed.assumeBuilt(JAR);
        for (RealServers server : List.of(RealServers.MAPSERVER, RealServers.QGIS, RealServers.KOOP)) {
            server.assumeUp();
        }
        Path catalogue = Files.writeString(
                home.resolve("catalogue.json"), RealServers.withRealPorts(Files.readString(CATALOGUE)));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "serve",
                "--catalogue",
                catalogue.toString(),
                "--port",
                "0");
        builder.command().addAll(List.of(options));
        Process process =
                builder.redirectError(home.resolve("host.log").toFile()).start();
        return new PackagedHost(process, url(process));
    }

    /** Its address, as in {@code http://127.0.0.1:8085}. */
    public String url() {
        return url;
    }

    private static String url(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("api ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the host ended before it served");
        }
        return line.replaceFirst("api *", "").replaceFirst("/api/v2.*", "");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
