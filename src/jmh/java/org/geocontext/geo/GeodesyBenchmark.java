package org.geocontext.geo;

import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the distance to a polygon takes: one that covers the position, one 60 m away, one out of reach.
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile
 * src/bench/run jmh GeodesyBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class GeodesyBenchmark {

    private static final double TOLERANCE_METRES = 1000;
    private static final double RADIUS_DEGREES = 0.1;

    /** Where the position is, by its longitude. */
    public enum Where {
        COVERED(26.2),
        NEAR(26.2 + RADIUS_DEGREES + 0.0006),
        FAR(27.2);

        private final double lon;

        Where(double lon) {
            this.lon = lon;
        }
    }

    @Param
    public Where where;

    @Param({"50", "2000"})
    public int vertices;

    private LonLat position;
    private Geometry polygon;

    @Setup
    public void draw() {
        position = new LonLat(where.lon, -29.1);
        Coordinate[] ring = new Coordinate[vertices + 1];
        for (int i = 0; i <= vertices; i++) {
            double angle = 2 * Math.PI * (i % vertices) / vertices;
            ring[i] = new Coordinate(26.2 + RADIUS_DEGREES * Math.cos(angle), -29.1 + RADIUS_DEGREES * Math.sin(angle));
        }
        polygon = new GeometryFactory().createPolygon(ring);
    }

    @Benchmark
    public double distance() {
        return Geodesy.distanceMetres(position, polygon);
    }

    @Benchmark
    public double distanceWithinTolerance() {
        return Geodesy.distanceWithin(TOLERANCE_METRES, position, polygon);
    }
}
