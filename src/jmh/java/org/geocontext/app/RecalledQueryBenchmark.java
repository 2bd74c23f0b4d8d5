package org.geocontext.app;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A query of 100 services at another point inside polygons that are known: plan, recall and rows, through the engine as
 * a host calls it. Any row that is not from the cache ends the run. Needs the latency server of
 * {@code src/test/servers} for the first answer.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh RecalledQueryBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecalledQueryBenchmark {

    private static final int SERVICES = 100;

    private GeoContext geoContext;
    private List<String> keys;

    @Setup
    public void askOnce() throws InvalidRequestException {
        List<ServiceDefinition> services = IntStream.range(0, SERVICES)
                .mapToObj(i -> ServiceDefinition.builder("s" + i, QueryType.WMS, "http://127.0.0.1:8733/layers/1")
                        .layer("layer_" + i)
                        .property("value")
                        .internal(true)
                        .build())
                .toList();
        Catalogue catalogue = new Catalogue(services, List.of(), List.of());
        keys = services.stream().map(ServiceDefinition::key).toList();
        geoContext = GeoContext.start(Settings.DEFAULT, () -> catalogue, UrlPolicy.ANY);
        geoContext.query(request(26.5, -29.5), Caller.ADMINISTRATOR);
    }

    @TearDown
    public void close() {
        geoContext.close();
    }

    private QueryResult elsewhere() throws InvalidRequestException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        QueryResult result = geoContext.query(
                request(26 + random.nextDouble(0.1, 0.9), -30 + random.nextDouble(0.1, 0.9)), Caller.ADMINISTRATOR);
        if (result.rows().size() != SERVICES || !result.rows().stream().allMatch(ContextValue::cached)) {
            throw new IllegalStateException(result.rows().get(0).toString());
        }
        return result;
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public QueryResult latency() throws InvalidRequestException {
        return elsewhere();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Threads(2)
    public QueryResult onTwoThreads() throws InvalidRequestException {
        return elsewhere();
    }

    private QueryRequest request(double lon, double lat) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(lon, lat)),
                null,
                null,
                List.of(),
                keys,
                null,
                60.0,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }
}
