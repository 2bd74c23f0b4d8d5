package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.app.SettingsReader;
import org.geocontext.app.SettingsReference;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.DocumentConflictException;
import org.geocontext.codec.MergePatch;
import org.jspecify.annotations.Nullable;

/** {@code /settings}: what is set, what could be, and how to change it. In use from the next query on. */
final class SettingsResource implements RestResource {

    private static final String PATH = "/settings";
    private static final String EXAMPLE = "{\"timeout_s\": 10, …}";

    private final RestHost host;

    SettingsResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "settings";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.of("GET", PATH, Access.ADMINISTER, this::show),
                RestOperation.of(
                        "PUT", PATH, Access.ADMINISTER, request -> edit(request, (now, given) -> withoutNulls(given))),
                RestOperation.of("PATCH", PATH, Access.ADMINISTER, request -> edit(request, MergePatch::apply)),
                // GeoServer's own rules forbid PATCH.
                RestOperation.of("POST", PATH, Access.ADMINISTER, request -> edit(request, MergePatch::apply)));
    }

    private RestReply show(RestRequest request) {
        SettingsStore store = host.settings();
        Map<String, @Nullable Object> members = store.members();
        Map<String, @Nullable Object> effective = new LinkedHashMap<>(SettingsReader.defaults());
        members.forEach((name, value) -> {
            if (value != null) {
                effective.put(name, value);
            }
        });
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("settings", effective);
        tree.put("set", members.keySet());
        tree.put("problem", store.problem().orElse(null));
        tree.put("reference", reference());
        return RestReply.json(200, tree).withTag(store.tag());
    }

    private static List<Map<String, @Nullable Object>> reference() {
        Map<String, Object> defaults = SettingsReader.defaults();
        List<Map<String, @Nullable Object>> reference = new ArrayList<>();
        for (SettingsReference.Setting setting : SettingsReference.ALL) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("name", setting.name());
            tree.put("type", setting.type().word());
            tree.put("default", defaults.get(setting.name()));
            tree.put("min", limit(setting, setting.min()));
            tree.put("max", limit(setting, setting.max()));
            tree.put("unit", setting.unit());
            tree.put("description", setting.description());
            reference.add(tree);
        }
        return reference;
    }

    private static @Nullable Number limit(SettingsReference.Setting setting, @Nullable Double limit) {
        if (limit == null || setting.type() != SettingsReference.Type.INTEGER) {
            return limit;
        }
        return limit.longValue();
    }

    /** Makes the document's next members of those it has and those that were sent. */
    @FunctionalInterface
    private interface Change {
        Map<String, @Nullable Object> apply(Map<String, @Nullable Object> now, Map<String, @Nullable Object> given);
    }

    private RestReply edit(RestRequest request, Change change) throws RestException {
        Map<String, @Nullable Object> given = JsonBodies.object(request, EXAMPLE);
        SettingsStore store = host.settings();
        try {
            store.edit((Map<String, @Nullable Object> now) -> {
                EntityTags.require(request, Optional.of(store.tag()));
                return change.apply(now, given);
            });
        } catch (DocumentConflictException e) {
            throw RestException.conflict(
                    "What is in the file now cannot be read, so that nothing can be changed: " + e.getMessage(),
                    "a file that is repaired by hand");
        } catch (CatalogueException e) {
            throw refused(store, String.valueOf(e.getMessage()));
        }
        return show(request);
    }

    private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> given) {
        return MergePatch.apply(Map.of(), given);
    }

    /** The message is the document's name, the setting and what is wrong with it. */
    private static RestException refused(SettingsStore store, String message) {
        String sentence = message.startsWith(store.name() + ": ")
                ? message.substring(store.name().length() + 2)
                : message;
        String field = sentence.split(":", 2)[0];
        return field.matches("[a-z_0-9]+")
                ? new RestException(400, field, sentence, null)
                : new RestException(500, null, message, null);
    }
}
