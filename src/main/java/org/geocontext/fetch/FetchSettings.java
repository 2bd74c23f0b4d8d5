package org.geocontext.fetch;

import java.time.Duration;
import java.util.List;

/**
 * How calls are sent. Immutable; every value is checked when it is built. TLS certificates and host names are always
 * verified, proxies come from the standard JVM properties ({@code http.proxyHost}, {@code https.proxyHost},
 * {@code http.nonProxyHosts}): there is no setting for either.
 *
 * @param connectTimeout for each of the host's addresses, and for its name to be resolved
 * @param firstByteTimeout from sending the request until the reply begins
 * @param replyTimeout from leaving the queue until the reply is complete, where the service has no limit of its own
 * @param idleTimeout how long an unused connection is kept for the next call
 * @param maxReplyBytes of a body, after decompression
 * @param maxRedirects followed for one call, 0 for none
 * @param redirectsToOtherHosts whether a redirect may lead to another host
 * @param callsPerOrigin in flight at once to one scheme, host and port
 * @param callsInTotal in flight at once
 * @param retriesPerCall at most, after the first try
 * @param retryPercent retries per origin, as a share of its requests in the last minute; three are always free
 * @param revalidationBytes of replies that are remembered to ask whether they have changed; 0 for none
 * @param hedge whether a request that takes longer than 95 of 100 to its URL is sent a second time, for 5 of 100 at
 *     most
 * @param breakerFailurePercent of the requests to an origin in the last minute that must have failed for it not to be
 *     called for a while; 0 for always calling it
 * @param breakerMinCalls requests in the last minute without which that is not decided
 * @param breakerOpen how long it is not called then
 * @param allowedHosts host names ({@code maps.example.org}, {@code *.example.org}), addresses or CIDR blocks that the
 *     address guard lets pass whatever they are
 * @param deniedHosts the same, for what is never called; wins over {@code allowedHosts}
 * @param userAgent the User-Agent header
 */
