package org.geocontext.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.KeySuggestions;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonNumber;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.MergeSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads a settings file: one flat JSON object, every member optional. Stateless.
 *
 * <p>The names it accepts, with their units, are the keys of {@link #defaults()}; {@code doc/settings.md} lists them.
 */
public final class SettingsReader {

    private SettingsReader() {}

    /**
     * Reads settings.
     *
     * @param file name for messages
     * @throws CatalogueException if the text is no JSON object, or naming the first member that is unknown or out of
     *     range
     */
    public static Settings read(String file, byte[] document) throws CatalogueException {
        Map<String, @Nullable Object> members = members(file, document);
        try {
            return new Members(members).settings();
        } catch (IllegalArgumentException e) {
            throw new CatalogueException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The members of a settings file as they stand there, unchecked.
     *
     * @throws CatalogueException if the text is no JSON object
     */
    static Map<String, @Nullable Object> members(String file, byte[] document) throws CatalogueException {
        Object tree;
        try {
            tree = Json.parse(document);
        } catch (JsonException e) {
            throw new CatalogueException(file + ": " + e.getMessage(), e);
        }
        if (!(tree instanceof Map<?, ?> members)) {
            throw new CatalogueException(file + ": not a JSON object (expected: {\"timeout_s\": 20, …})");
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        members.forEach((name, value) -> named.put((String) name, value));
        return named;
    }

    /** Every member with its default, in the order of the documentation. */
    public static Map<String, Object> defaults() {
        FetchSettings fetch = Settings.DEFAULT.fetch();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("timeout_s", seconds(Settings.DEFAULT.timeout()));
        members.put("concurrent_executes", Settings.DEFAULT.concurrentExecutes());
        members.put("user_queries_per_minute", Settings.DEFAULT.userLimits().queriesPerMinute());
        members.put("user_concurrent_queries", Settings.DEFAULT.userLimits().concurrentQueries());
        members.put("health_schedule_s", seconds(Settings.DEFAULT.healthSchedule()));
        members.put("cors_origins", Settings.DEFAULT.corsOrigins());
        members.put("contact", "");
        members.put("connect_timeout_s", seconds(fetch.connectTimeout()));
        members.put("first_byte_timeout_s", seconds(fetch.firstByteTimeout()));
        members.put("reply_timeout_s", seconds(fetch.replyTimeout()));
        members.put("idle_timeout_s", seconds(fetch.idleTimeout()));
        members.put("max_reply_bytes", fetch.maxReplyBytes());
        members.put("max_redirects", fetch.maxRedirects());
        members.put("redirects_to_other_hosts", fetch.redirectsToOtherHosts());
        members.put("calls_per_origin", fetch.callsPerOrigin());
        members.put("calls_in_total", fetch.callsInTotal());
        members.put("retries_per_call", fetch.retriesPerCall());
        members.put("retry_percent", fetch.retryPercent());
        members.put("merge", Settings.DEFAULT.merging().on());
        members.put("merge_layers", Settings.DEFAULT.merging().subjects());
        members.put("revalidation_bytes", fetch.revalidationBytes());
        members.put("hedge", fetch.hedge());
        members.put("extents", word(Settings.DEFAULT.extents().from()));
        members.put("extents_refresh_s", seconds(Settings.DEFAULT.extents().refresh()));
        members.put("cache_bytes", Settings.DEFAULT.answers().maxBytes());
        members.put("cache_radius_m", Settings.DEFAULT.answers().radiusMetres());
        members.put("stale_if_error_s", seconds(Settings.DEFAULT.answers().staleIfError()));
        members.put("breaker_failure_percent", fetch.breakerFailurePercent());
        members.put("breaker_min_calls", fetch.breakerMinCalls());
        members.put("breaker_open_s", seconds(fetch.breakerOpen()));
        members.put("allowed_hosts", fetch.allowedHosts());
        members.put("denied_hosts", fetch.deniedHosts());
        return members;
    }

    private static String word(ExtentSettings.From from) {
        return from.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** The members of a file over the defaults; getters throw IllegalArgumentException on a wrong type. */
    private static final class Members {
        private final Map<String, Object> values = defaults();

        Members(Map<?, ?> given) {
            given.forEach((name, value) -> {
                if (!values.containsKey(String.valueOf(name))) {
                    throw new IllegalArgumentException(name + ": no such setting (closest: "
                            + String.join(", ", KeySuggestions.closest(String.valueOf(name), values.keySet())) + ")");
                }
                if (value != null) {
                    values.put(String.valueOf(name), value);
                }
            });
        }

        Settings settings() {
            FetchSettings fetch = FetchSettings.builder()
                    .connectTimeout(duration("connect_timeout_s"))
                    .firstByteTimeout(duration("first_byte_timeout_s"))
                    .replyTimeout(duration("reply_timeout_s"))
                    .idleTimeout(duration("idle_timeout_s"))
                    .maxReplyBytes(integer("max_reply_bytes"))
                    .maxRedirects(integer("max_redirects"))
                    .redirectsToOtherHosts(bool("redirects_to_other_hosts"))
                    .callsPerOrigin(integer("calls_per_origin"))
                    .callsInTotal(integer("calls_in_total"))
                    .retriesPerCall(integer("retries_per_call"))
                    .retryPercent(integer("retry_percent"))
                    .revalidationBytes(integer("revalidation_bytes"))
                    .hedge(bool("hedge"))
                    .breakerFailurePercent(integer("breaker_failure_percent"))
                    .breakerMinCalls(integer("breaker_min_calls"))
                    .breakerOpen(duration("breaker_open_s"))
                    .allowedHosts(texts("allowed_hosts"))
                    .deniedHosts(texts("denied_hosts"))
                    .userAgent(FetchSettings.userAgent(Version.CURRENT, text("contact")))
                    .build();
            return new Settings(
                    duration("timeout_s"),
                    fetch,
                    new MergeSettings(bool("merge"), integer("merge_layers")),
                    new ExtentSettings(extents(), duration("extents_refresh_s")),
                    new AnswerSettings(
                            whole("cache_bytes"),
                            duration("stale_if_error_s"),
                            number("cache_radius_m", "a number of metres")),
                    integer("concurrent_executes"),
                    new UserLimits(integer("user_queries_per_minute"), integer("user_concurrent_queries")),
                    duration("health_schedule_s"),
                    texts("cors_origins"));
        }

        private ExtentSettings.From extents() {
            String given = text("extents");
            return Arrays.stream(ExtentSettings.From.values())
                    .filter(from -> word(from).equals(given))
                    .findFirst()
                    .orElseThrow(() -> wrong("extents", "off, catalogue or capabilities"));
        }

        private Duration duration(String name) {
            double seconds = number(name, "a number of seconds");
            if (!(seconds >= 0 && seconds <= 1e7)) {
                throw wrong(name, "a number of seconds");
            }
            return Duration.ofMillis(Math.round(seconds * 1000));
        }

        private long whole(String name) {
            double number = number(name, "a whole number");
            if (number != Math.rint(number) || Math.abs(number) > 1e15) {
                throw wrong(name, "a whole number");
            }
            return (long) number;
        }

        private int integer(String name) {
            double number = number(name, "a whole number");
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw wrong(name, "a whole number");
            }
            return (int) number;
        }

        private double number(String name, String expected) {
            Object value = values.get(name);
            if (value instanceof JsonNumber lexical) {
                return lexical.doubleValue();
            }
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw wrong(name, expected);
        }

        private boolean bool(String name) {
            if (values.get(name) instanceof Boolean value) {
                return value;
            }
            throw wrong(name, "true or false");
        }

        private String text(String name) {
            if (values.get(name) instanceof String value) {
                return value;
            }
            throw wrong(name, "a text");
        }

        private List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            if (!(values.get(name) instanceof List<?> elements)) {
                throw wrong(name, "a list of texts");
            }
            for (Object element : elements) {
                if (!(element instanceof String text)) {
                    throw wrong(name, "a list of texts");
                }
                texts.add(text);
            }
            return texts;
        }

        private IllegalArgumentException wrong(String name, String expected) {
            @Nullable Object value = values.get(name);
            return new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
