package org.geocontext.cache;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What happened to the answers of one service. Thread-safe. */
final class ServiceCounters {

    private final LongAdder[] hits =
            Stream.of(HitKind.values()).map(kind -> new LongAdder()).toArray(LongAdder[]::new);
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    void hit(HitKind kind) {
        hits[kind.ordinal()].increment();
    }

    void missed() {
        misses.increment();
    }

    void servedStale() {
        stale.increment();
    }

    void evicted() {
        evictions.increment();
    }

    long hits(HitKind kind) {
        return hits[kind.ordinal()].sum();
    }

    long misses() {
        return misses.sum();
    }

    long stale() {
        return stale.sum();
    }

    long evictions() {
        return evictions.sum();
    }

    CacheStatistics.Counts counts(long entries, long bytes) {
        Map<HitKind, Long> byKind = new EnumMap<>(HitKind.class);
        for (HitKind kind : HitKind.values()) {
            byKind.put(kind, hits(kind));
        }
        return new CacheStatistics.Counts(byKind, misses(), stale(), evictions(), entries, bytes);
    }
}
