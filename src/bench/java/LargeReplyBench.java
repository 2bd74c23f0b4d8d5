import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What one large reply does to the small ones of the same query.
 *
 * <p>{@code java -Xmx256m -cp target/geocontext.jar src/bench/java/LargeReplyBench.java MEGABYTES MILLIS ROUNDS}: 99
 * WMS services, each of whose replies of 2 kB comes after MILLIS, and one whose GeoJSON of that many megabytes begins
 * at the same moment; an origin in this process writes them. Rounds with the large service and without take turns,
 * after 60 queries of the small ones ({@code -Dwarm=0} for none). Prints for either kind the median, the 95th
 * percentile and the greatest of the small services' times, each the median of the rounds, and what the large one took.
 */
public final class LargeReplyBench {

    private static final int SMALL = 99;
    private static final int WARM_QUERIES = Integer.getInteger("warm", 60);
    private static final String LARGE = "large";

    /** A ring of 2000 positions around the asked point, about 47 kB. */
    private static final int LARGE_RING = 2000;

    private static final int SMALL_RING = 70;

    private LargeReplyBench() {}

    public static void main(String[] args) throws InvalidRequestException, IOException {
        long bytes = Long.parseLong(args[0]) * 1_000_000;
        int millis = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(4, LargeReplyBench::daemon);
        HttpServer origin = origin(bytes, millis, clock);
        FetchSettings fetch =
                FetchSettings.builder().maxReplyBytes((int) (bytes + (1 << 20))).build();
        Settings settings = Settings.DEFAULT.withFetch(fetch).withExtents(ExtentSettings.OFF);
        AtomicReference<Catalogue> catalogue = new AtomicReference<>(catalogue(origin, false));
        try (GeoContext geoContext = GeoContext.start(settings, catalogue::get, UrlPolicy.ANY)) {
            geoContext.warmUpThoroughly();
            for (int query = 0; query < WARM_QUERIES; query++) {
                geoContext.query(request(), Caller.ADMINISTRATOR);
            }
            Times without = new Times();
            Times with = new Times();
            for (int round = 0; round < rounds; round++) {
                catalogue.set(catalogue(origin, false));
                without.add(geoContext.query(request(), Caller.ADMINISTRATOR));
                catalogue.set(catalogue(origin, true));
                with.add(geoContext.query(request(), Caller.ADMINISTRATOR));
            }
            without.print("without", millis);
            with.print("with", millis);
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "heap_mb=%d of %d%n",
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    runtime.maxMemory() >> 20);
        } finally {
            origin.stop(0);
            clock.shutdownNow();
        }
    }

    /** The times of the small services' rows, round by round, and those of the large one. */
    private static final class Times {

        private final List<int[]> small = new ArrayList<>();
        private final List<Integer> large = new ArrayList<>();

        void add(QueryResult result) {
            List<Integer> millis = new ArrayList<>();
            for (ContextValue row : result.rows()) {
                if (row.status() != Status.VALUE) {
                    throw new IllegalStateException(row.service().key() + ": " + row.reason() + " " + row.message());
                }
                (row.service().key().equals(LARGE) ? large : millis).add(row.elapsedMillis());
            }
            small.add(millis.stream().mapToInt(Integer::intValue).sorted().toArray());
        }

        void print(String name, int millis) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: latency_ms=%d small_median_ms=%d small_p95_ms=%d small_max_ms=%d large_ms=%s%n",
                    name,
                    millis,
                    median(SMALL / 2),
                    median(SMALL * 95 / 100),
                    median(SMALL - 1),
                    large);
        }

        /** Of all rounds, the median of the service with this rank in its round. */
        private int median(int rank) {
            int[] times = small.stream().mapToInt(round -> round[rank]).sorted().toArray();
            return times[times.length / 2];
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "origin");
        thread.setDaemon(true);
        return thread;
    }

    private static HttpServer origin(long bytes, int millis, ScheduledExecutorService clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(Runnable::run);
        byte[] small = ("{\"type\":\"FeatureCollection\",\"features\":[" + feature(SMALL_RING) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/small",
                exchange -> clock.schedule(
                        () -> answer(exchange, small.length, body -> body.write(small)),
                        millis,
                        TimeUnit.MILLISECONDS));
        server.createContext(
                "/large",
                exchange -> clock.schedule(
                        () -> answer(exchange, 0, body -> writeLarge(body, bytes)), millis, TimeUnit.MILLISECONDS));
        server.start();
        return server;
    }

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** @param length 0 for a reply in chunks, as servers write what they do not hold in memory */
    private static void answer(HttpExchange exchange, long length, Body body) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, length);
            body.write(exchange.getResponseBody());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeLarge(OutputStream out, long bytes) throws IOException {
        byte[] feature = feature(LARGE_RING).getBytes(StandardCharsets.UTF_8);
        out.write("{\"type\":\"FeatureCollection\",\"features\":[".getBytes(StandardCharsets.UTF_8));
        out.write(feature);
        for (long written = feature.length; written < bytes; written += feature.length) {
            out.write(',');
            out.write(feature);
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
    }

    private static String feature(int vertices) {
        StringBuilder ring = new StringBuilder();
        for (int i = 0; i <= vertices; i++) {
            double angle = 2 * Math.PI * (i % vertices) / vertices;
            double radius = 0.1 + 0.01 * (i % vertices % 7);
            ring.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "[%.8f,%.8f]",
                            26.2 + radius * Math.cos(angle),
                            -29.1 + radius * Math.sin(angle)));
        }
        return "{\"type\":\"Feature\",\"id\":\"layer.1\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[" + ring
                + "]]},\"properties\":{\"value\":\"around the point\",\"number\":17}}";
    }

    private static QueryRequest request() {
        return new QueryRequest(
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
    }

    /** Every service is an endpoint of its own, so that nothing is merged. */
    private static Catalogue catalogue(HttpServer origin, boolean withLarge) {
        String url = "http://127.0.0.1:" + origin.getAddress().getPort();
        List<ServiceDefinition> services = new ArrayList<>();
        for (int i = 0; i < SMALL; i++) {
            services.add(service("s" + i, url + "/small/" + i));
        }
        if (withLarge) {
            services.add(SMALL / 2, service(LARGE, url + "/large"));
        }
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        return new Catalogue(
                services,
                List.of(new GroupDefinition("bench", "Bench", "", "text", keys, Set.of(), Map.of())),
                List.of(new CollectionDefinition("bench", "Bench", "", List.of("bench"), Set.of(), Map.of())));
    }

    private static ServiceDefinition service(String key, String url) {
        return ServiceDefinition.builder(key, QueryType.WMS, url)
                .layer(key)
                .property("value")
                .merge(false)
                .internal(true)
                .build();
    }
}
