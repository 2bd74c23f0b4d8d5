import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
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
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Wall times of the engine against an origin with latency, without a host around it.
 *
 * <p>{@code java -cp target/geocontext.jar src/bench/java/EngineBench.java COUNT MILLIS ROUNDS [hang]}: a collection of
 * COUNT services, each answered after MILLIS by the latency server of {@code src/test/servers}, queried ROUNDS times
 * after the engine's own warm-up and 60 queries of 100 quick services ({@code -Dwarm=0} for none); with {@code hang}
 * one more service that never answers and a deadline of 2 s. Prints one line a round.
 */
public final class EngineBench {

    private static final String ORIGIN = "http://127.0.0.1:8733/sleep/";
    private static final String HANGING = "http://127.0.0.1:8734/hang";

    /** Queries of 100 quick services before those that count: what a host has answered in its first minutes. */
    private static final int WARM_QUERIES = Integer.getInteger("warm", 60);

    private EngineBench() {}

    public static void main(String[] args) throws InvalidRequestException {
        int count = Integer.parseInt(args[0]);
        int millis = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        boolean hang = args.length > 3 && args[3].equals("hang");
        AtomicReference<Catalogue> catalogue = new AtomicReference<>(catalogue(100, 10, false));
        int ceiling = Math.max(256, count + 1);
        Settings settings = Settings.DEFAULT.withFetch(FetchSettings.builder()
                .callsPerOrigin(ceiling)
                .callsInTotal(Math.max(1024, ceiling))
                .build());
        try (GeoContext geoContext = GeoContext.start(settings, catalogue::get, UrlPolicy.ANY)) {
            geoContext.warmUpThoroughly();
            for (int query = 0; query < WARM_QUERIES; query++) {
                geoContext.query(request(null), Caller.ADMINISTRATOR);
            }
            catalogue.set(catalogue(count, millis, hang));
            double[] walls = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                QueryResult result = geoContext.query(request(hang ? 2.0 : null), Caller.ADMINISTRATOR);
                walls[round] = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "engine n=%d latency_ms=%d round=%d wall_s=%.3f %s%n",
                        count,
                        millis,
                        round + 1,
                        walls[round],
                        outcomes(result));
            }
            Arrays.sort(walls);
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "engine n=%d latency_ms=%d median_wall_s=%.3f heap_mb=%d of %d%n",
                    count,
                    millis,
                    walls[rounds / 2],
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    runtime.maxMemory() >> 20);
        }
    }

    private static Map<String, Integer> outcomes(QueryResult result) {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (ContextValue row : result.rows()) {
            String outcome =
                    row.reason() == null ? row.status().code() : row.reason().code();
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }

    private static QueryRequest request(Double timeout) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(26.2, -29.1)),
                null,
                "bench",
                List.of(),
                List.of(),
                null,
                timeout,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                true);
    }

    private static Catalogue catalogue(int count, int millis, boolean hang) {
        List<ServiceDefinition> services = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            services.add(service("s" + i, ORIGIN + millis + "/s" + i));
        }
        if (hang) {
            services.add(service("hanging", HANGING));
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
                .internal(true)
                .build();
    }
}
