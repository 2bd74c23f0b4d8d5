package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.geocontext.catalogue.Entries.WFS;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.object;
import static org.geocontext.catalogue.Entries.services;
import static org.geocontext.catalogue.Entries.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueStoreTest {

    @TempDir
    private Path directory;

    private Path file;
    private CatalogueStore store;

    @BeforeEach
    void oneService() throws IOException {
        file = directory.resolve("catalogue.json");
        write(services(object(WFS)));
        store = CatalogueStore.open(
                new FileDocument(file, 1 << 20),
                new CatalogueReader(name -> null, Entries.Rot13.DECODER, 1 << 20),
                plain -> "crypt:" + Entries.Rot13.DECODER.decrypt("crypt:" + plain));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void write(Map<String, @Nullable Object> document) throws IOException {
        Files.write(file, CatalogueWriter.bytes(document));
    }

    private List<String> keys() {
        return store.get().services().stream().map(ServiceDefinition::key).toList();
    }

    @Test
    void aChangedFileReplacesTheCatalogue() throws Exception {
        List<CatalogueLoad> told = new ArrayList<>();
        store.whenChanged(told::add);
        String before = store.tag();
        write(services(object(WFS), object(WMS)));
        store.refresh();

        assertThat(keys()).containsExactly("rivers", "altitude");
        assertThat(told).containsExactly(store.load());
        assertThat(store.tag()).isNotEqualTo(before);
    }

    @Test
    void aHalfWrittenFileDoesNotReplaceTheCatalogue() throws Exception {
        Files.writeString(file, "{\"service\":[");
        store.refresh();

        assertThat(keys()).containsExactly("rivers");
        assertThat(store.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("half-written"));
    }

    @Test
    void aFileThatIsGoneDoesNotReplaceTheCatalogue() throws Exception {
        Files.delete(file);
        store.refresh();

        assertThat(keys()).containsExactly("rivers");
        assertThat(store.problem()).isPresent();
    }

    @Test
    void aFileThatIsGoodAgainReplacesTheCatalogue() throws Exception {
        Files.writeString(file, "{\"service\":[");
        store.refresh();
        write(services(object(WMS), object(WFS)));
        store.refresh();

        assertThat(keys()).containsExactly("altitude", "rivers");
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void anEditIsInTheFileAndInUse() throws Exception {
        store.edit(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));

        assertThat(keys()).containsExactly("rivers", "altitude");
        assertThat(new CatalogueReader().read(file).catalogue().services()).hasSize(2);
        assertThat(store.versions()).hasSize(1);
    }

    @Test
    void anEditStartsFromWhatSomebodyWroteByHandAMomentAgo() throws Exception {
        write(services(object(WFS), with(WFS, "\"key\": \"lakes\"")));
        store.edit(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));

        assertThat(keys()).containsExactly("rivers", "lakes", "altitude");
    }

    @Test
    void anEditOfABrokenFileIsRefused_andTheFileStaysAsItIs() throws Exception {
        Files.writeString(file, "{\"service\":[");

        assertThatThrownBy(() -> store.edit(draft -> draft.clear()))
                .isInstanceOf(DocumentConflictException.class)
                .hasMessageContaining("catalogue.json: line 1");
        assertThat(file).hasContent("{\"service\":[");
    }

    @Test
    void aRepairOfABrokenFileStartsFromTheLastThatCouldBeRead() throws Exception {
        Files.writeString(file, "{\"service\":[");
        store.repair(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));

        assertThat(keys()).containsExactly("rivers", "altitude");
        assertThat(store.problem()).isEmpty();
        assertThat(store.versions()).hasSize(1);
    }

    @Test
    void anEditThatWouldCostAnEntryIsRefused() {
        assertThatThrownBy(() -> store.edit(
                        draft -> draft.put(EntryKind.SERVICE, "rivers", with(WFS, "\"query_type\": \"WXS\""))))
                .isInstanceOfSatisfying(
                        CatalogueRejectedException.class,
                        rejected -> assertThat(rejected.problems())
                                .extracting(CatalogueProblem::key, CatalogueProblem::field, CatalogueProblem::value)
                                .containsExactly(tuple("rivers", "query_type", "WXS")));
        assertThat(keys()).containsExactly("rivers");
    }

    @Test
    void anErrorThatWasThereBefore_doesNotStandInTheWayOfOtherEdits() throws Exception {
        write(services(object(WFS), with(WMS, "\"query_type\": \"WXS\"")));
        store.edit(draft -> draft.put(EntryKind.SERVICE, "lakes", with(WFS, "\"key\": \"lakes\"")));

        assertThat(keys()).containsExactly("rivers", "lakes");
        assertThat(Files.readString(file)).contains("WXS");
    }

    @Test
    void anEntryThatStaysAtFaultIsRefused() throws Exception {
        write(services(with(WMS, "\"query_type\": \"WXS\"")));

        assertThatThrownBy(() -> store.edit(draft -> draft.put(
                        EntryKind.SERVICE, "altitude", with(WMS, "\"query_type\": \"WXS\", \"name\": \"x\""))))
                .isInstanceOf(CatalogueRejectedException.class);
    }

    @Test
    void whatIsNotEditedStaysAsItIs() throws Exception {
        Map<String, @Nullable Object> document =
                document(List.of(with(WFS, "\"colour\": {\"deep\": [1, null]}")), "{\"key\": \"no group\"}, 7", "");
        document.put("maintainer", "somebody");
        write(document);
        store.edit(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));

        assertThat(Files.readString(file).replaceAll("\\s", ""))
                .contains("\"colour\":{\"deep\":[1,null]}", "{\"key\":\"nogroup\"},7", "\"maintainer\":\"somebody\"");
    }

    @Test
    void secretsAreEncryptedWhenTheyAreWritten() throws Exception {
        Map<String, @Nullable Object> secret = with(
                WFS,
                "\"username\": \"me\", \"password\": \"secret\", \"headers\": {\"X-Token\": \"secret\", \"X-Colour\": \"red\"}");
        store.edit(draft -> draft.put(EntryKind.SERVICE, "rivers", secret));

        assertThat(Files.readString(file))
                .contains("\"password\": \"crypt:frperg\"", "\"X-Token\": \"crypt:frperg\"", "\"X-Colour\": \"red\"")
                .doesNotContain("\"secret\"");
        assertThat(store.get().findService("rivers").orElseThrow().credentials().secret())
                .isEqualTo("secret");
    }

    @Test
    void whatIsEncryptedAlreadyAndReferencesAreWrittenAsTheyAre() throws Exception {
        Map<String, @Nullable Object> encrypted = with(WFS, "\"username\": \"me\", \"password\": \"crypt:frperg\"");
        store.edit(draft -> draft.put(EntryKind.SERVICE, "rivers", encrypted));

        assertThat(Files.readString(file)).contains("\"password\": \"crypt:frperg\"");
    }

    @Test
    void aVersionCanBeRestored_alsoInPlaceOfABrokenFile() throws Exception {
        store.edit(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));
        Files.writeString(file, "{");
        String id = store.versions().get(0).id();

        assertThat(store.restore(id)).isPresent();
        assertThat(keys()).containsExactly("rivers");
        assertThat(store.versions()).hasSize(2);
        assertThat(store.restore("99")).isEmpty();
    }

    @Test
    void aPreviewWritesNothing() throws Exception {
        CatalogueLoad preview = store.preview(draft -> draft.put(EntryKind.SERVICE, "altitude", object(WMS)));

        assertThat(preview.catalogue().services()).hasSize(2);
        assertThat(keys()).containsExactly("rivers");
        assertThat(store.versions()).isEmpty();
    }
}
