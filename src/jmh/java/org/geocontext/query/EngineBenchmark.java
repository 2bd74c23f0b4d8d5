package org.geocontext.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.SampleReply;
import org.geocontext.feature.ContextValueFeatures;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.geocontext.metrics.GeoContextMetrics;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine itself takes for one service, on one thread and without a network: plan, make the request, read a
 * reply of 2 kB, reduce, build the feature. A query of 100 services, each an endpoint of its own, divided by 100.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh EngineBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {

    private static final int SERVICES = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Protocol, URL, and what the server answers with. */
    public enum Server {
        WMS_GEOJSON(QueryType.WMS, "/wms", SampleReply.GEOJSON),
        WMS_TEXT(QueryType.WMS, "/wms", SampleReply.QGIS_TEXT),
        WFS_GML(QueryType.WFS, "/wfs", SampleReply.GML_3),
        ARCGIS(QueryType.ARC_REST, "/arcgis/rest/services/bench/MapServer", SampleReply.ESRI_JSON);

        private final QueryType type;
        private final String path;
        private final SampleReply reply;

        Server(QueryType type, String path, SampleReply reply) {
            this.type = type;
            this.path = path;
            this.reply = reply;
        }
    }

    @Param
    public Server server;

    private ScheduledExecutorService timer;
    private Catalogue catalogue;
    private QueryRequest request;
    private QueryPlanner planner;
    private QueryEngine engine;

    @Setup
    public void start() throws InvalidRequestException {
        timer = Executors.newScheduledThreadPool(1);
        List<ServiceDefinition> services =
                IntStream.range(0, SERVICES).mapToObj(this::service).toList();
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        catalogue = new Catalogue(
                services,
                List.of(new GroupDefinition("bench", "Bench", "", "text", keys, Set.of(), Map.of())),
                List.of(new CollectionDefinition("bench", "Bench", "", List.of("bench"), Set.of(), Map.of())));
        request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(26.2, -29.1)),
                null,
                "bench",
                List.of(),
                List.of(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                true);
        EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);
        planner = new QueryPlanner(LIMIT, memory);
        engine = new QueryEngine(
                fetcher(),
                () -> (task, bytes) -> task.run(),
                timer,
                memory,
                new SharingCounts(new GeoContextMetrics()));
        for (ContextValue row : result().rows()) {
            if (row.status() != Status.VALUE) {
                throw new IllegalStateException(row.reason() + " " + row.message());
            }
        }
    }

    private ServiceDefinition service(int number) {
        return ServiceDefinition.builder("s" + number, server.type, "https://h" + number + ".example.org" + server.path)
                .layer("0")
                .property("district")
                .build();
    }

    private Fetcher fetcher() {
        byte[] body = server.reply.ofSize(2000, 8);
        CallTiming timing = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ZERO);
        return (call, scope) ->
                CompletableFuture.completedFuture(new HttpReply(call.uri(), 200, Map.of(), body, timing));
    }

    private QueryResult result() throws InvalidRequestException {
        return engine.start(planner.plan(request, catalogue, LIMIT), QueryListener.NONE)
                .result()
                .join();
    }

    @Benchmark
    @OperationsPerInvocation(SERVICES)
    public SimpleFeatureCollection query() throws InvalidRequestException {
        return ContextValueFeatures.of(result());
    }

    @TearDown
    public void stop() {
        timer.shutdownNow();
    }
}
