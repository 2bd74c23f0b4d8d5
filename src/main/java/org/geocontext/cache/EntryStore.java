package org.geocontext.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in memory: Caffeine decides which of them stay, an index for each key finds them by position. Thread-safe.
 *
 * <p>An entry comes into its index first and into Caffeine after that, and is marked when it goes, so that one that is
 * thrown out between the two stays in neither. Indexes change within {@code compute}, one that is empty goes.
 */
final class EntryStore implements Journal.Memory {

    private final long staleMillis;
    private final InstantSource clock;
    private final Cache<Entry, Entry> entries;
    private final ConcurrentMap<CacheKey, AnswerIndex> indexes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ServiceCounters> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<Fingerprint, Overlap> overlapping = new ConcurrentHashMap<>();

    /** By service: nothing is taken that was asked before. */
    private final ConcurrentMap<String, Long> clearedUntil = new ConcurrentHashMap<>();

    private final AtomicLong allClearedUntil = new AtomicLong(Long.MIN_VALUE);

    EntryStore(CacheSettings settings, InstantSource clock) {
        this.staleMillis = settings.staleIfError().toMillis();
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(settings.maxBytes())
                .weigher((Entry entry, Entry same) -> entry.weight())
                .expireAfter(Expiry.creating((Entry entry, Entry same) -> untilUseless(entry)))
                .evictionListener((entry, same, cause) -> onEviction(entry))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    private Duration untilUseless(Entry entry) {
        return Duration.ofMillis(Math.max(0, entry.goodUntil() + staleMillis - clock.millis()));
    }

    /** Whether it would be of no use, even to stand in for a failing origin. */
    boolean isUseless(KeptAnswer answer) {
        return answer.goodUntil() + staleMillis <= clock.millis();
    }

    /** Keeps an answer; null if there is a newer one for the same, or it is refused. */
    @Nullable
    Entry keep(CacheKey key, KeptAnswer answer) {
        if (isRefused(key, answer)) {
            return null;
        }
        AnswerIndex.Addition[] result = {AnswerIndex.Addition.NONE};
        indexes.compute(key, (same, known) -> {
            AnswerIndex index = known == null ? new AnswerIndex(key, counters(key.service())) : known;
            result[0] = index.add(answer);
            return index;
        });
        AnswerIndex.Addition addition = result[0];
        addition.superseded().forEach(this::forget);
        Entry entry = addition.entry();
        if (entry != null) {
            entries.put(entry, entry);
            if (entry.isRemoved()) {
                entries.invalidate(entry);
            } else if (isRefused(key, answer)) {
                remove(entry);
            }
        }
        return entry;
    }

    private boolean isRefused(CacheKey key, KeptAnswer answer) {
        return answer.askedAt() < allClearedUntil.get()
                || answer.askedAt() < clearedUntil.getOrDefault(key.service(), Long.MIN_VALUE)
                || (answer.shape() instanceof Area && isOverlapping(key.fingerprint()));
    }

    /**
     * The entry asked last that holds at a position and was good after a time; null if there is none. That it was of
     * use is remembered.
     */
    @Nullable
    Entry find(CacheKey key, double lon, double lat, long goodAfter) {
        AnswerIndex index = indexes.get(key);
        Entry newest = index == null ? null : index.newest(lon, lat, goodAfter);
        return newest == null ? null : entries.getIfPresent(newest);
    }

    ServiceCounters counters(String service) {
        ServiceCounters known = counters.get(service);
        return known != null ? known : counters.computeIfAbsent(service, key -> new ServiceCounters());
    }

    /** Drops the areas of a layer and refuses new ones. Returns whether that is new. */
    boolean markOverlapping(Fingerprint fingerprint, Overlap overlap) {
        boolean isNew = overlapping.putIfAbsent(fingerprint, overlap) == null;
        if (isNew) {
            removeIf(index -> index.key().fingerprint().equals(fingerprint), entry -> entry.shape() instanceof Area);
        }
        return isNew;
    }

    boolean isOverlapping(Fingerprint fingerprint) {
        return overlapping.containsKey(fingerprint);
    }

    /** Forgets what was asked about these services, or all if null, until a time. */
    void clear(@Nullable Set<String> services, long until) {
        if (services == null) {
            allClearedUntil.accumulateAndGet(until, Math::max);
        } else {
            services.forEach(service -> clearedUntil.merge(service, until, Math::max));
        }
        removeIf(
                index -> services == null || services.contains(index.key().service()),
                entry -> entry.askedAt() <= until);
        overlapping
                .values()
                .removeIf(overlap ->
                        (services == null || services.contains(overlap.service())) && overlap.seenAt() <= until);
    }

    private void removeIf(Predicate<AnswerIndex> which, Predicate<Entry> condition) {
        List<Entry> found = new ArrayList<>();
        for (AnswerIndex index : indexes.values()) {
            if (which.test(index)) {
                index.forEach(entry -> {
                    if (condition.test(entry)) {
                        found.add(entry);
                    }
                });
            }
        }
        found.forEach(this::remove);
    }

    private void remove(Entry entry) {
        removeFromIndex(entry);
        forget(entry);
    }

    private void forget(Entry entry) {
        entry.remove();
        entries.invalidate(entry);
    }

    private void onEviction(@Nullable Entry entry) {
        if (entry != null) {
            entry.remove();
            removeFromIndex(entry);
            counters(entry.key().service()).evicted();
        }
    }

    private void removeFromIndex(Entry entry) {
        indexes.computeIfPresent(entry.key(), (key, index) -> {
            index.remove(entry);
            return index.isEmpty() ? null : index;
        });
    }

    @Override
    public Iterable<Entry> entries() {
        return entries.asMap().keySet();
    }

    @Override
    public Map<Fingerprint, Overlap> overlapping() {
        return Map.copyOf(overlapping);
    }

    @Override
    public long weight() {
        return indexes.values().stream().mapToLong(AnswerIndex::bytes).sum();
    }

    Collection<ServiceCounters> counters() {
        return counters.values();
    }

    long size() {
        return indexes.values().stream().mapToLong(AnswerIndex::entries).sum();
    }

    /** By service. */
    Map<String, CacheStatistics.Counts> counts() {
        entries.cleanUp();
        Map<String, Long> held = new HashMap<>();
        Map<String, Long> bytes = new HashMap<>();
        for (AnswerIndex index : indexes.values()) {
            held.merge(index.key().service(), index.entries(), Long::sum);
            bytes.merge(index.key().service(), index.bytes(), Long::sum);
        }
        Map<String, CacheStatistics.Counts> counts = new HashMap<>();
        counters.forEach((service, counter) ->
                counts.put(service, counter.counts(held.getOrDefault(service, 0L), bytes.getOrDefault(service, 0L))));
        return counts;
    }
}
