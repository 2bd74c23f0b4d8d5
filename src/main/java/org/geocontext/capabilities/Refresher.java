package org.geocontext.capabilities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.Capabilities;
import org.geocontext.codec.CapabilitiesReader;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.fetch.DaemonThreads;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.source.ServerDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Asks servers to describe themselves, a few at a time, after somebody wanted to know. Everything happens on one thread
 * of its own, which ends when there is nothing to do; while a server keeps it waiting, nobody waits. Thread-safe.
 */
final class Refresher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    /** Descriptions under way at once: each may be tens of megabytes. */
    private static final int MOST_UNDER_WAY = 2;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int PAUSE_GROWS = 4;

    /** After more failures the pause is as long as it gets. */
    private static final int MOST_COUNTED_FAILURES = 10;

    /** Pauses and intervals vary by this share, so that servers are not asked by all at the same time. */
    private static final double JITTER = 0.1;

    private final ExtentSettings settings;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private final Duration delay;
    private final Runnable onLearned;
    private final ScheduledThreadPoolExecutor thread;

    /** Origins of endpoints that did not describe themselves when they were last asked: told once. */
    private final Set<Origin> silent = new HashSet<>();

    private final Map<LayerRecord, ServiceDefinition> wanted = new ConcurrentHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    private final Map<HttpCall, Endpoint> endpoints = new HashMap<>();
    private final Deque<Endpoint> queue = new ArrayDeque<>();
    private final Set<CallScope> underWay = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Void>> onIdle = new ArrayList<>();

    /**
     * @param delay from being woken to the first call
     * @param onLearned runs on the refresher's thread whenever something was learned
     */
    Refresher(ExtentSettings settings, Fetcher fetcher, InstantSource clock, Duration delay, Runnable onLearned) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.clock = clock;
        this.delay = delay;
        this.onLearned = onLearned;
        thread = new ScheduledThreadPoolExecutor(1, new DaemonThreads("geocontext-capabilities"));
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Notes that a layer's server should be asked; nothing happens before {@link #wake}. */
    void want(LayerRecord layer, ServiceDefinition service) {
        wanted.putIfAbsent(layer, service);
    }

    /** Starts what is wanted, on the refresher's thread. */
    void wake() {
        if (!wanted.isEmpty() && woken.compareAndSet(false, true)) {
            later(this::begin);
        }
    }

    /** Runs something on the refresher's thread, after the delay. */
    void later(Runnable work) {
        try {
            thread.schedule(() -> guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed", e);
        }
    }

    /** Completes when nothing is wanted or under way, or the refresher was closed. */
    CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                onIdle.add(idle);
                tellIfIdle();
            });
        } catch (RejectedExecutionException e) {
            idle.complete(null);
        }
        return idle;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("Refreshing what is known of servers failed", e);
        }
    }

    private void begin() {
        woken.set(false);
        for (Map.Entry<LayerRecord, ServiceDefinition> want : wanted.entrySet()) {
            register(want.getKey(), want.getValue());
            wanted.remove(want.getKey());
        }
        proceed();
    }

    private void register(LayerRecord layer, ServiceDefinition service) {
        Optional<ServerDescription> found = ServerDescription.of(service);
        if (found.isEmpty()) {
            layer.postpone(Instant.MAX);
            return;
        }
        ServerDescription description = found.get();
        Endpoint endpoint = endpoints.computeIfAbsent(description.calls().get(0), call -> new Endpoint(description));
        endpoint.add(layer, description.layer());
        if (endpoint.notBefore().isAfter(clock.instant())) {
            layer.postpone(endpoint.notBefore());
        } else if (!endpoint.isUnderWay()) {
            endpoint.setUnderWay(true);
            queue.add(endpoint);
        }
    }

    private void proceed() {
        while (underWay.size() < MOST_UNDER_WAY && !queue.isEmpty()) {
            ask(queue.remove(), 0);
        }
        tellIfIdle();
    }

    private void tellIfIdle() {
        if (underWay.isEmpty() && queue.isEmpty() && wanted.isEmpty()) {
            onIdle.forEach(idle -> idle.complete(null));
            onIdle.clear();
        }
    }

    private void ask(Endpoint endpoint, int attempt) {
        HttpCall call = endpoint.call(attempt);
        if (call == null) {
            throw new IllegalStateException("no call for attempt " + attempt);
        }
        CallScope scope = new CallScope(Deadline.after(LIMIT));
        underWay.add(scope);
        fetcher.fetch(call, scope).whenComplete((outcome, bug) -> {
            try {
                thread.execute(() -> {
                    underWay.remove(scope);
                    guarded(() -> arrived(endpoint, attempt, outcome));
                    guarded(this::proceed);
                });
            } catch (RejectedExecutionException e) {
                LOG.trace("closed", e);
            }
        });
    }

    private void arrived(Endpoint endpoint, int attempt, @Nullable FetchOutcome outcome) {
        if (!(outcome instanceof HttpReply reply)) {
            failed(endpoint, outcome instanceof CallFailure failure ? failure.message() : "the call failed");
            return;
        }
        try {
            Capabilities said = CapabilitiesReader.read(
                    reply, LayerNames.anyOf(endpoint.layers().values()));
            learn(endpoint, said);
        } catch (CodecException e) {
            if (endpoint.call(attempt + 1) == null) {
                failed(endpoint, String.valueOf(e.getMessage()));
            } else {
                ask(endpoint, attempt + 1);
            }
        }
    }

    private void learn(Endpoint endpoint, Capabilities said) {
        Instant now = clock.instant();
        Instant next = now.plus(varied(settings.refresh()));
        Set<LayerRecord> forgotten = new HashSet<>();
        endpoint.layers().forEach((layer, name) -> {
            LayerCapabilities found = Endpoint.find(name, said).orElse(null);
            layer.learn(new Known(found, said.layerLimit(), now, null), next);
            if (!layer.wasUsed()) {
                forgotten.add(layer);
            }
        });
        endpoint.layers().keySet().removeAll(forgotten);
        endpoint.succeeded();
        silent.remove(endpoint.origin());
        endpoint.setUnderWay(false);
        LOG.debug("{} describes {} of the layers", endpoint, said.layers().size());
        onLearned.run();
    }

    private void failed(Endpoint endpoint, String message) {
        int before = Math.min(endpoint.failures(), MOST_COUNTED_FAILURES);
        Duration grown = FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_GROWS, before));
        Duration pause = grown.compareTo(settings.refresh()) < 0 ? grown : settings.refresh();
        endpoint.failed(clock.instant().plus(varied(pause)));
        endpoint.setUnderWay(false);
        boolean first = silent.add(endpoint.origin());
        LOG.atLevel(first ? Level.INFO : Level.DEBUG)
                .log("{} does not describe itself: {}; asked again in {} s", endpoint, message, pause.toSeconds());
    }

    private static Duration varied(Duration duration) {
        double share = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis(Math.round(duration.toMillis() * share));
    }

    /**
     * Cancels what is under way and ends the thread; what it is just doing it finishes, as it may be writing a file.
     */
    @Override
    public void close() {
        thread.shutdown();
        underWay.forEach(CallScope::cancel);
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        onIdle.forEach(idle -> idle.complete(null));
    }
}
