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
    /** Counter of calls sent again. Label: {@code origin}. */
    FETCH_RETRIES("geocontext.fetch.retries"),
    /** Counter of calls that shared the request of an equal one under way. Label: {@code origin}. */
    FETCH_COALESCED("geocontext.fetch.coalesced"),
    /** Gauge of calls sent and not yet ended. */
    FETCH_IN_FLIGHT("geocontext.fetch.in.flight"),
    /** Gauge of calls waiting for a permit. */
    FETCH_QUEUED("geocontext.fetch.queued");

    private final String id;

    Meter(String id) {
        this.id = id;
    }

    /** The name with dots, as Micrometer wants it. */
    public String id() {
        return id;
    }
}
