package org.geocontext.app;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be set, for people. {@link SettingsReader} has the last word; a test holds one to the other. */
public final class SettingsReference {

    /** What a setting takes. */
    public enum Type {
        NUMBER,
        INTEGER,
        BOOLEAN,
        TEXT,
        /** A list of texts. */
        TEXTS;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One setting.
     *
     * @param min the least that is taken; null for none
     * @param max the most that is taken; null for none
     * @param unit of the number; null for none
     * @param description plain text, a sentence
     */
    public record Setting(
            String name,
            Type type,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable String unit,
            String description) {}

    /** In the order of {@link SettingsReader#defaults()}. */
    public static final List<Setting> ALL = List.of(
            decimal("timeout_s", 0.1, 300.0, "s", "Deadline of a query that names none."),
            whole("concurrent_executes", 1.0, 10000.0, null, "WPS executions of geocontext:* at once (GeoServer)."),
            whole(
                    "user_queries_per_minute",
                    0.0,
                    100000.0,
                    null,
                    "Queries that one user may start within any minute; 0 for no limit."),
            whole(
                    "user_concurrent_queries",
                    0.0,
                    10000.0,
                    null,
                    "Queries that one user may have under way at once; 0 for no limit."),
            decimal(
                    "health_schedule_s",
                    0.0,
                    2592000.0,
                    "s",
                    "From one check of every service to the next, at least 60; 0 for none."),
            other(
                    "cors_origins",
                    Type.TEXTS,
                    "Origins whose web pages may call the standalone host, as in https://map.example.org; * for any."),
            other(
                    "contact",
                    Type.TEXT,
                    "E-mail address or URL, sent in the User-Agent header so that a server's owner can find you."),
            decimal(
                    "connect_timeout_s",
                    0.001,
                    3600.0,
                    "s",
                    "For each of a host's addresses, and for resolving its name."),
            decimal("first_byte_timeout_s", 0.001, 3600.0, "s", "From sending a request until its reply begins."),
            decimal(
                    "reply_timeout_s",
                    0.001,
                    3600.0,
                    "s",
                    "For a whole reply; a service's own timeout_s goes before it."),
            decimal("idle_timeout_s", 0.001, 3600.0, "s", "How long an unused connection is kept."),
            whole(
                    "max_reply_bytes",
                    1.0,
                    1073741824.0,
                    "bytes",
                    "Of one reply, after decompression; what is larger has failed as too_large."),
            whole("max_redirects", 0.0, 20.0, null, "Followed for one call; 0 for none."),
            other("redirects_to_other_hosts", Type.BOOLEAN, "Whether a redirect may lead to another host."),
            whole(
                    "calls_per_origin",
                    1.0,
                    100000.0,
                    null,
                    "Calls in flight at once to one scheme, host and port; fewer while it shows that this is too much."),
            whole("calls_in_total", 1.0, 100000.0, null, "Calls in flight at once."),
            whole(
                    "retries_per_call",
                    0.0,
                    10.0,
                    null,
                    "After the first try, for connection failures and HTTP 429, 502, 503, 504."),
            whole(
                    "retry_percent",
                    0.0,
                    100.0,
                    "%",
                    "Retries per origin as a share of its requests in the last minute; three are always free."),
            other("merge", Type.BOOLEAN, "Whether services of one endpoint share requests."),
            whole(
                    "merge_layers",
                    1.0,
                    1000.0,
                    null,
                    "Layers in a shared request at first; an endpoint may turn out to bear more or less."),
            whole(
                    "revalidation_bytes",
                    0.0,
                    1073741824.0,
                    "bytes",
                    "Of replies with ETag or Last-Modified that are remembered, to ask next time only whether they have changed; 0 for none."),
            other(
                    "hedge",
                    Type.BOOLEAN,
                    "Whether a request that takes longer than 95 of 100 to its URL is sent a second time, for 5 of 100 requests at most; the first good reply counts."),
            other(
                    "extents",
                    Type.TEXT,
                    "Which extents services are skipped by outside of them: off for none, catalogue for those of the catalogue, capabilities for those that servers declare as well."),
            decimal("extents_refresh_s", 60.0, 864000.0, "s", "How long what a server declares stays good."),
            whole(
                    "cache_bytes",
                    0.0,
                    null,
                    "bytes",
                    "Of memory for kept answers; where there is a directory for them their files take about twice as much; 0 for asking always."),
            decimal(
                    "cache_radius_m",
                    0.0,
                    1000.0,
                    "m",
                    "How much farther than the tolerance is looked, so that points as near as that are answered too; 0 to 1000."),
            decimal(
                    "stale_if_error_s",
                    0.0,
                    null,
                    "s",
                    "How long an answer may stand in for a failing origin after it has expired; 0 for not at all."),
            whole(
                    "breaker_failure_percent",
                    0.0,
                    100.0,
                    "%",
                    "Share of the requests to an origin in the last minute that must have failed for it not to be called for a while; 0 for always calling it."),
            whole(
                    "breaker_min_calls",
                    1.0,
                    100000.0,
                    null,
                    "Requests in the last minute without which that is not decided."),
            decimal(
                    "breaker_open_s",
                    0.001,
                    600.0,
                    "s",
                    "How long an origin is not called then; after that three requests show how it is."),
            other(
                    "allowed_hosts",
                    Type.TEXTS,
                    "Names (maps.example.org, *.example.org), addresses or CIDR blocks that the address guard lets pass."),
            other("denied_hosts", Type.TEXTS, "The same, for what is never called; wins over allowed_hosts."));

    private SettingsReference() {}

    private static Setting whole(
            String name, Double min, @Nullable Double max, @Nullable String unit, String description) {
        return new Setting(name, Type.INTEGER, min, max, unit, description);
    }

    private static Setting decimal(
            String name, Double min, @Nullable Double max, @Nullable String unit, String description) {
        return new Setting(name, Type.NUMBER, min, max, unit, description);
    }

    private static Setting other(String name, Type type, String description) {
        return new Setting(name, type, null, null, null, description);
    }
}
