package org.geocontext.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What happens, counted. Origins are labels, {@value #MAX_ORIGINS} of them at most; later ones are counted together as
 * {@code other}, so that a catalogue of any size makes a page of bounded size. Thread-safe.
 */
public final class GeoContextMetrics implements AutoCloseable {

    static final int MAX_ORIGINS = 200;

    private static final String OTHER = "other";

    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<String> origins = ConcurrentHashMap.newKeySet();
    private final Queue<LongSupplier> watched = new ConcurrentLinkedQueue<>();
    private final Queue<Supplier<Map<String, Map<Meter, Double>>>> originValues = new ConcurrentLinkedQueue<>();
    private final Map<Meter, MultiGauge> originGauges = new EnumMap<>(Meter.class);
    private final Map<String, CallMeters> callMeters = new ConcurrentHashMap<>();
    private final Map<Meter, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    /**
     * Counts a call that has ended.
     *
     * @param origin scheme, host and port
     * @param outcome {@code 2xx} and so on, or a reason's code
     * @param latency from being handed over until the outcome
     * @param bytes of the body, after decompression
     */
    public void callEnded(String origin, String outcome, Duration latency, long bytes) {
        CallMeters meters = callMeters.computeIfAbsent(label(origin), CallMeters::new);
        meters.ended(outcome).increment();
        meters.bytes.increment(bytes);
        meters.latency.record(latency);
    }

    /**
     * Counts one more.
     *
     * @param meter a counter whose one label is the origin
     */
    public void count(Meter meter, String origin) {
        count(meter, origin, 1);
    }

    /** As {@link #count(Meter, String)}, so many more. */
    public void count(Meter meter, String origin, long more) {
        counters.computeIfAbsent(meter, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        label(origin),
                        label -> counter(meter).tag("origin", label).register(registry))
                .increment(more);
    }

    /** Shows a value as it is when the page is asked for; a meter has one supplier, the first. */
    public void watch(Meter meter, LongSupplier value) {
        Gauge.builder(meter.id(), value::getAsLong).register(registry);
    }

    /** Shows a count that never falls, as it is when the page is asked for; a meter has one supplier, the first. */
    public void watchCount(Meter meter, LongSupplier count) {
        watchCount(meter, Tags.empty(), count);
    }

    /** As {@link #watchCount(Meter, LongSupplier)}, one supplier for each value of a label. */
    public void watchCount(Meter meter, String label, String value, LongSupplier count) {
        watchCount(meter, Tags.of(label, value), count);
    }

    private void watchCount(Meter meter, Tags tags, LongSupplier count) {
        // A function counter does not keep what it counts from being collected.
        watched.add(count);
        FunctionCounter.builder(meter.id(), count, LongSupplier::getAsLong)
                .tags(tags)
                .register(registry);
    }

    /**
     * Shows values of origins as they are when the page is asked for.
     *
     * @param values by origin; one that is missing is not shown, nor is an origin that would be counted as
     *     {@code other}
     */
    public void watchOrigins(Supplier<Map<String, Map<Meter, Double>>> values) {
        originValues.add(values);
    }

    /** All meters in the Prometheus text format 0.0.4. */
    public String scrape() {
        synchronized (originGauges) {
            Map<Meter, List<MultiGauge.Row<?>>> rows = new EnumMap<>(Meter.class);
            originValues.forEach(source -> source.get().forEach((origin, values) -> addRows(rows, origin, values)));
            originGauges.forEach((meter, gauge) -> gauge.register(rows.getOrDefault(meter, List.of()), true));
            rows.forEach((meter, ofMeter) -> gauge(meter).register(ofMeter, true));
            return registry.scrape();
        }
    }

    private void addRows(Map<Meter, List<MultiGauge.Row<?>>> rows, String origin, Map<Meter, Double> values) {
        String label = label(origin);
        if (!label.equals(OTHER)) {
            values.forEach((meter, value) -> rows.computeIfAbsent(meter, key -> new ArrayList<>())
                    .add(MultiGauge.Row.of(Tags.of("origin", label), value)));
        }
    }

    private MultiGauge gauge(Meter meter) {
        return originGauges.computeIfAbsent(
                meter, key -> MultiGauge.builder(key.id()).register(registry));
    }

    @Override
    public void close() {
        registry.close();
    }

    /** The meters of the calls to one origin, which are looked up more often than anything else here. */
    private final class CallMeters {

        private final String label;
        private final Counter bytes;
        private final Timer latency;
        private final Map<String, Counter> ended = new ConcurrentHashMap<>();

        CallMeters(String label) {
            this.label = label;
            bytes = counter(Meter.FETCH_BYTES).tag("origin", label).register(registry);
            latency = Timer.builder(Meter.FETCH_LATENCY.id())
                    .tag("origin", label)
                    .serviceLevelObjectives(LATENCY_BUCKETS)
                    .register(registry);
        }

        Counter ended(String outcome) {
            return ended.computeIfAbsent(
                    outcome,
                    word -> counter(Meter.FETCH_CALLS)
                            .tag("origin", label)
                            .tag("outcome", word)
                            .register(registry));
        }
    }

    private static Counter.Builder counter(Meter meter) {
        return Counter.builder(meter.id());
    }

    private String label(String origin) {
        if (origins.contains(origin)) {
            return origin;
        }
        if (origins.size() >= MAX_ORIGINS) {
            return OTHER;
        }
        origins.add(origin);
        return origin;
    }
}
