package org.geocontext.query;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.capabilities.Extents;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to plan a query of 135 WMS layers of one endpoint whose extents are known from its capabilities,
 * and how much of that is the question whether they are to be skipped.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh PlanningBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class PlanningBenchmark {

    private static final int LAYERS = 135;

    /** Where the point is; {@code UNKNOWN}: inside, and nothing is known of extents. */
    public enum Where {
        UNKNOWN,
        INSIDE,
        OUTSIDE
    }

    @Param
    public Where where;

    private final List<ServiceDefinition> services = IntStream.range(0, LAYERS)
            .mapToObj(i -> ServiceDefinition.builder("s" + i, QueryType.WMS, "https://maps.example.org/geoserver/wms")
                    .layer("ws:layer_" + i)
                    .property("name")
                    .build())
            .toList();

    private final Catalogue catalogue = new Catalogue(services, List.of(), List.of());
    private Extents extents;
    private QueryPlanner planner;
    private SkipRule rule;
    private QueryRequest request;
    private LonLat position;

    /** Lets the extents be read from a document as a server sends it. */
    @Setup
    public void prepare() {
        extents = where == Where.UNKNOWN ? Extents.none() : known();
        planner = new QueryPlanner(
                Duration.ofSeconds(20), new EndpointMemory(MergeSettings.DEFAULT), extents, AnswerMemory.none());
        rule = new SkipRule(extents);
        position = where == Where.OUTSIDE ? new LonLat(2.35, 48.86) : new LonLat(28.2, -25.7);
        request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(position.lon(), position.lat())),
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }

    private Extents known() {
        byte[] document = capabilities().getBytes(StandardCharsets.UTF_8);
        CallTiming timing = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ZERO);
        Extents learned = Extents.start(
                ExtentSettings.DEFAULT,
                (call, scope) ->
                        CompletableFuture.completedFuture(new HttpReply(call.uri(), 200, Map.of(), document, timing)),
                null);
        while (learned.extent(services.get(0)).isEmpty()) {
            services.forEach(learned::extent);
            learned.queryEnded();
            Thread.onSpinWait();
        }
        return learned;
    }

    private String capabilities() {
        return services.stream()
                .map(service -> "<Layer><Name>" + service.layer() + "</Name><EX_GeographicBoundingBox>"
                        + "<westBoundLongitude>16</westBoundLongitude><eastBoundLongitude>33</eastBoundLongitude>"
                        + "<southBoundLatitude>-35</southBoundLatitude><northBoundLatitude>-22</northBoundLatitude>"
                        + "</EX_GeographicBoundingBox></Layer>")
                .collect(Collectors.joining(
                        "",
                        "<WMS_Capabilities version='1.3.0'><Capability><Layer>",
                        "</Layer></Capability></WMS_Capabilities>"));
    }

    @TearDown
    public void close() {
        extents.close();
    }

    @Benchmark
    public QueryPlan plan() throws InvalidRequestException {
        return planner.plan(request, catalogue, Duration.ofDays(1));
    }

    /** Services that are skipped. */
    @Benchmark
    public int skip() {
        int skipped = 0;
        for (ServiceDefinition service : services) {
            skipped += rule.find(service, position, 10) == null ? 0 : 1;
        }
        return skipped;
    }
}
