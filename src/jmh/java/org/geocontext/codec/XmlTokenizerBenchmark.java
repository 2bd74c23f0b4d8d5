package org.geocontext.codec;

import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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
 * How fast the JDK's StAX reader goes through a document, with the properties that ours has, when nobody looks at what
 * it finds.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh XmlTokenizerBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class XmlTokenizerBenchmark {

    @Param({"GML_2", "GML_3"})
    public SampleReply format;

    @Param({"2000", "1000000"})
    public int size;

    @Param({"8", "15"})
    public int decimals;

    private XMLInputFactory factory;
    private byte[] body;

    /** How much was read. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        public double megabytes;
    }

    @Setup
    public void write() {
        body = format.ofSize(size, decimals);
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    @Benchmark
    public int tokens(Read read) throws XMLStreamException {
        read.megabytes += body.length / 1e6;
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
        int events = 0;
        while (xml.hasNext()) {
            events += xml.next();
        }
        return events;
    }
}
