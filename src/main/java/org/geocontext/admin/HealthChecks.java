package org.geocontext.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.ServiceDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the services of a host, when somebody wants it or on the schedule of the settings, a few at a time, and
 * remembers how they did until the host ends. Thread-safe.
 */
final class HealthChecks {

    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

    /** Services under check at once. */
    private static final int AT_ONCE = 8;

    private final Supplier<GeoContext> engine;
    private final Function<Settings, Duration> schedule;
    private final Map<String, HealthResult> results = new ConcurrentHashMap<>();
    private final Map<String, Due> waiting = new LinkedHashMap<>();
    private final AtomicInteger turns = new AtomicInteger();
    private int underWay;
    private @Nullable Instant lastStarted;

    /** @param probing whether to probe it again if it does no better than before */
    private record Due(ServiceDefinition service, boolean probing) {}

    HealthChecks(Supplier<GeoContext> engine) {
        this(engine, Settings::healthSchedule);
    }

    /** @param schedule from one check of all services to the next; zero for none */
    HealthChecks(Supplier<GeoContext> engine, Function<Settings, Duration> schedule) {
        this.engine = engine;
        this.schedule = schedule;
    }

    /** Checks on the schedule of the settings from now on, with whatever engine the host has. */
    void follow() {
        GeoContext present = engine.get();
        Duration period = schedule.apply(present.settings());
        present.whenClosed(() -> {
            if (engine.get() != present) {
                follow();
            }
        });
        if (!period.isZero()) {
            later(present, period);
        }
    }

    private void later(GeoContext present, Duration period) {
        present.later(period, () -> {
            LOG.debug("Checking every service, as every {}", period);
            start(present.catalogue(Caller.ADMINISTRATOR).services(), false);
            later(present, period);
        });
    }

    /**
     * Checks those of these services that have a test point; what is waiting to be checked is not checked twice.
     *
     * @return how many are going to be checked
     */
    int start(Collection<ServiceDefinition> services) {
        return start(services, true);
    }

    private int start(Collection<ServiceDefinition> services, boolean probing) {
        int count = 0;
        synchronized (this) {
            lastStarted = Instant.now();
            for (ServiceDefinition service : services) {
                if (service.test() != null) {
                    waiting.put(service.key(), new Due(service, probing));
                    count++;
                }
            }
        }
        proceed();
        return count;
    }

    /** One thread at a time begins checks, as those that end at once would begin the next ones within each other. */
    private void proceed() {
        int missed = 1;
        if (turns.getAndAdd(missed) != 0) {
            return;
        }
        do {
            for (Due next = take(); next != null; next = take()) {
                check(next);
            }
            missed = turns.addAndGet(-missed);
        } while (missed != 0);
    }

    private void check(Due due) {
        ServiceDefinition service = due.service();
        new HealthCheck(engine.get())
                .run(service, due.probing() ? null : find(service).orElse(null))
                .exceptionally(failure -> {
                    LOG.debug("Checking service {} failed", service.key(), failure);
                    return HealthCheck.untested(service, null, "it left the catalogue, or cannot be asked there");
                })
                .thenAccept(this::ended);
    }

    private synchronized @Nullable Due take() {
        if (underWay >= AT_ONCE || waiting.isEmpty()) {
            return null;
        }
        underWay++;
        Iterator<Due> first = waiting.values().iterator();
        Due due = first.next();
        first.remove();
        return due;
    }

    private void ended(HealthResult result) {
        remember(result);
        synchronized (this) {
            underWay--;
        }
        proceed();
    }

    void remember(HealthResult result) {
        results.put(result.service().key(), result);
    }

    synchronized boolean isRunning() {
        return underWay > 0 || !waiting.isEmpty();
    }

    /** Empty if there has been no check. */
    synchronized Optional<Instant> lastStarted() {
        return Optional.ofNullable(lastStarted);
    }

    /** How the service did, as it stands in the catalogue now; empty if it was not checked. */
    Optional<HealthResult> find(ServiceDefinition service) {
        return Optional.ofNullable(results.get(service.key()))
                .filter(result -> result.service().equals(service));
    }
}
