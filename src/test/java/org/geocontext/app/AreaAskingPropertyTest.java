package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.geocontext.batch.BatchPoint;
import org.geocontext.batch.BatchProgress;
import org.geocontext.batch.BatchRow;
import org.geocontext.batch.BatchRun;
import org.geocontext.batch.BatchSettings;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** Points that are answered from what a service has in an area are told what they would be told one by one. */
class AreaAskingPropertyTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final double WEST = 26.5;
    private static final double SOUTH = -29.51;
    private static final double SIDE = 0.1;
    private static final int POINTS = 120;

    private FeatureServer server;
    private Catalogue catalogue;
    private GeoContext remembering;
    private GeoContext forgetful;

    @BeforeEach
    void start() {
        server = new FeatureServer();
        Settings settings = Settings.DEFAULT.withExtents(ExtentSettings.OFF);
        remembering = GeoContext.start(settings, () -> catalogue, UrlPolicy.ANY);
        forgetful = GeoContext.start(settings.withAnswers(AnswerSettings.OFF), () -> catalogue, UrlPolicy.ANY);
    }

    @AfterEach
    void stop() {
        remembering.close();
        forgetful.close();
        server.close();
    }

    static Stream<Arguments> questions() {
        return Stream.of(FeaturesMode.values())
                .flatMap(features -> Stream.of(0.0, 40.0, 300.0).map(tolerance -> Arguments.of(features, tolerance)));
    }

    @ParameterizedTest(name = "{0} within {1} m")
    @MethodSource("questions")
    void areasAnswerAsPointByPoint(FeaturesMode features, double tolerance) throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            String layer = "layer" + seed;
            server.layer(layer, features(random, 45));
            catalogue = catalogue(layer);
            List<Point> points = points(random);

            List<BatchRow<Integer>> rows = new ArrayList<>();
            BatchProgress done = run(forgetful, points, features, tolerance, rows);

            assertThat(done.requests()).isLessThan(POINTS / 5);
            assertThat(rows).hasSize(POINTS);
            for (int i = 0; i < POINTS; i++) {
                QueryRequest alone = request(points.get(i), features, tolerance);
                SameAnswers.assertSame(
                        rows.get(i).values(),
                        forgetful.query(alone, Caller.ANONYMOUS).rows());
            }
        }
    }

    @Test
    void whatWasAnsweredFromAreasIsKnownAfterwards() throws Exception {
        Random random = new Random(7);
        server.layer("layer", features(random, 45));
        catalogue = catalogue("layer");
        List<Point> points = points(random);
        List<BatchRow<Integer>> first = new ArrayList<>();
        List<BatchRow<Integer>> second = new ArrayList<>();

        run(remembering, points, FeaturesMode.NEAREST, 40, first);
        BatchProgress again = run(remembering, points, FeaturesMode.NEAREST, 40, second);

        assertThat(again.requests()).isZero();
        for (int i = 0; i < POINTS; i++) {
            SameAnswers.assertSame(second.get(i).values(), first.get(i).values());
        }
    }

    @Test
    void whereThereIsMoreThanAReplyHoldsTheAreaIsTakenInParts() throws Exception {
        Random random = new Random(11);
        server.layer("dense", small(random, 6000));
        catalogue = catalogue("dense");
        List<Point> points = points(random);
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run(forgetful, points, FeaturesMode.NEAREST, 10, rows);

        assertThat(done.requests()).isBetween(4L, POINTS * 2L / 3);
        for (int i = 0; i < POINTS; i++) {
            QueryRequest alone = request(points.get(i), FeaturesMode.NEAREST, 10);
            SameAnswers.assertSame(
                    rows.get(i).values(),
                    forgetful.query(alone, Caller.ANONYMOUS).rows());
        }
    }

    @Test
    void aServerThatSendsNoGeometriesIsAskedPointByPoint() throws Exception {
        Random random = new Random(3);
        server.layer("layer", features(random, 45));
        server.setGeometries(false);
        catalogue = catalogue("layer");
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run(forgetful, points(random), FeaturesMode.NEAREST, 10, rows);

        assertThat(done.requests()).isGreaterThan(POINTS);
        assertThat(rows).hasSize(POINTS);
    }

    private static BatchProgress run(
            GeoContext engine,
            List<Point> points,
            FeaturesMode features,
            double tolerance,
            List<BatchRow<Integer>> rows)
            throws InvalidRequestException, IOException {
        BatchRun<Integer> run = new BatchRun<>(
                engine.points(Caller.ANONYMOUS), request(null, features, tolerance), BatchSettings.DEFAULT);
        Iterator<Point> each = points.iterator();
        return run.run(() -> each.hasNext() ? new BatchPoint<>(each.next(), null, 0) : null, rows::add);
    }

    private Catalogue catalogue(String layer) {
        ServiceDefinition service = ServiceDefinition.builder(layer, QueryType.WFS, server.url("/wfs/" + layer))
                .version("2.0.0")
                .layer(layer)
                .property("name")
                .overlaps(true)
                .internal(true)
                .build();
        return new Catalogue(
                List.of(service),
                List.of(new GroupDefinition("all", "All", "", "text", List.of(layer), Set.of(), Map.of())),
                List.of());
    }

    private static QueryRequest request(Point point, FeaturesMode features, double tolerance) {
        return new QueryRequest(
                point, null, null, List.of("all"), List.of(), tolerance, null, features, GeometryMode.SOURCE, false);
    }

    private static List<Point> points(Random random) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(GEOMETRIES.createPoint(anywhere(random)));
        }
        return points;
    }

    private static Coordinate anywhere(Random random) {
        return new Coordinate(WEST + SIDE * random.nextDouble(), SOUTH + SIDE * random.nextDouble());
    }

    /** Points, lines and polygons that overlap. */
    private static List<FeatureServer.Feature> features(Random random, int count) {
        List<FeatureServer.Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Geometry geometry = GEOMETRIES.createPoint(anywhere(random));
            if (i % 3 == 1) {
                geometry = GEOMETRIES.createLineString(
                        new Coordinate[] {geometry.getCoordinate(), anywhere(random), anywhere(random)});
            } else if (i % 3 == 2) {
                geometry = geometry.buffer(0.03 * random.nextDouble(), 3);
            }
            features.add(new FeatureServer.Feature(geometry, random.nextInt(8) == 0 ? null : "value " + i));
        }
        return features;
    }

    private static List<FeatureServer.Feature> small(Random random, int count) {
        List<FeatureServer.Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(new FeatureServer.Feature(
                    GEOMETRIES.createPoint(anywhere(random)).buffer(0.0005, 2), "value " + i));
        }
        return features;
    }
}
