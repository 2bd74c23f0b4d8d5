package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.services;
import static org.geocontext.catalogue.Entries.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFilesTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("catalogue.json");
    }

    @Test
    void aNewFileHasNoPreviousVersion() throws CatalogueException {
        CatalogueFiles.write(file, numbered(1));

        assertThat(number(file)).isEqualTo(1);
        assertThat(CatalogueFiles.previousVersions(file)).isEmpty();
    }

    @Test
    void theLastTenVersionsAreKeptTheNewestFirst() throws CatalogueException {
        for (int i = 1; i <= 13; i++) {
            CatalogueFiles.write(file, numbered(i));
        }

        List<Integer> versions = new ArrayList<>();
        for (Path version : CatalogueFiles.previousVersions(file)) {
            versions.add(number(version));
        }
        assertThat(number(file)).isEqualTo(13);
        assertThat(versions).containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3);
    }

    @Test
    void nothingButTheFileAndItsVersionsIsLeftInTheDirectory() throws CatalogueException, IOException {
        CatalogueFiles.write(file, numbered(1));
        CatalogueFiles.write(file, numbered(2));

        assertThat(names()).containsExactlyInAnyOrder("catalogue.json", "catalogue.json.~1~");
    }

    @Test
    void aWriteThatFailsLeavesTheFileAndNoLitter() throws CatalogueException, IOException {
        CatalogueFiles.write(file, numbered(1));
        Map<String, Object> broken = Map.of("service", List.of(new Object()));

        assertThatThrownBy(() -> CatalogueFiles.write(file, broken)).isInstanceOf(IllegalArgumentException.class);

        assertThat(number(file)).isEqualTo(1);
        assertThat(names()).containsExactly("catalogue.json");
    }

    @Test
    void readersNeverSeeHalfAFile() throws Exception {
        CatalogueFiles.write(file, numbered(0));
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Future<?> writer = executor.submit(() -> {
                for (int i = 1; i <= 40; i++) {
                    CatalogueFiles.write(file, numbered(i));
                }
                return null;
            });
            int last = 0;
            while (!writer.isDone()) {
                int seen = number(file);
                assertThat(seen).isGreaterThanOrEqualTo(last);
                last = seen;
            }
            writer.get();
            assertThat(number(file)).isEqualTo(40);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAndSymbolicLinksStay() throws CatalogueException, IOException {
        Path target = directory.resolve("real.json");
        CatalogueFiles.write(target, numbered(1));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, target);

        CatalogueFiles.write(file, numbered(2));

        assertThat(file).isSymbolicLink();
        assertThat(number(target)).isEqualTo(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        assertThat(CatalogueFiles.previousVersions(file)).hasSize(1);
    }

    @Test
    void aMissingDirectoryAndADirectoryInItsPlaceAreRefused() {
        Path lost = directory.resolve("no").resolve("catalogue.json");

        assertThatThrownBy(() -> CatalogueFiles.write(lost, numbered(1)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(lost + ": no such directory (expected: an existing one)");
        assertThatThrownBy(() -> CatalogueFiles.write(directory, numbered(1)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(directory + ": cannot be written: is a directory");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** A document that is told apart by the tolerance of its service. */
    private static Map<String, Object> numbered(int number) {
        return services(with(WMS, "\"tolerance\": " + number));
    }

    private static int number(Path file) throws CatalogueException {
        return (int) new CatalogueReader()
                .read(file)
                .catalogue()
                .findService("altitude")
                .orElseThrow()
                .tolerance();
    }
}
