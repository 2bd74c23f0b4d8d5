package org.geocontext.query;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.source.Facts;

/**
 * What was learned by asking, for each endpoint: facts about its protocol, and how its layers may share requests. The
 * least recently used is forgotten first. Shared by the planner and the engine; thread-safe.
 */
public final class EndpointMemory {

    private static final int MAX_ENDPOINTS = 10_000;

    /** Facts may hold a token, so they belong to the credentials too. */
    private record Endpoint(QueryType type, String url, String version, Credentials credentials) {
        static Endpoint of(ServiceDefinition service) {
            return new Endpoint(service.type(), service.url(), service.version(), service.credentials());
        }
    }

    private static final class Known {
        private Facts facts = Facts.NONE;
        private final MergeManners merging;
        private final TrialSchedule trials;

        Known(MergeManners merging, TrialSchedule trials) {
            this.merging = merging;
            this.trials = trials;
        }
    }

    private final MergeSettings settings;
    private final LongSupplier nanos;

    private final Map<Endpoint, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Known> eldest) {
            return size() > MAX_ENDPOINTS;
        }
    };

    public EndpointMemory(MergeSettings settings) {
        this(settings, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    EndpointMemory(MergeSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    synchronized Facts facts(ServiceDefinition service) {
        Known endpoint = known.get(Endpoint.of(service));
        return endpoint == null ? Facts.NONE : endpoint.facts;
    }

    /** @param learned only what is new: what others have learned meanwhile stays */
    synchronized void learn(ServiceDefinition service, Facts learned) {
        if (!learned.values().isEmpty()) {
            Known endpoint = of(service);
            endpoint.facts = endpoint.facts.merge(learned);
        }
    }

    /** How long a request for one service takes at its endpoint; empty if none was answered yet. */
    Optional<Duration> singleTime(ServiceDefinition service) {
        return merging(service).singleTime();
    }

    /** How the service's layer may share requests with others of its endpoint. */
    synchronized MergeManners merging(ServiceDefinition service) {
        return of(service).merging;
    }

    /** When the service's endpoint may be tried for what its layers lack to share requests. */
    synchronized TrialSchedule trials(ServiceDefinition service) {
        return of(service).trials;
    }

    private Known of(ServiceDefinition service) {
        return known.computeIfAbsent(
                Endpoint.of(service),
                endpoint -> new Known(new MergeManners(settings, nanos), new TrialSchedule(nanos)));
    }
}
