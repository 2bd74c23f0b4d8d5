package org.geocontext.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.geocontext.app.Version;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;

/** {@code /status}: which host this is, who asks, what there is for him, and for administrators what is wrong. */
final class StatusResource implements RestResource {

    private final RestHost host;

    StatusResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "status";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(RestOperation.get("/status", this::show));
    }

    private RestReply show(RestRequest request) {
        Caller caller = request.caller();
        boolean administrator = caller.administrator();
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("version", Version.CURRENT);
        status.put("host", host.name());
        status.put("user", caller.name());
        status.put("administrator", administrator);
        status.put("language", language(request));
        status.put("counts", counts(host.engine().catalogue(caller)));
        status.put(
                "problems",
                administrator ? Problems.trees(host.catalogue().load().problems()) : List.of());
        status.put("file_problems", administrator ? fileProblems() : List.of());
        status.put("catalogue_tag", host.catalogue().tag());
        status.put("writable", administrator);
        return RestReply.json(200, status);
    }

    /** What is wrong with the documents as they are now. */
    private List<String> fileProblems() {
        return Stream.of(host.catalogue().problem(), host.settings().problem())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The language that the caller wants most, as in {@code de}; English where he does not say. */
    private static String language(RestRequest request) {
        try {
            return request.header("Accept-Language").map(Locale.LanguageRange::parse).stream()
                    .flatMap(List::stream)
                    .map(range -> Locale.forLanguageTag(range.getRange()).getLanguage())
                    .filter(language -> !language.isEmpty())
                    .findFirst()
                    .orElse("en");
        } catch (IllegalArgumentException e) {
            return "en";
        }
    }

    private static Map<String, Object> counts(Catalogue catalogue) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("services", catalogue.services().size());
        counts.put("groups", catalogue.groups().size());
        counts.put("collections", catalogue.collections().size());
        return counts;
    }
}
