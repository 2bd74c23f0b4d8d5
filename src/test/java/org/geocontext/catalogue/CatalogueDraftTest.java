package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.catalogue.Entries.WFS;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.object;
import static org.geocontext.catalogue.Entries.with;

import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.CatalogueDraft.Entry;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueDraftTest {

    private final Map<String, @Nullable Object> document = document(
            List.of(object(WMS), object(WFS)),
            "{\"key\": \"water\", \"service_keys\": [\"rivers\", \"altitude\"]},"
                    + " {\"key\": \"dry\", \"service_keys\": [\"altitude\"], \"group_type\": \"graph\"}",
            "{\"key\": \"all\", \"group_keys\": [\"dry\", \"water\"]}");

    private final CatalogueDraft draft = new CatalogueDraft(document);

    private String text() {
        return Json.write(draft.document(), false);
    }

    @Test
    void anUneditedDraftIsTheDocument() {
        assertThat(draft.document()).isEqualTo(document);
        assertThat(draft.touched()).isEmpty();
    }

    @Test
    void anEntryIsReplacedWhereItStands() {
        draft.put(EntryKind.SERVICE, "altitude", Map.of("name", "Height"));

        assertThat(draft.entries(EntryKind.SERVICE).keySet()).containsExactly("altitude", "rivers");
        assertThat(text()).contains("{\"key\":\"altitude\",\"name\":\"Height\"}");
    }

    @Test
    void aNewEntryIsTheLast() {
        draft.put(EntryKind.SERVICE, "lakes", with(WFS, "\"key\": \"something\""));

        assertThat(draft.entries(EntryKind.SERVICE).keySet()).containsExactly("altitude", "rivers", "lakes");
    }

    @Test
    void referencesFollowARename() {
        draft.rename(EntryKind.SERVICE, "altitude", "height");

        assertThat(draft.entries(EntryKind.SERVICE).keySet()).containsExactly("height", "rivers");
        assertThat(text())
                .contains(
                        "\"service_keys\":[\"rivers\",\"height\"]",
                        "\"service_keys\":[\"height\"],\"group_type\":\"graph\"");
        draft.rename(EntryKind.GROUP, "dry", "wet");
        assertThat(text()).contains("\"group_keys\":[\"wet\",\"water\"]");
    }

    @Test
    void referencesAreTheEntriesThatHoldAKey() {
        assertThat(draft.references(EntryKind.SERVICE, "altitude"))
                .extracting(Entry::path)
                .containsExactly("groups/water", "groups/dry");
        assertThat(draft.references(EntryKind.GROUP, "dry"))
                .extracting(Entry::path)
                .containsExactly("collections/all");
        assertThat(draft.references(EntryKind.COLLECTION, "all")).isEmpty();
    }

    @Test
    void aDetachedKeyIsReferredToNoLonger() {
        draft.detach(EntryKind.SERVICE, "altitude");
        draft.remove(EntryKind.SERVICE, "altitude");

        assertThat(text()).doesNotContain("altitude").contains("\"service_keys\":[]");
    }

    @Test
    void theDocumentItWasMadeOfStaysAsItIs() {
        String before = Json.write(document, false);
        draft.rename(EntryKind.SERVICE, "altitude", "height");
        draft.detach(EntryKind.GROUP, "dry");
        draft.clear();

        assertThat(Json.write(document, false)).isEqualTo(before);
        assertThat(text()).isEqualTo("{\"service\":[],\"group\":[],\"collection\":[]}");
    }
}
