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
    /** Counter of second requests for calls that took long. Label: {@code origin}. */
    FETCH_HEDGES("geocontext.fetch.hedges"),
    /** Counter of calls answered by a 304 and the reply remembered. Label: {@code origin}. */
    FETCH_REVALIDATED("geocontext.fetch.revalidated"),
    /** Gauge of requests in flight. Label: {@code origin}. */
    FETCH_ORIGIN_IN_FLIGHT("geocontext.fetch.origin.in.flight"),
    /** Gauge of calls waiting for a permit. Label: {@code origin}. */
    FETCH_ORIGIN_QUEUED("geocontext.fetch.origin.queued"),
    /** Gauge of the requests that an origin may have in flight for the time being. Label: {@code origin}. */
    FETCH_ORIGIN_LIMIT("geocontext.fetch.origin.limit"),
    /** Gauge of the breaker: 0 closed, 1 half open, 2 open. Label: {@code origin}. */
    FETCH_ORIGIN_BREAKER("geocontext.fetch.origin.breaker"),
    /** Gauge of what half of the good replies of the last five minutes took at most, seconds. Label: {@code origin}. */
    FETCH_ORIGIN_P50("geocontext.fetch.origin.p50.seconds"),
    /** The same of 95 of 100. Label: {@code origin}. */
    FETCH_ORIGIN_P95("geocontext.fetch.origin.p95.seconds"),
    /** The same of 99 of 100. Label: {@code origin}. */
    FETCH_ORIGIN_P99("geocontext.fetch.origin.p99.seconds"),
    /** Gauge of calls sent and not yet ended. */
    FETCH_IN_FLIGHT("geocontext.fetch.in.flight"),
    /** Gauge of calls waiting for a permit. */
    FETCH_QUEUED("geocontext.fetch.queued"),
    /** Counter of replies that answered several services. Label: {@code origin}. */
    QUERY_SHARED_REQUESTS("geocontext.query.shared.requests"),
    /** Counter of services answered by such replies. Label: {@code origin}. */
    QUERY_SHARED_SERVICES("geocontext.query.shared.services"),
    /** Counter of requests that sharing made needless, before those in vain are taken off. Label: {@code origin}. */
    QUERY_SAVED_REQUESTS("geocontext.query.saved.requests"),
    /** Counter of requests for several services that had to be sent again otherwise. Label: {@code origin}. */
    QUERY_SHARED_IN_VAIN("geocontext.query.shared.in.vain"),
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
