package org.geocontext.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.geocontext.admin.HealthResult.Fix;
import org.geocontext.admin.HealthResult.Probe;
import org.jspecify.annotations.Nullable;

/** How services do, as JSON has it. */
final class HealthViews {

    private HealthViews() {}

    /** For lists of services. */
    static Map<String, @Nullable Object> brief(HealthResult result) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("state", word(result.state()));
        tree.put("checked_at", result.checkedAt().toString());
        tree.put("reason", result.reason());
        tree.put("elapsed_ms", result.elapsedMillis());
        return tree;
    }

    /** @param all whether also what only administrators are shown */
    static Map<String, @Nullable Object> whole(HealthResult result, boolean all) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("key", result.service().key());
        tree.put("name", result.service().name());
        tree.put("state", word(result.state()));
        tree.put("reason", result.reason());
        tree.put("message", all ? result.message() : null);
        tree.put("expected", result.expected());
        tree.put("value", result.value());
        tree.put("elapsed_ms", result.elapsedMillis());
        tree.put("checked_at", result.checkedAt().toString());
        tree.put(
                "probes", all ? result.probes().stream().map(HealthViews::probe).toList() : List.of());
        return tree;
    }

    private static Map<String, @Nullable Object> probe(Probe probe) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", word(probe.kind()));
        tree.put("state", probe.found() ? "ok" : "failed");
        tree.put("message", probe.message());
        Fix fix = probe.fix();
        if (fix != null) {
            Map<String, Object> offered = new LinkedHashMap<>();
            offered.put("id", fix.id());
            offered.put("title", fix.title());
            offered.put("patch", fix.patch());
            tree.put("fix", offered);
        }
        return tree;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
