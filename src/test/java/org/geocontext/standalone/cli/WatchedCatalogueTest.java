package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.ServiceDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedCatalogueTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void oneService() throws IOException {
        file = directory.resolve("catalogue.json");
        write("soil");
    }

    private void write(String... keys) throws IOException {
        StringBuilder services = new StringBuilder();
        for (String key : keys) {
            services.append(services.isEmpty() ? "" : ",")
                    .append("{\"key\":\"")
                    .append(key)
                    .append("\",\"query_type\":\"WFS\",\"url\":\"https://maps.example.org/wfs\",\"layer_typename\":\"")
                    .append(key)
                    .append("\",\"layer_name\":\"name\"}");
        }
        Files.writeString(file, "{\"service\":[" + services + "]}");
    }

    @Test
    void aChangedFileReplacesTheCatalogue() throws Exception {
        try (WatchedCatalogue catalogue = WatchedCatalogue.open(file)) {
            write("soil", "geology");
            catalogue.look();

            assertThat(catalogue.get().services())
                    .extracting(ServiceDefinition::key)
                    .containsExactly("soil", "geology");
        }
    }

    @Test
    void aHalfWrittenFileDoesNotReplaceTheCatalogue() throws Exception {
        try (WatchedCatalogue catalogue = WatchedCatalogue.open(file)) {
            Files.writeString(file, "{\"service\":[");
            catalogue.look();

            assertThat(catalogue.get().services()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsGoneDoesNotReplaceTheCatalogue() throws Exception {
        try (WatchedCatalogue catalogue = WatchedCatalogue.open(file)) {
            Files.delete(file);
            catalogue.look();

            assertThat(catalogue.get().services()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsGoodAgainReplacesTheCatalogue() throws Exception {
        try (WatchedCatalogue catalogue = WatchedCatalogue.open(file)) {
            Files.writeString(file, "{\"service\":[");
            catalogue.look();
            write("geology", "soil");
            catalogue.look();

            assertThat(catalogue.get().services()).hasSize(2);
        }
    }

    @Test
    void aFileThatCannotBeReadAtFirstIsRefused() throws Exception {
        Files.writeString(file, "{");
        assertThatThrownBy(() -> WatchedCatalogue.open(file)).isInstanceOf(CatalogueException.class);
    }
}
