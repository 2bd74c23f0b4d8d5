import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.geocontext.cache.AnswerCache;
import org.geocontext.cache.CacheKey;
import org.geocontext.cache.CacheSettings;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.cache.CachedAnswer;
import org.geocontext.cache.Fingerprint;
import org.geocontext.cache.Hit;
import org.geocontext.cache.Validity;
import org.geocontext.cache.ValueCodec;
import org.geocontext.geo.LonLat;
import org.geocontext.metrics.GeoContextMetrics;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * The answer cache by itself: what a full one takes of the heap, and how long looking up takes.
 *
 * <p>{@code java -Xmx1g -cp target/geocontext.jar src/bench/java/CacheBench.java points|polygons|huge [COUNT]
 * [DIRECTORY]}: {@code points} is COUNT (1,000,000) answers of one point each over 100 services, {@code polygons} is
 * COUNT (50,000) answers valid in a polygon of 100 vertices, {@code huge} is COUNT (50) of 50,000 vertices. With a
 * directory all of it is written there, too, and what it takes to read it at the next start is measured.
 */
public final class CacheBench {

    private static final int SERVICES = 100;
    private static final int LOOK_UPS = 1_000_000;

    /** As in a real answer: the feature's id, the property, its value. */
    private static final String VALUE = "states.31;STATE_NAME;Free State";

    private static final CacheKey[] KEYS = keys();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CacheBench() {}

    private enum Load {
        POINTS(1_000_000, 0),
        POLYGONS(50_000, 100),
        HUGE(50, 50_000);

        private final int count;
        private final int vertices;

        Load(int count, int vertices) {
            this.count = count;
            this.vertices = vertices;
        }
    }

    public static void main(String[] args) {
        Load load = Load.valueOf(args[0].toUpperCase(Locale.ROOT));
        int count = args.length > 1 ? Integer.parseInt(args[1]) : load.count;
        Path directory = args.length > 2 ? Path.of(args[2]) : null;
        long before = usedHeap();
        CacheSettings settings = new CacheSettings(2L << 30, Duration.ofDays(1), directory);
        try (AnswerCache<String> cache = AnswerCache.open(settings, new Text(), new GeoContextMetrics())) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                cache.put(key(i), answer(i, count, load.vertices));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            CacheStatistics statistics = cache.statistics();
            double heap = (usedHeap() - before) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "%s entries=%d put_us=%.1f heap_mb=%.0f bytes_each=%.0f estimated_mb=%.0f%n",
                    args[0],
                    statistics.total().entries(),
                    seconds * 1e6 / count,
                    heap,
                    heap * 1e6 / count,
                    statistics.total().bytes() / 1e6);
            Random random = new Random(1);
            IntFunction<LonLat> inside = i -> inside(i, count, load.vertices, random);
            for (int round = 0; round < 3; round++) {
                measure("hit", cache, count, inside);
                measure("miss", cache, count, i -> new LonLat(random.nextDouble() * 180, random.nextDouble() * 90));
            }
            System.out.println(cache.statistics().persistence());
        }
        if (directory != null) {
            readAgain(settings, count);
        }
    }

    private static void measure(String name, AnswerCache<String> cache, int count, IntFunction<LonLat> where) {
        Random random = new Random(2);
        long[] nanos = new long[LOOK_UPS];
        int found = 0;
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < LOOK_UPS; i++) {
            int entry = random.nextInt(count);
            LonLat point = where.apply(entry);
            long start = System.nanoTime();
            Optional<Hit<String>> hit = cache.find(key(entry), point);
            found += hit.isPresent() && !hit.get().value().isEmpty() ? 1 : 0;
            nanos[i] = System.nanoTime() - start;
        }
        double cpu = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / (double) LOOK_UPS;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s found=%d cpu_ns=%.0f p50_ns=%d p99_ns=%d p999_ns=%d max_us=%d%n",
                name,
                found,
                cpu,
                nanos[LOOK_UPS / 2],
                nanos[LOOK_UPS / 100 * 99],
                nanos[LOOK_UPS / 1000 * 999],
                nanos[LOOK_UPS - 1] / 1000);
    }

    private static void readAgain(CacheSettings settings, int count) {
        long start = System.nanoTime();
        try (AnswerCache<String> cache = AnswerCache.open(settings, new Text(), new GeoContextMetrics())) {
            double opened = (System.nanoTime() - start) / 1e6;
            while (cache.statistics().total().entries() < count && System.nanoTime() - start < 120e9) {
                LockSupport.parkNanos(5_000_000);
            }
            System.out.printf(
                    Locale.ROOT,
                    "again opened_ms=%.0f read_ms=%.0f entries=%d%n",
                    opened,
                    (System.nanoTime() - start) / 1e6,
                    cache.statistics().total().entries());
        }
    }

    private static CacheKey[] keys() {
        CacheKey[] keys = new CacheKey[SERVICES];
        for (int i = 0; i < SERVICES; i++) {
            keys[i] = new CacheKey(Fingerprint.of(List.of("s" + i)), "service_" + i, "STATE_NAME", false, 10, true);
        }
        return keys;
    }

    private static CacheKey key(int i) {
        return KEYS[i % SERVICES];
    }

    private static CachedAnswer<String> answer(int i, int count, int vertices) {
        LonLat middle = middle(i, count);
        Validity validity = vertices == 0
                ? new Validity.Within(middle, 0)
                : new Validity.Inside(polygon(middle, count, vertices), 10);
        String source = "https://maps.example.org/geoserver/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo"
                + "&LAYERS=ns:layer_" + i % SERVICES + "&QUERY_LAYERS=ns:layer_" + i % SERVICES
                + "&STYLES=&CRS=EPSG:4326&BBOX=" + (middle.lat() - 0.0001) + "," + (middle.lon() - 0.0001) + ","
                + (middle.lat() + 0.0001) + "," + (middle.lon() + 0.0001)
                + "&WIDTH=101&HEIGHT=101&I=50&J=50&INFO_FORMAT=application/json&FEATURE_COUNT=50&FORMAT=image/png";
        return new CachedAnswer<>(VALUE, source, validity, Instant.now(), Duration.ofDays(7));
    }

    /** On a lattice of which every service has its own part. */
    private static LonLat middle(int i, int count) {
        int side = (int) Math.ceil(Math.sqrt(count));
        return new LonLat(-170.0 + 340.0 * (i % side + 0.123456789) / side, -80 + 160.0 * (i / side + 0.5) / side);
    }

    private static double size(int count) {
        return 50.0 / Math.ceil(Math.sqrt(count));
    }

    private static LonLat inside(int i, int count, int vertices, Random random) {
        LonLat middle = middle(i, count);
        if (vertices == 0) {
            return middle;
        }
        double size = size(count) / 2;
        return new LonLat(
                middle.lon() + size * (random.nextDouble() - 0.5), middle.lat() + size * (random.nextDouble() - 0.5));
    }

    private static Polygon polygon(LonLat middle, int count, int vertices) {
        Random random = new Random(vertices);
        Coordinate[] ring = new Coordinate[vertices];
        double size = size(count);
        for (int i = 0; i < vertices - 1; i++) {
            double angle = 2 * Math.PI * i / (vertices - 1);
            double radius = size * (0.9 + 0.1 * random.nextDouble());
            ring[i] = new Coordinate(middle.lon() + radius * Math.cos(angle), middle.lat() + radius * Math.sin(angle));
        }
        ring[vertices - 1] = ring[0];
        return new GeometryFactory().createPolygon(ring);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Text implements ValueCodec<String> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes, int offset, int length) {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }
}
