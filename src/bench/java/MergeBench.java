import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.MergeSettings;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * One collection of many layers on one slow endpoint, with shared requests and without; the requests are counted at the
 * server.
 *
 * <pre>java -cp target/geocontext.jar src/bench/java/MergeBench.java LAYERS MILLIS ROUNDS</pre>
 */
public final class MergeBench {

    private static final String SERVER = "http://127.0.0.1:8733";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private MergeBench() {}

    public static void main(String[] args) throws Exception {
        int layers = Integer.parseInt(args[0]);
        int millis = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Catalogue catalogue = catalogue(layers, millis);
        for (MergeSettings merging : List.of(MergeSettings.DEFAULT, MergeSettings.OFF)) {
            try (GeoContext geoContext = GeoContext.start(
                    Settings.DEFAULT.withMerging(merging).withExtents(ExtentSettings.OFF),
                    () -> catalogue,
                    UrlPolicy.ANY)) {
                geoContext.warmUpThoroughly();
                run(geoContext, merging.on() ? "merged" : "unmerged", layers, rounds);
            }
        }
    }

    private static void run(GeoContext geoContext, String name, int layers, int rounds)
            throws IOException, InterruptedException, InvalidRequestException {
        double[] walls = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            get("/count/reset");
            // Every round asks another cell, so that no answer is known.
            QueryRequest request = request(layers, -170 + round + 0.5, 10.5);
            long start = System.nanoTime();
            QueryResult result = geoContext.query(request, Caller.ADMINISTRATOR);
            walls[round] = (System.nanoTime() - start) / 1e9;
            long values = result.rows().stream()
                    .filter(row -> row.status() == Status.VALUE)
                    .count();
            System.out.printf(
                    Locale.ROOT,
                    "%s layers=%d round=%d wall_s=%.3f values=%d requests=%s%n",
                    name,
                    layers,
                    round + 1,
                    walls[round],
                    values,
                    get("/count"));
        }
        Arrays.sort(walls);
        System.out.printf(Locale.ROOT, "%s layers=%d median_s=%.3f%n", name, layers, walls[rounds / 2]);
    }

    private static Catalogue catalogue(int layers, int millis) {
        List<ServiceDefinition> services = IntStream.range(0, layers)
                .mapToObj(i -> ServiceDefinition.builder("s" + i, QueryType.WMS, SERVER + "/layers/" + millis)
                        .layer("layer_" + i)
                        .property("value")
                        .internal(true)
                        .build())
                .toList();
        return new Catalogue(services, List.of(), List.of());
    }

    private static QueryRequest request(int layers, double lon, double lat) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(lon, lat)),
                null,
                null,
                List.of(),
                IntStream.range(0, layers).mapToObj(i -> "s" + i).toList(),
                null,
                60.0,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER + path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body().trim();
    }
}
