package org.geocontext.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.geocontext.cache.AnswerCache;
import org.geocontext.cache.CacheKey;
import org.geocontext.cache.CacheSettings;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.cache.CachedAnswer;
import org.geocontext.cache.Hit;
import org.geocontext.cache.IdentityMemo;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Answers that services gave before, found again wherever they are still true. Shared by the planner and the engine;
 * thread-safe.
 */
public final class AnswerMemory implements AutoCloseable {

    /** One answer may take so much of the whole. */
    private static final double LARGEST_SHARE = 1.0 / 16;

    private static final int BYTES_OF_A_POSITION = 2 * Double.BYTES;

    private final AnswerSettings settings;
    private final AnswerCache<StoredAnswer> cache;
    private final IdentityMemo<ServiceDefinition, ServiceTraits> traits = new IdentityMemo<>(ServiceTraits::of);

    private AnswerMemory(AnswerSettings settings, AnswerCache<StoredAnswer> cache) {
        this.settings = settings;
        this.cache = cache;
    }

    /**
     * Opens the memory; what an earlier session left is there as soon as it has been read.
     *
     * @param directory for nothing but this memory's files; null to forget everything at the end
     * @param metrics where its meters are shown
     */
    public static AnswerMemory open(AnswerSettings settings, @Nullable Path directory, GeoContextMetrics metrics) {
        CacheSettings cacheSettings =
                new CacheSettings(settings.maxBytes(), settings.staleIfError(), settings.isOff() ? null : directory);
        return new AnswerMemory(settings, AnswerCache.open(cacheSettings, new StoredAnswerCodec(), metrics));
    }

    /** A memory that keeps nothing. */
    public static AnswerMemory none() {
        return new AnswerMemory(
                AnswerSettings.OFF,
                AnswerCache.open(new CacheSettings(0, Duration.ZERO, null), new StoredAnswerCodec()));
    }

    /** How far to look around a point for a service. */
    double searchMetres(ServiceDefinition service, double toleranceMetres) {
        return isKept(service) ? toleranceMetres + settings.radiusMetres() : toleranceMetres;
    }

    private boolean isKept(ServiceDefinition service) {
        return !settings.isOff() && traits.of(service).kept();
    }

    /** An answer that is good still. */
    Optional<Recalled> recall(Lookup lookup, FeaturesMode mode) {
        return find(lookup, mode, cache::find);
    }

    /** An answer that may stand in for a failing origin. */
    Optional<Recalled> recallStale(Lookup lookup, FeaturesMode mode) {
        return find(lookup, mode, cache::findStale);
    }

    private interface Finder {
        Optional<Hit<StoredAnswer>> find(CacheKey key, LonLat point);
    }

    /** Answers with geometries will do for whoever wants none. */
    private Optional<Recalled> find(Lookup lookup, FeaturesMode mode, Finder finder) {
        if (!isKept(lookup.service())) {
            return Optional.empty();
        }
        ServiceTraits service = traits.of(lookup.service());
        Optional<Hit<StoredAnswer>> hit = finder.find(service.key(lookup, mode, true), lookup.point());
        if (hit.isEmpty() && !lookup.geometry()) {
            hit = finder.find(service.key(lookup, mode, false), lookup.point());
        }
        return hit.map(found -> new Recalled(lookup, found));
    }

    /** Counts that a service had to be asked. */
    void missed(ServiceDefinition service) {
        if (isKept(service)) {
            cache.missed(service.key());
        }
    }

    /** Keeps an answer for wherever it is true, unless many others would have to go for it. */
    void keep(Lookup lookup, FeaturesMode mode, Step.Answer answer) {
        if (!isKept(lookup.service()) || isTooLarge(answer)) {
            return;
        }
        ServiceTraits service = traits.of(lookup.service());
        CacheKey key = service.key(lookup, mode, true);
        if (AnswerRules.overlap(lookup, answer)) {
            cache.seenOverlapping(key);
        }
        boolean overlaps = lookup.service().overlaps() || cache.isOverlapping(key);
        AnswerRules.Keeping keeping = AnswerRules.keeping(lookup, mode, answer, service.asksByPoint(), overlaps);
        cache.put(
                service.key(lookup, mode, keeping.geometries()),
                new CachedAnswer<>(
                        keeping.answer(),
                        answer.url(),
                        keeping.validity(),
                        answer.askedAt(),
                        lookup.service().cacheDuration()));
    }

    private boolean isTooLarge(Step.Answer answer) {
        long positions = 0;
        for (Candidate candidate : answer.candidates()) {
            Geometry geometry = candidate.geometry();
            positions += geometry == null ? 0 : geometry.getNumPoints();
        }
        return positions * BYTES_OF_A_POSITION > LARGEST_SHARE * settings.maxBytes();
    }

    public CacheStatistics statistics() {
        return cache.statistics();
    }

    /** Forgets everything about these services, by key. */
    public void clear(Set<String> services) {
        cache.clear(services);
    }

    /** Forgets everything. */
    public void clearAll() {
        cache.clearAll();
    }

    /** Writes what is to be written and ends every thread. */
    @Override
    public void close() {
        cache.close();
    }
}
