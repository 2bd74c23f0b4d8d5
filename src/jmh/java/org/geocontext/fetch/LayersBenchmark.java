package org.geocontext.fetch;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Manners;
import org.geocontext.metrics.GeoContextMetrics;
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
 * What the layers around the client cost a call, everything that waits for the network left out: a call whose reply is
 * there at once, and one of a hundred calls of a query that are under way together.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh LayersBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class LayersBenchmark {

    private static final int TOGETHER = 100;

    @Param({"false", "true"})
    public boolean hedge;

    private final SystemTime time = new SystemTime(new DaemonThreads("time"));
    private final CompletableFuture<FetchOutcome> there = CompletableFuture.completedFuture(reply());
    private final List<HttpCall> calls = IntStream.range(0, TOGETHER)
            .mapToObj(i -> HttpCall.get(URI.create("http://maps.example.org/wms?REQUEST=GetFeatureInfo&I=" + i)))
            .toList();

    private Fetcher quick;
    private Fetcher slow;
    private CompletableFuture<FetchOutcome> coming = new CompletableFuture<>();
    private int next;

    @Setup
    public void start() {
        quick = layers((call, scope) -> there);
        slow = layers((call, scope) -> coming);
    }

    private Fetcher layers(Fetcher sending) {
        FetchSettings settings = FetchSettings.builder().hedge(hedge).build();
        return new Layers(settings, origin -> Manners.UNLIMITED, sending, new GeoContextMetrics(), time).queries();
    }

    private static HttpReply reply() {
        CallTiming timing = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ofMillis(100));
        return new HttpReply(
                URI.create("http://maps.example.org/wms"), 200, Map.of("etag", "\"1\""), new byte[100], timing);
    }

    @TearDown
    public void stop() {
        time.close();
    }

    @Benchmark
    public FetchOutcome oneAtATime() {
        next = (next + 1) % TOGETHER;
        return quick.fetch(calls.get(next), new CallScope(Deadline.after(Duration.ofSeconds(20))))
                .join();
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public FetchOutcome aHundredTogether() {
        coming = new CompletableFuture<>();
        CallScope query = new CallScope(Deadline.after(Duration.ofSeconds(20)));
        List<CompletableFuture<FetchOutcome>> outcomes =
                calls.stream().map(call -> slow.fetch(call, query)).toList();
        coming.complete(there.join());
        return outcomes.get(TOGETHER - 1).join();
    }
}
