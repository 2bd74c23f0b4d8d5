package org.geocontext.cache;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the cache holds, and what it has done since it was opened.
 *
 * @param total of all services
 * @param services by key, those that were ever looked for or kept
 * @param maxBytes that entries may take
 * @param persistence one sentence on what becomes of the answers after a restart
 */
public record CacheStatistics(Counts total, Map<String, Counts> services, long maxBytes, String persistence) {

    public CacheStatistics {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
    }

    /**
     * Figures of one service or all.
     *
     * @param hits answered by an entry that was good, by why it was
     * @param misses looked for and not found
     * @param stale answered by an entry that was not good any more
     * @param evictions entries that went because there was no room for them or they were of no use any more
     * @param entries held now
     * @param bytes of memory that they take, about
     */
    public record Counts(Map<HitKind, Long> hits, long misses, long stale, long evictions, long entries, long bytes) {

        static final Counts NONE = new ServiceCounters().counts(0, 0);

        public Counts {
            hits = Collections.unmodifiableMap(new EnumMap<>(hits));
        }

        /** Hits of all kinds. */
        public long allHits() {
            return hits.values().stream().mapToLong(Long::longValue).sum();
        }

        Counts plus(Counts other) {
            Map<HitKind, Long> sum = new EnumMap<>(hits);
            other.hits.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
            return new Counts(
                    sum,
                    misses + other.misses,
                    stale + other.stale,
                    evictions + other.evictions,
                    entries + other.entries,
                    bytes + other.bytes);
        }
    }
}
