package org.geocontext.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code /services}, {@code /groups} and {@code /collections}: the entries of the catalogue as they stand in its file,
 * without secrets, which can be written only.
 */
final class CatalogueResource implements RestResource {

    private static final String KEY = "key";

    private final RestHost host;
    private final HealthChecks health;

    CatalogueResource(RestHost host, HealthChecks health) {
        this.host = host;
        this.health = health;
    }

    @Override
    public String topic() {
        return "entries";
    }

    @Override
    public List<RestOperation> operations() {
        List<RestOperation> operations = new ArrayList<>();
        for (EntryKind kind : EntryKind.values()) {
            String list = "/" + kind.plural();
            String entry = list + "/{" + KEY + "}";
            operations.add(RestOperation.get(list, request -> list(kind, request)));
            operations.add(RestOperation.of("POST", list, Access.ADMINISTER, request -> create(kind, request)));
            operations.add(RestOperation.get(entry, request -> show(kind, request)));
            operations.add(RestOperation.of("PUT", entry, Access.ADMINISTER, request -> replace(kind, request)));
            operations.add(RestOperation.of("PATCH", entry, Access.ADMINISTER, request -> patch(kind, request)));
            // GeoServer's own rules forbid PATCH.
            operations.add(RestOperation.of("POST", entry, Access.ADMINISTER, request -> patch(kind, request)));
            operations.add(RestOperation.of("DELETE", entry, Access.ADMINISTER, request -> delete(kind, request)));
        }
        return operations;
    }

    private CatalogueStore store() {
        return host.catalogue();
    }

    private RestReply list(EntryKind kind, RestRequest request) {
        EntryViews views = new EntryViews(store().load(), request.caller());
        List<Map<String, @Nullable Object>> lines =
                views.list(kind, request.parameter("search").orElse(""));
        if (kind == EntryKind.SERVICE) {
            lines.forEach(this::addHealth);
        }
        return RestReply.json(200, Map.of(kind.plural(), lines)).withTag(EntityTags.of(lines));
    }

    private void addHealth(Map<String, @Nullable Object> line) {
        store().get()
                .findService(String.valueOf(line.get(KEY)))
                .flatMap(health::find)
                .ifPresent(result -> line.put("health", HealthViews.brief(result)));
    }

    private RestReply show(EntryKind kind, RestRequest request) throws RestException {
        return entry(200, kind, request.variable(KEY), request);
    }

    private RestReply entry(int status, EntryKind kind, String key, RestRequest request) throws RestException {
        EntryViews views = new EntryViews(store().load(), request.caller());
        return RestReply.json(status, views.entry(kind, key)).withTag(views.tag(kind, key));
    }

    private RestReply create(EntryKind kind, RestRequest request) throws RestException {
        String key = CatalogueEdits.create(store(), kind, body(request));
        return entry(201, kind, key, request).withHeader("Location", location(kind, key, request));
    }

    private RestReply replace(EntryKind kind, RestRequest request) throws RestException {
        String key = request.variable(KEY);
        boolean existed = CatalogueEdits.replace(store(), kind, key, body(request), request);
        RestReply reply = entry(existed ? 200 : 201, kind, key, request);
        return existed ? reply : reply.withHeader("Location", location(kind, key, request));
    }

    private RestReply patch(EntryKind kind, RestRequest request) throws RestException {
        String key = CatalogueEdits.patch(store(), kind, request.variable(KEY), body(request), request);
        RestReply reply = entry(200, kind, key, request);
        return key.equals(request.variable(KEY))
                ? reply
                : reply.withHeader("Content-Location", location(kind, key, request));
    }

    private RestReply delete(EntryKind kind, RestRequest request) throws RestException {
        CatalogueEdits.delete(store(), kind, request.variable(KEY), request.flag("detach"), request);
        return RestReply.nothing();
    }

    private static Map<String, @Nullable Object> body(RestRequest request) throws RestException {
        return JsonBodies.object(request, "{\"key\": \"rivers\", \"name\": \"Rivers\", …}");
    }

    private static String location(EntryKind kind, String key, RestRequest request) {
        return request.baseUrl() + "/" + kind.plural() + "/" + key;
    }
}
