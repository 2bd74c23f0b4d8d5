package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.testing.TestPoints;

/**
 * An engine that does everything on the thread that asks, what follows a query included, and tells what it sent.
 *
 * <p>Not thread-safe.
 */
final class TalkativeEngine implements AutoCloseable {

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<HttpCall> sent = new ArrayList<>();
    private final QueryPlanner planner;
    private final QueryEngine engine;

    /** @param memory with the clock that the test owns */
    TalkativeEngine(EndpointMemory memory, Function<HttpCall, FetchOutcome> server) {
        planner = new QueryPlanner(Duration.ofSeconds(60), memory);
        engine = new QueryEngine(
                (call, scope) -> {
                    sent.add(call);
                    return CompletableFuture.completedFuture(server.apply(call));
                },
                () -> (task, bytes) -> task.run(),
                timer,
                memory,
                new SharingCounts(new GeoContextMetrics()));
    }

    TalkativeEngine(MergeSettings settings, Function<HttpCall, FetchOutcome> server) {
        this(new EndpointMemory(settings), server);
    }

    /** The answer of all services. */
    List<ContextValue> ask(List<ServiceDefinition> services, TestPoints point, double tolerance, FeaturesMode mode) {
        return engine.start(plan(services, point, tolerance, mode), QueryListener.NONE)
                .result()
                .join()
                .rows();
    }

    /** Begins and ends a query that the listener follows. */
    RunningQuery start(List<ServiceDefinition> services, TestPoints point, QueryListener listener) {
        return engine.start(plan(services, point, 0, FeaturesMode.NEAREST), listener);
    }

    QueryPlan plan(List<ServiceDefinition> services, TestPoints point, double tolerance, FeaturesMode mode) {
        QueryRequest request = new QueryRequest(
                point.geometry(),
                "EPSG:4326",
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                tolerance,
                null,
                mode,
                GeometryMode.SOURCE,
                false);
        try {
            return planner.plan(request, new Catalogue(services, List.of(), List.of()), NO_LIMIT);
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
    }

    /** What was sent since the last time, trials included. */
    List<HttpCall> sent() {
        List<HttpCall> since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
