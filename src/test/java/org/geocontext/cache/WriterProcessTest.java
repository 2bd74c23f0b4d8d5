package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WriterProcessTest {

    private static final int ENDLESS = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    @Test
    void aProcessKilledWhileWritingLosesTheLastSecondAtMost() throws Exception {
        int first = 0;
        for (int round = 0; round < 3; round++) {
            Process writer = WriterProcess.start(directory, first, ENDLESS);
            int sure = killAfter(writer, Duration.ofMillis(1700 + 130 * round));
            try (AnswerCache<String> cache = open()) {
                for (int i = 0; i <= sure; i++) {
                    assertThat(cache.find(WriterProcess.KEY, WriterProcess.place(i))
                                    .map(Hit::value))
                            .as("answer %d of %d", i, sure)
                            .contains("v" + i);
                }
                assertThat(cache.statistics().persistence()).startsWith("in " + directory);
            }
            assertThat(sure).isGreaterThan(first + 100);
            first = sure + 1;
        }
    }

    /** Kills the process some time after its first answer; returns the last that was put a second before that. */
    private static int killAfter(Process writer, Duration time) throws Exception {
        int sure = 0;
        try (BufferedReader lines = writer.inputReader()) {
            long killedAt = timeOf(lines.readLine()) + time.toMillis();
            // The last line may be half a line.
            for (String line = lines.readLine(); line != null && line.endsWith("."); line = lines.readLine()) {
                if (writer.isAlive() && System.currentTimeMillis() >= killedAt) {
                    killedAt = System.currentTimeMillis();
                    // Unlike the process itself, its handle leaves open what can still be read.
                    assertThat(writer.toHandle().destroyForcibly()).isTrue();
                    writer.waitFor();
                }
                if (timeOf(line) < killedAt - 1000) {
                    sure = Integer.parseInt(line.split(" ")[0]);
                }
            }
        }
        return sure;
    }

    private static long timeOf(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsLeftAlone() throws Exception {
        Process writer = WriterProcess.start(directory, 0, ENDLESS);
        try (BufferedReader lines = writer.inputReader()) {
            assertThat(lines.readLine()).startsWith("0 ");
            try (AnswerCache<String> cache = open()) {
                assertThat(cache.statistics().persistence())
                        .isEqualTo("in memory only, since " + directory + " is in use by another process");
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** A file that may not grow any more is what a disk that is full looks like to the process. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskIsToldOnceAndTheCacheGoesOn() throws Exception {
        Process writer = WriterProcess.start(directory, 1, 2000, "/bin/sh", "-c", "ulimit -f 400; exec \"$0\" \"$@\"");
        List<String> lines;
        String log;
        try (BufferedReader out = writer.inputReader()) {
            lines = out.lines().toList();
            log = new String(writer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(lines.get(lines.size() - 1))
                .startsWith("found 2000, in memory only, " + directory + " cannot be written: ");
        assertThat(log.split("cannot be written", -1)).hasSize(2);
        try (AnswerCache<String> cache = open()) {
            Optional<Hit<String>> early = cache.find(WriterProcess.KEY, WriterProcess.place(1));
            assertThat(early.map(Hit::value)).contains("v1");
        }
    }

    private AnswerCache<String> open() throws IOException {
        CacheSettings settings = new CacheSettings(256L << 20, Duration.ofDays(1), directory);
        AnswerCache<String> cache = new AnswerCache<>(settings, new TextCodec(), Clock.systemUTC());
        cache.loaded().join();
        return cache;
    }
}
