package org.geocontext.codec;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast replies are read on one core, in replies and in megabytes (10^6 bytes) a second, with their geometries and
 * without. {@link XmlTokenizerBenchmark} is what GML is to be compared with.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh ReplyReaderBenchmark
 * src/bench/run jmh ReplyReaderBenchmark -p format=GEOJSON -p size=1000000
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ReplyReaderBenchmark {

    private static final CallTiming NO_TIME = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ZERO);

    @Param
    public SampleReply format;

    @Param({"2000", "1000000"})
    public int size;

    @Param({"8", "15"})
    public int decimals;

    private HttpReply reply;

    /** How much was read. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        public double megabytes;
    }

    @Setup
    public void write() throws CodecException {
        byte[] body = format.ofSize(size, decimals);
        reply = new HttpReply(URI.create("https://maps.example.org/ows"), 200, Map.of(), body, NO_TIME);
        ParsedFeature first =
                ReplyReader.read(reply, ReadOptions.DEFAULT).features().get(0);
        if (first.geometry() == null && format != SampleReply.GEOSERVER_TEXT) {
            throw new IllegalStateException("a " + format + " without geometry");
        }
    }

    @Benchmark
    public ParsedReply withGeometry(Read read) throws CodecException {
        read.megabytes += reply.body().length / 1e6;
        return ReplyReader.read(reply, ReadOptions.DEFAULT);
    }

    @Benchmark
    public ParsedReply withoutGeometry(Read read) throws CodecException {
        read.megabytes += reply.body().length / 1e6;
        return ReplyReader.read(reply, ReadOptions.DEFAULT.withGeometry(false));
    }
}