public record FetchSettings(
        Duration connectTimeout,
        Duration firstByteTimeout,
        Duration replyTimeout,
        Duration idleTimeout,
        int maxReplyBytes,
        int maxRedirects,
        boolean redirectsToOtherHosts,
        int callsPerOrigin,
        int callsInTotal,
        int retriesPerCall,
        int retryPercent,
        int revalidationBytes,
        boolean hedge,
        int breakerFailurePercent,
        int breakerMinCalls,
        Duration breakerOpen,
        List<String> allowedHosts,
        List<String> deniedHosts,
        String userAgent) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(10);

    public FetchSettings {
        checkLimit("connect_timeout_s", connectTimeout, LONGEST);
        checkLimit("first_byte_timeout_s", firstByteTimeout, LONGEST);
        checkLimit("reply_timeout_s", replyTimeout, LONGEST);
        checkLimit("idle_timeout_s", idleTimeout, LONGEST);
        checkRange("max_reply_bytes", maxReplyBytes, 1, 1 << 30);
        checkRange("max_redirects", maxRedirects, 0, 20);
        checkRange("calls_per_origin", callsPerOrigin, 1, 100_000);
        checkRange("calls_in_total", callsInTotal, 1, 100_000);
        checkRange("retries_per_call", retriesPerCall, 0, 10);
        checkRange("retry_percent", retryPercent, 0, 100);
        checkRange("revalidation_bytes", revalidationBytes, 0, 1 << 30);
        checkRange("breaker_failure_percent", breakerFailurePercent, 0, 100);
        checkRange("breaker_min_calls", breakerMinCalls, 1, 100_000);
        checkLimit("breaker_open_s", breakerOpen, LONGEST_BREAK);
        allowedHosts = List.copyOf(allowedHosts);
        deniedHosts = List.copyOf(deniedHosts);
        allowedHosts.forEach(HostRule::parse);
        deniedHosts.forEach(HostRule::parse);
        if (userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("userAgent: " + userAgent + " (expected: printable ASCII)");
        }
    }

    /** The defaults. */
    public static FetchSettings defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The User-Agent that lets the administrators of a server find whoever runs this.
     *
     * @param version of this software
     * @param contact an e-mail address or URL; blank for none
     */
    public static String userAgent(String version, String contact) {
        return "GeoContext/" + version + (contact.isBlank() ? "" : " (+" + contact.trim() + ")");
    }

    /** @param name in the settings file, as all messages here have it */
    private static void checkLimit(String name, Duration value, Duration longest) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(name + ": " + value.toMillis() / 1000.0 + " (expected: 0.001 to "
                    + longest.toSeconds() + " seconds)");
        }
    }

    private static void checkRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {

        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration firstByteTimeout = Duration.ofSeconds(30);
        private Duration replyTimeout = Duration.ofSeconds(60);
        private Duration idleTimeout = Duration.ofSeconds(30);
        private int maxReplyBytes = 4 << 20;
        private int maxRedirects = 3;
        private boolean redirectsToOtherHosts;
        private int callsPerOrigin = 256;
        private int callsInTotal = 1024;
        private int retriesPerCall = 2;
        private int retryPercent = 10;
        private int revalidationBytes = 16 << 20;
        private boolean hedge;
        private int breakerFailurePercent = 50;
        private int breakerMinCalls = 20;
        private Duration breakerOpen = Duration.ofSeconds(15);
        private List<String> allowedHosts = List.of();
        private List<String> deniedHosts = List.of();
        private String userAgent = "GeoContext";

        private Builder() {}

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder firstByteTimeout(Duration value) {
            firstByteTimeout = value;
            return this;
        }

        public Builder replyTimeout(Duration value) {
            replyTimeout = value;
            return this;
        }

        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        public Builder maxReplyBytes(int value) {
            maxReplyBytes = value;
            return this;
        }

        public Builder maxRedirects(int value) {
            maxRedirects = value;
            return this;
        }

        public Builder redirectsToOtherHosts(boolean value) {
            redirectsToOtherHosts = value;
            return this;
        }

        public Builder callsPerOrigin(int value) {
            callsPerOrigin = value;
            return this;
        }

        public Builder callsInTotal(int value) {
            callsInTotal = value;
            return this;
        }

        public Builder retriesPerCall(int value) {
            retriesPerCall = value;
            return this;
        }

        public Builder retryPercent(int value) {
            retryPercent = value;
            return this;
        }

        public Builder revalidationBytes(int value) {
            revalidationBytes = value;
            return this;
        }

        public Builder hedge(boolean value) {
            hedge = value;
            return this;
        }

        public Builder breakerFailurePercent(int value) {
            breakerFailurePercent = value;
            return this;
        }

        public Builder breakerMinCalls(int value) {
            breakerMinCalls = value;
            return this;
        }

        public Builder breakerOpen(Duration value) {
            breakerOpen = value;
            return this;
        }

        public Builder allowedHosts(List<String> value) {
            allowedHosts = value;
            return this;
        }

        public Builder deniedHosts(List<String> value) {
            deniedHosts = value;
            return this;
        }

        public Builder userAgent(String value) {
            userAgent = value;
            return this;
        }

        /** @throws IllegalArgumentException naming the first setting that is out of range, and what is accepted */
        public FetchSettings build() {
            return new FetchSettings(
                    connectTimeout,
                    firstByteTimeout,
                    replyTimeout,
                    idleTimeout,
                    maxReplyBytes,
                    maxRedirects,
                    redirectsToOtherHosts,
                    callsPerOrigin,
                    callsInTotal,
                    retriesPerCall,
                    retryPercent,
                    revalidationBytes,
                    hedge,
                    breakerFailurePercent,
                    breakerMinCalls,
                    breakerOpen,
                    allowedHosts,
                    deniedHosts,
                    userAgent);
        }
    }
}
