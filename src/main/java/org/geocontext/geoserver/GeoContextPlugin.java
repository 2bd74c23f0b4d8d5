package org.geocontext.geoserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.geocontext.app.CurrentEngine;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsReader;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueReader;
import org.geoserver.config.GeoServerDataDirectory;
import org.geoserver.config.impl.GeoServerLifecycleHandler;
import org.geoserver.platform.resource.Resource;
import org.geoserver.platform.resource.ResourceListener;
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
    private static final int MAX_SETTINGS_BYTES = 1 << 20;

    private final ConfigFile<CatalogueLoad> catalogue;
    private final ConfigFile<Settings> settings;
    private final HostSecrets secrets;
    private final @Nullable Path cache;
    private final ResourceListener onCatalogue = change -> inBackground(this::readCatalogue);
    private final ResourceListener onSettings = change -> inBackground(this::readSettings);
    private final ScheduledThreadPoolExecutor background;
    private final AtomicBoolean warm = new AtomicBoolean();
    private final CurrentEngine engine;

    /**
     * Reads both files and starts the engine. Nothing in them can make it fail: the problem is logged and shown in the
     * server status.
     */
    public GeoContextPlugin(GeoServerDataDirectory data, GeoServerSecurityManager security) {
        secrets = new HostSecrets(security);
        catalogue = new ConfigFile<>(
                data.get(DIRECTORY, "catalogue.json"),
                new CatalogueReader(System::getenv, secrets, CatalogueReader.DEFAULT_MAX_BYTES)::read,
                new CatalogueLoad(Catalogue.EMPTY, List.of(), Map.of()));
        settings = new ConfigFile<>(
                data.get(DIRECTORY, "settings.json"),
                (content, name) -> SettingsReader.read(name, content.readNBytes(MAX_SETTINGS_BYTES)),
                Settings.DEFAULT);
        cache = directory(data.get(DIRECTORY, "cache"));
        if (!catalogue.exists()) {
            writeExample(catalogue.resource());
        }
        readCatalogue();
        if (settings.exists()) {
            settings.read();
        }
        background = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "geocontext-config");
            thread.setDaemon(true);
            return thread;
        });
        engine = new CurrentEngine(settings.value(), this::start);
        catalogue.resource().addListener(onCatalogue);
        settings.resource().addListener(onSettings);
    }

    private GeoContext start(Settings limits) {
        return GeoContext.start(limits, () -> catalogue.value().catalogue(), UrlChecks::refusal, cache);
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

    private static void writeExample(Resource file) {
        try (InputStream example = GeoContextPlugin.class.getResourceAsStream("example-catalogue.json");
                OutputStream out = file.out()) {
            example.transferTo(out);
            LOG.info("{} was not there: an example was written, with every service switched off", file.path());
        } catch (IOException | IllegalStateException e) {
            LOG.warn("{} is not there, and no example can be written: {}", file.path(), e.getMessage());
        }
    }

    private void readCatalogue() {
        if (!catalogue.read()) {
            return;
        }
        CatalogueLoad load = catalogue.value();
        LOG.info("{}: {}", catalogue.resource().path(), counts());
        for (CatalogueProblem problem : load.problems()) {
            LOG.warn("{}: {}", catalogue.resource().path(), PluginStatus.text(problem));
        }
    }

    private void readSettings() {
        if (settings.exists() && settings.read() && engine.use(settings.value())) {
            LOG.info("{}: in use from the next query on", settings.resource().path());
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
        return catalogue.value();
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
        return List.of(catalogue.resource(), settings.resource());
    }

    private String counts() {
        return PluginStatus.counts(catalogue.value());
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
        inBackground(this::readCatalogue);
        inBackground(this::readSettings);
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
        catalogue.resource().removeListener(onCatalogue);
        settings.resource().removeListener(onSettings);
        background.shutdownNow();
        try {
            background.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
