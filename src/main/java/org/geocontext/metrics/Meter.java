package org.geocontext.metrics;

/** Every meter there is. Prometheus sees the names with underscores, and {@code _total} after those of counters. */
public enum Meter {
    /**
     * Counter of ended calls to remote services. Labels: {@code origin}; {@code outcome}, which is {@code 2xx},
     * {@code 3xx}, {@code 4xx}, {@code 5xx} or the reason of a failure.
     */
    FETCH_CALLS("geocontext.fetch.calls"),
    /** Timer of calls from being handed over until the outcome, queue and retries included. Label: {@code origin}. */
    FETCH_LATENCY("geocontext.fetch.latency"),
    /** Counter of body bytes of complete replies, after decompression. Label: {@code origin}. */
    FETCH_BYTES("geocontext.fetch.bytes"),
    /**
     * Counter of requests sent: calls that shared one have sent one, calls that were sent again several. Label:
     * {@code origin}.
     */
    FETCH_REQUESTS("geocontext.fetch.requests"),
    /** Counter of calls sent again. Label: {@code origin}. */
    FETCH_RETRIES("geocontext.fetch.retries"),
    /** Counter of calls that shared the request of an equal one under way. Label: {@code origin}. */
    FETCH_COALESCED("geocontext.fetch.coalesced"),
    /** Gauge of calls sent and not yet ended. */
    FETCH_IN_FLIGHT("geocontext.fetch.in.flight"),
    /** Gauge of calls waiting for a permit. */
    FETCH_QUEUED("geocontext.fetch.queued"),
    /**
     * Counter of answers from the cache that were still good. Label: {@code kind}, which is {@code polygon},
     * {@code radius}, {@code point} or {@code reuse}.
     */
    CACHE_HITS("geocontext.cache.hits"),
    /** Counter of answers looked for in the cache and not found. */
    CACHE_MISSES("geocontext.cache.misses"),
    /** Counter of expired answers served while an origin failed. */
    CACHE_STALE("geocontext.cache.stale"),
    /** Counter of answers that left the cache for want of room or of use. */
    CACHE_EVICTIONS("geocontext.cache.evictions"),
    /** Gauge of answers in the cache. */
    CACHE_ENTRIES("geocontext.cache.entries"),
    /** Gauge of bytes that answers take in memory, about. */
    CACHE_BYTES("geocontext.cache.bytes");

    private final String id;

    Meter(String id) {
        this.id = id;
    }

    /** The name with dots, as Micrometer wants it. */
    public String id() {
        return id;
    }
}
