package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.geocontext.batch.BatchPoint;
import org.geocontext.batch.BatchProgress;
import org.geocontext.batch.BatchRow;
import org.geocontext.batch.BatchRun;
import org.geocontext.batch.BatchSettings;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.QueryRequest;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** On real servers, too, an answer from an area is the one that the server gives for the point alone. */
class AreaAskingIT {

    private static final Path CATALOGUE = Path.of("src/test/resources/servers/catalogue.json");
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final int RANDOM_POINTS = 40;

    private static Catalogue catalogue;
    private static GeoContext engine;

    @BeforeAll
    static void start() throws IOException, CatalogueException {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS, RealServers.KOOP).forEach(RealServers::assumeUp);
        catalogue = catalogue();
        Settings settings = Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF);
        engine = GeoContext.start(settings, () -> catalogue, UrlPolicy.ANY);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Catalogue catalogue() throws IOException, CatalogueException {
        String json = RealServers.withRealPorts(Files.readString(CATALOGUE));
        return new CatalogueReader()
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), CATALOGUE.toString())
                .catalogue();
    }

    static Stream<String> services() throws IOException, CatalogueException {
        return catalogue().services().stream()
                .filter(service -> service.type() == QueryType.WFS || service.type() == QueryType.ARC_REST)
                .map(ServiceDefinition::key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void areasAnswerAsPointByPoint(String service) throws Exception {
        List<Point> points = points();
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchRun<Integer> run =
                new BatchRun<>(engine.points(Caller.ADMINISTRATOR), request(null, service), BatchSettings.DEFAULT);
        Iterator<Point> each = points.iterator();
        BatchProgress done = run.run(() -> each.hasNext() ? new BatchPoint<>(each.next(), null, 0) : null, rows::add);

        assertThat(done.points()).isEqualTo(points.size());
        for (int i = 0; i < points.size(); i++) {
            SameAnswers.assertSame(
                    rows.get(i).values(),
                    engine.query(request(points.get(i), service), Caller.ADMINISTRATOR)
                            .rows());
        }
    }

    private static List<Point> points() {
        Random random = new Random(1);
        List<Point> points = new ArrayList<>();
        for (TestPoints point : TestPoints.values()) {
            points.add(point.geometry());
        }
        for (int i = 0; i < RANDOM_POINTS; i++) {
            points.add(GEOMETRIES.createPoint(new Coordinate(26 + random.nextDouble(), -30 + random.nextDouble())));
        }
        return points;
    }

    private static QueryRequest request(Point point, String service) {
        return new QueryRequest(
                point,
                null,
                null,
                List.of(),
                List.of(service),
                null,
                60.0,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }
}
