package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.jspecify.annotations.Nullable;

/**
 * What there is on a server. Immutable.
 *
 * @param version of the protocol or the server; empty if it does not say
 * @param title may be empty
 * @param candidates its layers that were wanted
 * @param services of an ArcGIS directory, to be looked at one by one
 * @param warnings sentences
 */
record ServerListing(
        QueryType type,
        String version,
        String title,
        List<Candidate> candidates,
        List<Service> services,
        List<String> warnings) {

    /** More are not shown at once. */
    static final int MOST_CANDIDATES = 2000;

    /** @param kind as in {@code MapServer} */
    record Service(String title, String kind, String url) {}

    ServerListing {
        candidates = List.copyOf(candidates);
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }

    ServerListing with(List<Candidate> others, List<String> moreWarnings) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(moreWarnings);
        return new ServerListing(type, version, title, others, services, all);
    }

    /** As JSON. */
    Map<String, @Nullable Object> tree(BrowseRequest request, FreeKeys keys) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("type", type.label());
        tree.put("version", version);
        tree.put("title", title);
        tree.put("total", candidates.size());
        tree.put(
                "candidates",
                candidates.stream()
                        .limit(MOST_CANDIDATES)
                        .map(candidate -> candidate.tree(request, keys))
                        .toList());
        tree.put("services", services.stream().map(ServerListing::tree).toList());
        tree.put("warnings", warnings());
        return tree;
    }

    private static Map<String, Object> tree(Service service) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("title", service.title());
        tree.put("kind", service.kind());
        tree.put("url", service.url());
        return tree;
    }
}
