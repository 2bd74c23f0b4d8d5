package org.geocontext.geoserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.geocontext.app.CurrentEngine;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.DocumentStore;
import org.geoserver.config.GeoServerDataDirectory;
import org.geoserver.config.impl.GeoServerLifecycleHandler;
import org.geoserver.platform.resource.Resource;
import org.geoserver.security.GeoServerSecurityManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * The engine in GeoServer: reads {@code geocontext/catalogue.json} and {@code geocontext/settings.json} of the data
 * directory, again whenever they change, and ends with the application context. Thread-safe.
 */
public final class GeoContextPlugin
        implements GeoServerLifecycleHandler, ApplicationListener<ContextRefreshedEvent>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GeoContextPlugin.class);
    private static final String DIRECTORY = "geocontext";

    private final CatalogueStore catalogue;
    private final SettingsStore settings;
    private final List<Resource> files;
    private final @Nullable Path cache;
    private final ScheduledThreadPoolExecutor background;
    private final AtomicBoolean warm = new AtomicBoolean();
    private Set<CatalogueProblem> reported = Set.of();
    private final CurrentEngine engine;

    /**
     * Reads both files and starts the engine. Nothing in them can make it fail: the problem is logged and shown in the
     * server status.
     */
    public GeoContextPlugin(GeoServerDataDirectory data, GeoServerSecurityManager security) {
        background = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "geocontext-config");
            thread.setDaemon(true);
            return thread;
        });
        ResourceDocument file = document(data, "catalogue", CatalogueReader.DEFAULT_MAX_BYTES);
        if (!file.exists()) {
            writeExample(file);
        }
        HostSecrets secrets = new HostSecrets(security);
        catalogue = CatalogueStore.open(
                file, new CatalogueReader(System::getenv, secrets, CatalogueReader.DEFAULT_MAX_BYTES), secrets);
        settings = SettingsStore.open(document(data, "settings", SettingsStore.MAX_BYTES));
        files = List.of(data.get(DIRECTORY, "catalogue.json"), data.get(DIRECTORY, "settings.json"));
        cache = directory(data.get(DIRECTORY, "cache"));
        engine = new CurrentEngine(settings.get(), this::start);
        report(catalogue.load());
        catalogue.whenChanged(this::report);
        settings.whenChanged(changed -> inBackground(this::useSettings));
    }

    private ResourceDocument document(GeoServerDataDirectory data, String name, int maxBytes) {
        return new ResourceDocument(data, DIRECTORY, name, maxBytes, this::inBackground);
    }

    private GeoContext start(Settings limits) {
        return GeoContext.start(limits, catalogue, UrlChecks::refusal, cache);
    }

    /** Null where the data directory is none, but a database, say. */
    private static @Nullable Path directory(Resource resource) {
        try {
            return resource.dir().toPath();
        } catch (RuntimeException e) {
            LOG.info(
                    "{} cannot be had, what is learned of servers is lost with a restart: {}",
                    resource.path(),
                    e.toString());
            return null;
        }
    }

    private static void writeExample(ResourceDocument file) {
        try (InputStream example = GeoContextPlugin.class.getResourceAsStream("example-catalogue.json");
                DocumentStore.Held held = file.lock()) {
            file.write(example.readAllBytes());
            LOG.info("{} was not there: an example was written, with every service switched off", file.name());
        } catch (IOException | CatalogueException e) {
            LOG.warn("{} is not there, and no example can be written: {}", file.name(), e.getMessage());
        }
    }

    /** A problem that stays is logged once, however often the catalogue is edited. */
    private synchronized void report(CatalogueLoad load) {
        LOG.info("{}: {}", catalogue.name(), PluginStatus.counts(load));
        for (CatalogueProblem problem : load.problems()) {
            if (!reported.contains(problem)) {
                LOG.warn("{}: {}", catalogue.name(), PluginStatus.text(problem));
            }
        }
        reported = Set.copyOf(load.problems());
    }

    private void useSettings() {
        if (engine.use(settings.get())) {
            LOG.info("{}: in use from the next query on", settings.name());
        }
    }

    /** The engine for the next query; another one after a change of the settings. */
    GeoContext engine() {
        return engine.get();
    }

    /** The settings in use. */
    Settings settings() {
        return engine.settings();
    }

    /** Tells a listener of every later change, on a thread of the plugin. */
    void whenSettingsChange(Consumer<Settings> listener) {
        engine.whenSettingsChange(listener);
    }

    /** The catalogue in use. */
    CatalogueLoad catalogue() {
        return catalogue.load();
    }

    CatalogueStore catalogueStore() {
        return catalogue;
    }

    SettingsStore settingsStore() {
        return settings;
    }

    /** What is wrong with the files as they are now, as sentences. */
    List<String> fileProblems() {
        List<String> problems = new ArrayList<>();
        catalogue.problem().ifPresent(problems::add);
        settings.problem().ifPresent(problems::add);
        return problems;
    }

    /** The catalogue and the settings, there or not. */
    List<Resource> files() {
        return files;
    }

    /** Warms the engine up once GeoServer itself has started. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (warm.compareAndSet(false, true)) {
            inBackground(() -> engine.get().warmUpThoroughly());
        }
    }

    @Override
    public void onReload() {
        inBackground(catalogue::refresh);
        inBackground(settings::refresh);
    }

    @Override
    public void beforeReload() {}

    /** Free Resource Caches: what was learned and answered so far is forgotten. */
    @Override
    public void onReset() {
        inBackground(engine::reset);
    }

    /** GeoServer disposes its catalogue here, not the application: {@link #close} follows. */
    @Override
    public void onDispose() {}

    private void inBackground(Runnable work) {
        try {
            background.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("geocontext: {}", e.toString(), e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("geocontext: closed, {} ignored", work, e);
        }
    }

    /** Ends every thread and connection. */
    @Override
    public void close() {
        catalogue.close();
        settings.close();
        background.shutdownNow();
        try {
            background.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
