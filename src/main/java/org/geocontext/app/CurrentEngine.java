package org.geocontext.app;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.geocontext.fetch.DaemonThreads;

/**
 * The engine of a host whose settings may change while it runs: other settings take another engine, queries under way
 * end on the former one. The files in the engine's directory are handed over, so that what was learned and answered
 * before is there again. Thread-safe.
 */
public final class CurrentEngine implements Supplier<GeoContext>, AutoCloseable {

    private final Function<Settings, GeoContext> starter;
    private final Set<GeoContext> replaced = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor closing =
            new ScheduledThreadPoolExecutor(1, new DaemonThreads("geocontext-engines"));
    private volatile GeoContext engine;
    private boolean closed;

    /**
     * Starts the first engine.
     *
     * @param starter starts an engine, always on the same directory
     */
    public CurrentEngine(Settings settings, Function<Settings, GeoContext> starter) {
        this.starter = starter;
        this.engine = starter.apply(settings);
        closing.setKeepAliveTime(10, TimeUnit.SECONDS);
        closing.allowCoreThreadTimeOut(true);
    }

    /** The engine for the next query; not to be kept. */
    @Override
    public GeoContext get() {
        return engine;
    }

    /** The settings in use. */
    public Settings settings() {
        return engine.settings();
    }

    /** Tells a listener of every later change, on the thread that makes it. */
    public void whenSettingsChange(Consumer<Settings> listener) {
        listeners.add(listener);
    }

    /**
     * Goes on with these settings, from the next query on. Takes the time of a warm-up if they are others.
     *
     * @return whether they are others
     */
    public synchronized boolean use(Settings settings) {
        if (closed || settings.equals(engine.settings())) {
            return false;
        }
        replaceBy(settings);
        listeners.forEach(listener -> listener.accept(settings));
        return true;
    }

    /** Forgets all answers and all that was learned of servers, the state of their breakers included. */
    public synchronized void reset() {
        if (!closed) {
            engine.forget();
            replaceBy(engine.settings());
        }
    }

    /** The former engine lets go of its files before the next one looks for them. */
    private void replaceBy(Settings settings) {
        GeoContext former = engine;
        former.releaseFiles();
        GeoContext next = starter.apply(settings);
        next.warmUp();
        replaced.add(former);
        engine = next;
        closeWhenIdle(former);
    }

    /** A second later at the earliest, for a query that is just starting there. */
    private void closeWhenIdle(GeoContext former) {
        closing.schedule(
                () -> {
                    if (former.isIdle()) {
                        former.close();
                        replaced.remove(former);
                    } else {
                        closeWhenIdle(former);
                    }
                },
                1,
                TimeUnit.SECONDS);
    }

    /** Ends every engine: every thread and connection. */
    @Override
    public synchronized void close() {
        closed = true;
        closing.shutdownNow();
        try {
            closing.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replaced.forEach(GeoContext::close);
        engine.close();
    }
}
