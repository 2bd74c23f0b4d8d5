package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.DocumentStore;
import org.junit.jupiter.api.Test;

class ResourceDocumentTest {

    private final StandInGeoServer geoServer = new StandInGeoServer();
    private final ResourceDocument document =
            new ResourceDocument(geoServer.directory(), "geocontext", "catalogue", 100, Runnable::run);

    private void write(String text) throws CatalogueException {
        try (DocumentStore.Held held = document.lock()) {
            document.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Test
    void aDocumentThatIsNotThereIsEmpty() throws Exception {
        assertThat(document.read()).isEmpty();
        assertThat(document.versions()).isEmpty();
    }

    @Test
    void theLastTenVersionsAreKeptTheNewestFirst_whereverTheDataDirectoryLives() throws Exception {
        for (int i = 1; i <= 13; i++) {
            write("content " + i);
        }

        assertThat(document.read()).map(ResourceDocumentTest::text).contains("content 13");
        List<String> versions =
                document.versions().stream().map(DocumentStore.Version::id).toList();
        assertThat(versions).containsExactly("12", "11", "10", "9", "8", "7", "6", "5", "4", "3");
        assertThat(document.version("3")).map(ResourceDocumentTest::text).contains("content 3");
        assertThat(document.version("2")).isEmpty();
    }

    @Test
    void changesAreToldUntilNobodyListens() throws Exception {
        AtomicInteger told = new AtomicInteger();
        DocumentStore.Held listening = document.listen(told::incrementAndGet);
        geoServer.catalogue().edit("by hand");
        write("by us");
        listening.close();
        write("unheard");

        assertThat(told).hasValue(2);
    }

    @Test
    void aDocumentBeyondTheLimitIsNotRead() {
        geoServer.catalogue().edit("x".repeat(101));

        assertThatThrownBy(document::read)
                .isInstanceOf(CatalogueException.class)
                .hasMessage("geocontext/catalogue.json: more than 100 bytes (expected: at most that)");
    }
}
