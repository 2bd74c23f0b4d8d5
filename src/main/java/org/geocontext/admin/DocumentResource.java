package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueImport;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.DocumentStore;
import org.jspecify.annotations.Nullable;

/** {@code /catalogue}: the catalogue as a whole, its export and import, and what it was before. */
final class DocumentResource implements RestResource {

    private static final String ID = "id";
    private static final String DRY_RUN = "dry_run";
    private static final String MODE = "mode";

    private final RestHost host;

    DocumentResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "catalogue";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.get("/catalogue", this::export),
                RestOperation.of("POST", "/catalogue", Access.ADMINISTER, this::merge),
                RestOperation.of("GET", "/catalogue/versions", Access.ADMINISTER, this::versions),
                RestOperation.of("POST", "/catalogue/versions/{" + ID + "}", Access.ADMINISTER, this::restore));
    }

    private RestReply export(RestRequest request) {
        CatalogueStore store = host.catalogue();
        String tag = store.tag();
        Map<String, @Nullable Object> document = new EntryViews(store.load(), request.caller()).document();
        return RestReply.json(200, document)
                .withTag(request.caller().administrator() ? tag : EntityTags.of(document))
                .withHeader("Content-Disposition", "inline; filename=\"catalogue.json\"");
    }

    private RestReply merge(RestRequest request) throws RestException {
        boolean replace = isReplacing(request);
        boolean dryRun = request.flag(DRY_RUN);
        CatalogueStore store = host.catalogue();
        ImportEdit arriving = new ImportEdit(store, arriving(request), replace);
        CatalogueStore.Edit<RestException> edit = draft -> {
            EntityTags.require(request, Optional.of(store.tag()));
            arriving.apply(draft);
        };
        CatalogueLoad before = store.load();
        CatalogueLoad after = CatalogueEdits.attempt(() -> dryRun ? store.preview(edit) : store.repair(edit));
        return RestReply.json(200, ChangeReport.of(before, after).tree(arriving.problems(after), !dryRun));
    }

    private static boolean isReplacing(RestRequest request) throws RestException {
        String mode = request.parameter(MODE).orElse("merge");
        if (!mode.equals("merge") && !mode.equals("replace")) {
            throw RestException.badInput(MODE, "mode: " + RestRequest.shown(mode), "merge or replace");
        }
        return mode.equals("replace");
    }

    private static Map<String, @Nullable Object> arriving(RestRequest request) throws RestException {
        try {
            return CatalogueImport.document(JsonBodies.tree(request));
        } catch (CatalogueException e) {
            throw new RestException(400, null, String.valueOf(e.getMessage()), null);
        }
    }

    private RestReply versions(RestRequest request) throws RestException {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (DocumentStore.Version version :
                CatalogueEdits.attempt(() -> host.catalogue().versions())) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("id", version.id());
            tree.put("saved_at", version.savedAt().toString());
            tree.put("bytes", version.bytes());
            trees.add(tree);
        }
        return RestReply.json(200, trees);
    }

    private RestReply restore(RestRequest request) throws RestException {
        CatalogueStore store = host.catalogue();
        String id = request.variable(ID);
        boolean dryRun = request.flag(DRY_RUN);
        CatalogueLoad before = store.load();
        CatalogueLoad after = CatalogueEdits.attempt(() -> dryRun ? store.version(id) : store.restore(id))
                .orElseThrow(() -> RestException.notFound("version: there is none " + RestRequest.shown(id)));
        return RestReply.json(200, ChangeReport.of(before, after).tree(after.problems(), !dryRun));
    }
}
