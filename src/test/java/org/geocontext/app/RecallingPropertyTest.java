package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

/** An answer from the cache is the one that the server would give now, over random layers and walks of points. */
class RecallingPropertyTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final Envelope AREA = new Envelope(26.5, 26.51, -29.51, -29.5);

    /** One metre in degrees of longitude there. */
    private static final double METRE = 1 / 96_900.0;

    private static final int LAYERS = 4;
    private static final int POINTS = 60;

    private enum Layer {
        /** Points, lines and polygons that overlap. */
        ANYTHING,
        /** Polygons that touch and leave no gap. */
        PARTITION
    }

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

    static Stream<Arguments> layers() {
        return Stream.of(
                        Arguments.of(Layer.ANYTHING, FeaturesMode.ALL),
                        Arguments.of(Layer.ANYTHING, FeaturesMode.NEAREST),
                        Arguments.of(Layer.PARTITION, FeaturesMode.ALL),
                        Arguments.of(Layer.PARTITION, FeaturesMode.NEAREST))
                .flatMap(arguments -> Stream.of(0.0, 10.0, 40.0)
                        .map(tolerance ->
                                Arguments.of(arguments.get()[0], arguments.get()[1], tolerance)));
    }

    @ParameterizedTest(name = "{0}, {1} within {2} m")
    @MethodSource("layers")
    void whatIsRecalledIsWhatWouldBeAnsweredNow(Layer layer, FeaturesMode features, double tolerance)
            throws InvalidRequestException {
        int recalled = 0;
        for (int seed = 0; seed < LAYERS; seed++) {
            Random random = new Random(seed);
            String name = "layer" + seed;
            server.layer(name, layer == Layer.PARTITION ? partition(random) : anything(random));
            catalogue = catalogue(name, layer == Layer.ANYTHING);
            for (Coordinate point : walk(random)) {
                QueryRequest request = request(point, features, tolerance);
                List<ContextValue> rows =
                        remembering.query(request, Caller.ANONYMOUS).rows();
                List<ContextValue> now =
                        forgetful.query(request, Caller.ANONYMOUS).rows();
                SameAnswers.assertSame(rows, now);
                recalled += (int) rows.stream().filter(ContextValue::cached).count();
            }
        }
        assertThat(recalled).as("answers from the cache").isGreaterThan(LAYERS * POINTS / 4);
    }

    private Catalogue catalogue(String layer, boolean overlaps) {
        List<ServiceDefinition> services = Stream.of(QueryType.WFS, QueryType.WMS)
                .map(type -> ServiceDefinition.builder(
                                layer + "_" + type.label().toLowerCase(),
                                type,
                                server.url("/" + type.label().toLowerCase() + "/" + layer))
                        .version(type == QueryType.WFS ? "2.0.0" : "1.3.0")
                        .layer(layer)
                        .property("name")
                        .overlaps(overlaps)
                        .internal(true)
                        .build())
                .toList();
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        return new Catalogue(
                services, List.of(new GroupDefinition("all", "All", "", "text", keys, Set.of(), Map.of())), List.of());
    }

    private static QueryRequest request(Coordinate point, FeaturesMode features, double tolerance) {
        return new QueryRequest(
                GEOMETRIES.createPoint(point),
                null,
                null,
                List.of("all"),
                List.of(),
                tolerance,
                null,
                features,
                GeometryMode.SOURCE,
                false);
    }

    /** Some steps of a few metres from where the last one was, some to anywhere. */
    private static List<Coordinate> walk(Random random) {
        List<Coordinate> points = new ArrayList<>();
        Coordinate at = anywhere(random);
        for (int i = 0; i < POINTS; i++) {
            boolean near = random.nextInt(4) > 0;
            at = near
                    ? new Coordinate(
                            at.x + 15 * METRE * random.nextGaussian(), at.y + 15 * METRE * random.nextGaussian())
                    : anywhere(random);
            points.add(at);
        }
        return points;
    }

    private static Coordinate anywhere(Random random) {
        return new Coordinate(
                AREA.getMinX() + AREA.getWidth() * random.nextDouble(),
                AREA.getMinY() + AREA.getHeight() * random.nextDouble());
    }

    private static List<FeatureServer.Feature> anything(Random random) {
        List<FeatureServer.Feature> features = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Geometry geometry = GEOMETRIES.createPoint(anywhere(random));
            if (i % 3 == 1) {
                geometry = GEOMETRIES.createLineString(
                        new Coordinate[] {geometry.getCoordinate(), anywhere(random), anywhere(random)});
            } else if (i % 3 == 2) {
                geometry = geometry.buffer(200 * METRE * random.nextDouble(), 3);
            }
            features.add(new FeatureServer.Feature(geometry, random.nextInt(8) == 0 ? null : "value " + i));
        }
        return features;
    }

    private static List<FeatureServer.Feature> partition(Random random) {
        List<Coordinate> sites = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sites.add(anywhere(random));
        }
        VoronoiDiagramBuilder builder = new VoronoiDiagramBuilder();
        builder.setSites(sites);
        builder.setClipEnvelope(AREA);
        Geometry cells = builder.getDiagram(GEOMETRIES);
        List<FeatureServer.Feature> features = new ArrayList<>();
        for (int i = 0; i < cells.getNumGeometries(); i++) {
            features.add(new FeatureServer.Feature(cells.getGeometryN(i), "cell " + i));
        }
        return features;
    }
}
