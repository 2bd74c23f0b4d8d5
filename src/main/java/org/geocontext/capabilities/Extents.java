package org.geocontext.capabilities;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.fetch.Fetcher;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What servers say about the layers of the catalogue. Every question is answered at once from what is known already;
 * what is not known, or is due to be asked anew, is fetched after the query, in the background. Nothing is fetched that
 * nobody asks about. Thread-safe.
 */
public final class Extents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Extents.class);

    /**
     * From the end of a query to the first request, so that neither it nor a process that ends with it is disturbed.
     */
    private static final Duration DELAY = Duration.ofSeconds(1);

    /** What could not be refreshed for so many intervals is no longer relied on. */
    private static final int INTERVALS_RELIED_ON = 7;

    private static final int MOST_LAYERS = 100_000;

    private final ExtentSettings settings;
    private final InstantSource clock;
    private final Map<LayerKey, LayerRecord> records = new ConcurrentHashMap<>();
    private final @Nullable ExtentsFile file;
    private final Refresher refresher;
    private final AtomicBoolean saving = new AtomicBoolean();
    private volatile boolean unsaved;

    private Extents(
            ExtentSettings settings, Fetcher fetcher, @Nullable Path file, InstantSource clock, Duration delay) {
        this.settings = settings;
        this.clock = clock;
        this.file = file == null ? null : new ExtentsFile(file);
        this.refresher = new Refresher(settings, fetcher, clock, delay, this::changed);
        if (this.file != null && isOn()) {
            this.file.read().forEach(this::restore);
        }
    }

    /**
     * Starts with what the file holds; sends nothing.
     *
     * @param fetcher for background calls, with permits of its own and a cap on replies that capabilities fit under
     * @param file where what was learned survives a restart; null for nowhere
     */
    public static Extents start(ExtentSettings settings, Fetcher fetcher, @Nullable Path file) {
        return new Extents(settings, fetcher, file, InstantSource.system(), DELAY);
    }

    static Extents start(
            ExtentSettings settings, Fetcher fetcher, @Nullable Path file, InstantSource clock, Duration delay) {
        return new Extents(settings, fetcher, file, clock, delay);
    }

    /** Knows nothing and asks nobody: extents are the catalogue's. */
    public static Extents none() {
        ExtentSettings fromCatalogue =
                new ExtentSettings(ExtentSettings.From.CATALOGUE, ExtentSettings.DEFAULT.refresh());
        return start(fromCatalogue, (call, scope) -> new CompletableFuture<>(), null);
    }

    private boolean isOn() {
        return settings.from() == ExtentSettings.From.CAPABILITIES;
    }

    private void restore(LayerKey key, Known known) {
        LayerRecord layer = new LayerRecord(key);
        Instant now = clock.instant();
        Instant fetchedAt = known.fetchedAt().isAfter(now) ? Instant.EPOCH : known.fetchedAt();
        layer.learn(known, fetchedAt.plus(settings.refresh()));
        records.put(key, layer);
    }

    /** Which extents may be relied on. */
    public ExtentSettings settings() {
        return settings;
    }

    /** What the server last said of the service's layer; empty if it is not known, or not any more. Never waits. */
    public Optional<LayerCapabilities> find(ServiceDefinition service) {
        Known known = known(service);
        return known == null ? Optional.empty() : Optional.ofNullable(known.layer());
    }

    /**
     * Where the service's layer has data, as its server says; empty if that is not known or not to be relied on. Never
     * waits.
     */
    public Optional<LonLatBox> extent(ServiceDefinition service) {
        LayerRecord layer = record(service);
        Known known = layer == null ? null : known(layer, service);
        return layer == null || known == null ? Optional.empty() : Optional.ofNullable(layer.extent(known));
    }

    /** Most layers in one request to the service's endpoint, as its server says. Never waits. */
    public OptionalInt layerLimit(ServiceDefinition service) {
        Known known = known(service);
        return known == null || known.layerLimit() == null ? OptionalInt.empty() : OptionalInt.of(known.layerLimit());
    }

    private @Nullable Known known(ServiceDefinition service) {
        LayerRecord layer = record(service);
        return layer == null ? null : known(layer, service);
    }

    private @Nullable Known known(LayerRecord layer, ServiceDefinition service) {
        Instant now = clock.instant();
        layer.use();
        if (layer.isDue(now)) {
            refresher.want(layer, service);
        }
        Known known = layer.known();
        return known == null || now.isAfter(reliedOnUntil(known)) ? null : known;
    }

    private Instant reliedOnUntil(Known known) {
        return known.fetchedAt().plus(settings.refresh().multipliedBy(INTERVALS_RELIED_ON));
    }

    private @Nullable LayerRecord record(ServiceDefinition service) {
        if (!isOn() || service.type() == QueryType.PLACE_NAME) {
            return null;
        }
        LayerKey key = LayerKey.of(service);
        LayerRecord known = records.get(key);
        return known != null || records.size() >= MOST_LAYERS ? known : records.computeIfAbsent(key, LayerRecord::new);
    }

    /**
     * Takes note of a service that had a value. If that lies outside the layer's extent, the extent is not relied on
     * until the server declares another.
     *
     * @param toleranceMetres that it was asked with
     */
    public void answered(ServiceDefinition service, LonLat position, double toleranceMetres) {
        LayerRecord layer = record(service);
        if (layer != null && layer.answered(position, toleranceMetres)) {
            LOG.info(
                    "service {} has a value at {} {}, outside the extent that its server declares, which is no longer"
                            + " relied on",
                    service.key(),
                    position.lon(),
                    position.lat());
            changed();
        }
    }

    /** Lets what queries wanted to know be fetched; to be called when one has ended. Returns at once. */
    public void queryEnded() {
        refresher.wake();
    }

    /** Forgets everything, and whatever is still arriving. */
    public void clear() {
        records.clear();
        changed();
    }

    /** Completes when everything that was wanted has been fetched or has failed. */
    CompletableFuture<Void> idle() {
        return refresher.idle();
    }

    /** Has it saved a little later, together with what else changes until then. */
    private void changed() {
        unsaved = true;
        if (file != null && saving.compareAndSet(false, true)) {
            refresher.later(() -> save(file));
        }
    }

    private void save(ExtentsFile target) {
        saving.set(false);
        unsaved = false;
        Instant now = clock.instant();
        Map<LayerKey, Known> layers = new LinkedHashMap<>();
        records.forEach((key, layer) -> {
            Known known = layer.known();
            if (known != null && !key.isSecret() && !now.isAfter(reliedOnUntil(known))) {
                layers.put(key, known);
            }
        });
        try {
            target.write(layers);
        } catch (IOException e) {
            unsaved = true;
            LOG.warn("What servers say about their layers cannot be kept: {}", e.toString());
        }
    }

    /** Ends what is under way; what was learned is kept. */
    @Override
    public void close() {
        refresher.close();
        if (file != null && unsaved) {
            save(file);
        }
    }
}
