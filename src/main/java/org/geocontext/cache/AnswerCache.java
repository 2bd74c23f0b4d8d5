package org.geocontext.cache;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.geocontext.geo.LonLat;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Answers that know where and how long they are true, found again for any point there. Of several, the one asked last
 * answers. Bounded by the bytes that they take in memory; what is asked for often stays. Thread-safe.
 *
 * <p>With a directory it survives restarts: what was put a second before the process ended, however it did, is there
 * again, read in the background after the start. A directory that another process uses, or that cannot be used at all,
 * is told by the log and the statistics, and leaves a cache in memory.
 *
 * @param <V> what an answer is
 */
public final class AnswerCache<V> implements AutoCloseable {

    private final CacheSettings settings;
    private final ValueCodec<V> codec;
    private final InstantSource clock;
    private final EntryStore store;
    private final Journaling journaling;

    AnswerCache(CacheSettings settings, ValueCodec<V> codec, InstantSource clock) {
        this.settings = settings;
        this.codec = codec;
        this.clock = clock;
        this.store = new EntryStore(settings, clock);
        this.journaling = Journaling.start(settings.directory(), codec.version(), store);
    }

    /** Opens a cache whose meters nobody sees; earlier answers are found as soon as they have been read. */
    public static <V> AnswerCache<V> open(CacheSettings settings, ValueCodec<V> codec) {
        return new AnswerCache<>(settings, codec, Clock.systemUTC());
    }

    /**
     * Opens a cache; earlier answers are found as soon as they have been read.
     *
     * @param metrics where its meters are shown
     */
    public static <V> AnswerCache<V> open(CacheSettings settings, ValueCodec<V> codec, GeoContextMetrics metrics) {
        AnswerCache<V> cache = open(settings, codec);
        cache.show(metrics);
        return cache;
    }

    private void show(GeoContextMetrics metrics) {
        for (HitKind kind : HitKind.values()) {
            metrics.watchCount(Meter.CACHE_HITS, "kind", kind.code(), () -> sum(counters -> counters.hits(kind)));
        }
        metrics.watchCount(Meter.CACHE_MISSES, () -> sum(ServiceCounters::misses));
        metrics.watchCount(Meter.CACHE_STALE, () -> sum(ServiceCounters::stale));
        metrics.watchCount(Meter.CACHE_EVICTIONS, () -> sum(ServiceCounters::evictions));
        metrics.watch(Meter.CACHE_ENTRIES, store::size);
        metrics.watch(Meter.CACHE_BYTES, store::weight);
    }

    private long sum(ToLongFunction<ServiceCounters> figure) {
        return store.counters().stream().mapToLong(figure).sum();
    }

    /** Keeps an answer. It takes the place of an older one for the same. */
    public void put(CacheKey key, CachedAnswer<V> answer) {
        Entry entry = store.keep(key, KeptAnswer.of(answer, codec));
        if (entry != null) {
            journaling.append(entry);
        }
    }

    /** An answer that is still good, and true at this point. Counts as a hit only once {@link Hit#use} is told. */
    public Optional<Hit<V>> find(CacheKey key, LonLat point) {
        return find(key, point, false);
    }

    /**
     * An answer that may stand in while the origin fails, whether it is still good or not. Counts only once
     * {@link Hit#use} is told.
     */
    public Optional<Hit<V>> findStale(CacheKey key, LonLat point) {
        return find(key, point, true);
    }

    private Optional<Hit<V>> find(CacheKey key, LonLat point, boolean stale) {
        double lon = Spot.eastern(point.lon());
        double lat = point.lat() + 0.0;
        long now = clock.millis();
        long goodAfter = stale ? now - settings.staleIfError().toMillis() : now;
        Entry entry = store.find(key, lon, lat, goodAfter);
        if (entry == null) {
            return Optional.empty();
        }
        HitKind kind = entry.shape().kind(lon, lat);
        ServiceCounters counters = store.counters(key.service());
        Runnable use = stale ? counters::servedStale : () -> counters.hit(kind);
        return Optional.of(new Hit<>(entry, codec, kind, now, use));
    }

    /** Counts that a service had to be asked. */
    public void missed(String service) {
        store.counters(service).missed();
    }

    /**
     * Tells that features of the layer overlap, so that being inside one says nothing about others: answers valid
     * inside an area are dropped and no longer taken, for every key of the same fingerprint, after a restart too.
     */
    public void seenOverlapping(CacheKey key) {
        Overlap overlap = new Overlap(key.service(), clock.millis());
        if (store.markOverlapping(key.fingerprint(), overlap)) {
            journaling.overlaps(key.fingerprint(), overlap);
        }
    }

    /** Whether {@link #seenOverlapping} was told. */
    public boolean isOverlapping(CacheKey key) {
        return store.isOverlapping(key.fingerprint());
    }

    /** Forgets everything about these services, on disk too; also answers that were asked before and arrive later. */
    public void clear(Set<String> services) {
        clearUntilNow(Set.copyOf(services));
    }

    /** As {@link #clear} for every service. */
    public void clearAll() {
        clearUntilNow(null);
    }

    private void clearUntilNow(@Nullable Set<String> services) {
        long now = clock.millis();
        store.clear(services, now);
        journaling.clear(services, now);
    }

    public CacheStatistics statistics() {
        Map<String, CacheStatistics.Counts> services = store.counts();
        CacheStatistics.Counts total =
                services.values().stream().reduce(CacheStatistics.Counts.NONE, CacheStatistics.Counts::plus);
        return new CacheStatistics(total, services, settings.maxBytes(), journaling.state());
    }

    /** Completes when what earlier sessions left has been read. */
    CompletableFuture<Void> loaded() {
        return journaling.loaded();
    }

    /** Returns when everything put by now is on disk. */
    void flush() {
        journaling.flush();
    }

    /** Writes what is to be written and ends every thread. Answers put from now on are kept in memory only. */
    @Override
    public void close() {
        journaling.close();
    }
}
