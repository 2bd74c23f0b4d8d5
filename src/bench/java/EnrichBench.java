import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.batch.BatchProgress;
import org.geocontext.batch.BatchRun;
import org.geocontext.batch.BatchSettings;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.QueryRequest;
import org.geocontext.standalone.table.InputRow;
import org.geocontext.standalone.table.PointOptions;
import org.geocontext.standalone.table.PointReader;
import org.geocontext.standalone.table.RowWriter;
import org.geocontext.standalone.table.TableFormat;
import org.geocontext.standalone.table.WideLayout;

/**
 * A CSV file of points over a grid of 40 by 40 polygons that an in-process WFS answers after a delay: the file is
 * enriched twice by one engine, so that the second run finds everything in the cache.
 *
 * <pre>java -Xmx512m -cp target/geocontext.jar src/bench/java/EnrichBench.java POINTS MILLIS SERVICES</pre>
 *
 * <p>Prints for both runs the wall time, the requests and the points per second, reading and writing included.
 */
public final class EnrichBench {

    private static final double WEST = 20;
    private static final double SOUTH = -34;
    private static final double CELL = 0.3;
    private static final int CELLS = 40;

    private EnrichBench() {}

    public static void main(String[] args) throws Exception {
        int points = Integer.parseInt(args[0]);
        int millis = Integer.parseInt(args[1]);
        int services = Integer.parseInt(args[2]);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, millis, asked));
        server.start();
        List<ServiceDefinition> definitions = IntStream.range(0, services)
                .mapToObj(i -> service(i, server.getAddress().getPort()))
                .toList();
        Catalogue catalogue = new Catalogue(definitions, List.of(), List.of());
        Path directory = Files.createTempDirectory("enrich");
        Path input = sites(directory.resolve("sites.csv"), points);
        Settings settings = Settings.DEFAULT.withExtents(ExtentSettings.OFF);
        try (GeoContext engine = GeoContext.start(settings, () -> catalogue, UrlPolicy.ANY)) {
            engine.warmUpThoroughly();
            for (String run : List.of("cold", "warm", "warm")) {
                asked.set(0);
                BatchProgress done = enrich(engine, definitions, input, directory.resolve("out.csv"));
                System.out.printf(
                        Locale.ROOT,
                        "geocontext %s points=%d services=%d latency_ms=%d wall_s=%.2f requests=%d served=%d"
                                + " points_per_s=%.0f failures=%s%n",
                        run,
                        done.points(),
                        services,
                        millis,
                        done.elapsed().toNanos() / 1e9,
                        done.requests(),
                        asked.get(),
                        done.pointsPerSecond(),
                        done.failures());
            }
        } finally {
            server.stop(0);
            Files.deleteIfExists(directory.resolve("out.csv"));
            Files.delete(input);
            Files.delete(directory);
        }
        System.exit(0);
    }

    private static BatchProgress enrich(GeoContext engine, List<ServiceDefinition> services, Path input, Path output)
            throws Exception {
        QueryRequest request = new QueryRequest(
                null,
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
        BatchRun<InputRow> run = new BatchRun<>(engine.points(Caller.ADMINISTRATOR), request, BatchSettings.DEFAULT);
        try (PointReader reader = TableFormat.CSV.open(input, new PointOptions(null, null, null, null, null))) {
            WideLayout layout = new WideLayout(reader.columns(), run.columns(), false);
            try (RowWriter writer = TableFormat.CSV.create(output, layout.columns(), false)) {
                return run.run(reader, row -> layout.write(row, writer));
            }
        }
    }

    private static ServiceDefinition service(int number, int port) {
        return ServiceDefinition.builder("cells" + number, QueryType.WFS, "http://127.0.0.1:" + port + "/wfs" + number)
                .version("2.0.0")
                .layer("cells")
                .property("name")
                .internal(true)
                .build();
    }

    /** Spread by the golden ratio, so that neighbours in the file are far from each other. */
    private static Path sites(Path file, int count) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,lon,lat\n");
            for (int i = 0; i < count; i++) {
                double x = WEST + CELL * CELLS * (i * 0.6180339887498949 % 1);
                double y = SOUTH + CELL * CELLS * ((i + 0.5) / count);
                out.write(String.format(Locale.ROOT, "%d,%.6f,%.6f%n", i, x, y));
            }
        }
        return file;
    }

    private static void answer(HttpExchange exchange, int millis, AtomicInteger asked) throws IOException {
        asked.incrementAndGet();
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String[] box = query.replaceAll(".*BBOX=([^&]*).*", "$1").split(",");
        int most = Integer.parseInt(query.replaceAll(".*COUNT=(\\d+).*", "$1"));
        byte[] body = cells(box, most).getBytes(StandardCharsets.UTF_8);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String cells(String[] southWestNorthEast, int most) {
        int bottom = cell(Double.parseDouble(southWestNorthEast[0]) - SOUTH);
        int left = cell(Double.parseDouble(southWestNorthEast[1]) - WEST);
        int top = cell(Double.parseDouble(southWestNorthEast[2]) - SOUTH);
        int right = cell(Double.parseDouble(southWestNorthEast[3]) - WEST);
        StringBuilder json = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        int count = 0;
        for (int row = bottom; row <= top; row++) {
            for (int column = left; column <= right && count < most; column++) {
                json.append(count++ == 0 ? "" : ",").append(feature(column, row));
            }
        }
        return json.append("]}").toString();
    }

    private static int cell(double degrees) {
        return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(degrees / CELL)));
    }

    private static String feature(int column, int row) {
        double west = WEST + column * CELL;
        double south = SOUTH + row * CELL;
        double east = WEST + (column + 1) * CELL;
        double north = SOUTH + (row + 1) * CELL;
        return String.format(
                Locale.ROOT,
                "{\"type\":\"Feature\",\"id\":\"cells.%d\",\"properties\":{\"name\":\"cell %d/%d\"},\"geometry\":"
                        + "{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}",
                row * CELLS + column,
                column,
                row,
                west,
                south,
                east,
                south,
                east,
                north,
                west,
                north,
                west,
                south);
    }
}
