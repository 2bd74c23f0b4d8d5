package org.geocontext.app;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.cache.CacheStatistics.Counts;
import org.geocontext.cache.HitKind;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.KeySuggestions;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.JsonOut;
import org.geocontext.query.InvalidRequestException;

/** The cache as administrators of a host see it. Thread-safe. */
public final class CacheView {

    private static final String SERVICE = "service";
    private static final String COLLECTION = "collection";

    private final GeoContext geoContext;

    public CacheView(GeoContext geoContext) {
        this.geoContext = geoContext;
    }

    /**
     * Writes the statistics as UTF-8 JSON, indented, and leaves the target open; {@code doc/rest.md} tells the members.
     * Services that do not exist for the caller are only in the totals.
     */
    public void write(Caller caller, OutputStream target) throws IOException {
        Catalogue visible = geoContext.catalogue(caller);
        write(
                geoContext.cacheStatistics(),
                key -> caller.administrator() || visible.findService(key).isPresent(),
                target);
    }

    static void write(CacheStatistics statistics, Predicate<String> shown, OutputStream target) throws IOException {
        try (JsonOut out = JsonOut.to(target, true)) {
            out.startObject()
                    .member("max_bytes", statistics.maxBytes())
                    .member("persistence", statistics.persistence())
                    .name("total");
            counts(statistics.total(), out);
            out.startObject("services");
            for (Map.Entry<String, Counts> service : statistics.services().entrySet()) {
                if (shown.test(service.getKey())) {
                    out.name(service.getKey());
                    counts(service.getValue(), out);
                }
            }
            out.endObject().endObject();
        }
        target.write('\n');
    }

    private static void counts(Counts counts, JsonOut out) throws IOException {
        out.startObject()
                .member("entries", counts.entries())
                .member("bytes", counts.bytes())
                .startObject("hits");
        for (HitKind kind : HitKind.values()) {
            out.member(kind.code(), counts.hits().getOrDefault(kind, 0L));
        }
        out.endObject()
                .member("misses", counts.misses())
                .member("stale", counts.stale())
                .member("evictions", counts.evictions())
                .endObject();
    }

    /**
     * Forgets answers: of services, of a collection's services, or without parameters all of them.
     *
     * @param parameters {@code service}, which may be repeated, or {@code collection}
     * @throws InvalidRequestException for any other parameter, for both of them, and for an unknown key
     */
    public void clear(Map<String, List<String>> parameters) throws InvalidRequestException {
        for (String name : parameters.keySet()) {
            if (!name.equals(SERVICE) && !name.equals(COLLECTION)) {
                throw new InvalidRequestException(
                        name, name + ": no such parameter (expected: service, collection, or none for everything)");
            }
        }
        if (parameters.containsKey(SERVICE) && parameters.containsKey(COLLECTION)) {
            throw new InvalidRequestException(COLLECTION, "collection: beside service (expected: only one of them)");
        } else if (parameters.containsKey(COLLECTION)) {
            geoContext.clearCacheOfCollection(only(parameters));
        } else if (parameters.containsKey(SERVICE)) {
            geoContext.clearCache(known(parameters.get(SERVICE)));
        } else {
            geoContext.clearCache();
        }
    }

    private static String only(Map<String, List<String>> parameters) throws InvalidRequestException {
        InputTexts texts = new InputTexts(parameters);
        texts.requireOnce(COLLECTION);
        String key = texts.one(COLLECTION);
        if (key == null) {
            throw new InvalidRequestException(COLLECTION, "collection: blank (expected: a key)");
        }
        return key;
    }

    /** A service that has left the catalogue may still have answers. */
    private List<String> known(List<String> keys) throws InvalidRequestException {
        Set<String> known =
                new HashSet<>(geoContext.cacheStatistics().services().keySet());
        geoContext.catalogue(Caller.ADMINISTRATOR).services().stream()
                .map(ServiceDefinition::key)
                .forEach(known::add);
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new InvalidRequestException(
                        SERVICE,
                        "service: " + InvalidRequestException.shown(key)
                                + " is neither in the catalogue nor in the cache (closest: "
                                + String.join(", ", KeySuggestions.closest(key, known)) + ")");
            }
        }
        return keys;
    }
}
