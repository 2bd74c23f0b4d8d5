import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Many points, one service with latency, no two requests alike: every point is a query of its own, all started at once,
 * and at most LIMIT calls are in flight.
 *
 * <pre>java -cp target/geocontext.jar src/bench/java/ManyPointsBench.java POINTS MILLIS LIMIT</pre>
 *
 * <p>Prints the wall time and its ratio to the ideal, MILLIS for each LIMIT points, of two rounds at different points:
 * the first right after the engine's start, while the JVM still compiles, the second as in a host that has been up.
 */
public final class ManyPointsBench {

    private ManyPointsBench() {}

    public static void main(String[] args) throws InvalidRequestException {
        int points = Integer.parseInt(args[0]);
        int millis = Integer.parseInt(args[1]);
        int limit = Integer.parseInt(args[2]);
        Settings settings = Settings.DEFAULT.withFetch(FetchSettings.builder()
                .callsPerOrigin(limit)
                .callsInTotal(limit)
                .build());
        ServiceDefinition service = ServiceDefinition.builder(
                        "slow", QueryType.WMS, "http://127.0.0.1:8733/sleep/" + millis)
                .layer("slow")
                .property("value")
                .internal(true)
                .build();
        Catalogue catalogue = new Catalogue(List.of(service), List.of(), List.of());
        try (GeoContext geoContext = GeoContext.start(settings, () -> catalogue, UrlPolicy.ANY)) {
            geoContext.warmUpThoroughly();
            for (int round = 0; round < 2; round++) {
                run(geoContext, round, points, millis, limit);
            }
        }
    }

    private static void run(GeoContext geoContext, int round, int points, int millis, int limit)
            throws InvalidRequestException {
        long start = System.nanoTime();
        List<CompletableFuture<QueryResult>> results = new ArrayList<>();
        for (int point = 0; point < points; point++) {
            QueryRequest request = request(point + round * points);
            results.add(geoContext
                    .start(request, Caller.ADMINISTRATOR, QueryListener.NONE)
                    .result());
        }
        long values = results.stream()
                .flatMap(result -> result.join().rows().stream())
                .filter(row -> row.status() == Status.VALUE)
                .count();
        double wall = (System.nanoTime() - start) / 1e9;
        double ideal = millis / 1000.0 * Math.ceil((double) points / limit);
        System.out.printf(
                Locale.ROOT,
                "geocontext round=%d points=%d latency_ms=%d limit=%d wall_s=%.2f ideal_s=%.2f ratio=%.2f values=%d%n",
                round + 1,
                points,
                millis,
                limit,
                wall,
                ideal,
                wall / ideal,
                values);
    }

    private static QueryRequest request(int point) {
        double lon = -179 + point % 1000 * 0.3;
        double lat = -60 + point / 1000 * 0.3;
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(lon, lat)),
                null,
                null,
                List.of(),
                List.of("slow"),
                null,
                300.0,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }
}
