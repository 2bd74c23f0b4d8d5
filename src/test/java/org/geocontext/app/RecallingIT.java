package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On real servers, too, an answer from the cache is the one that the server would give now. */
class RecallingIT {

    private static final Path CATALOGUE = Path.of("src/test/resources/servers/catalogue.json");

    /** One metre in degrees. */
    private static final double METRE = 1 / 111_320.0;

    private static Catalogue catalogue;
    private static GeoContext remembering;
    private static GeoContext forgetful;

    @BeforeAll
    static void start() throws IOException, CatalogueException {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS, RealServers.KOOP).forEach(RealServers::assumeUp);
        // What an endpoint writes best is learned on the way: both engines are to read the same format all the time.
        String json = RealServers.withRealPorts(Files.readString(CATALOGUE))
                .replaceAll(
                        "\\{(?=[^{}]*/mapserver\"[^{}]*\"query_type\": \"WMS\")",
                        "{\"info_format\": \"application/vnd.ogc.gml\", ");
        catalogue = new CatalogueReader()
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), CATALOGUE.toString())
                .catalogue();
        Settings settings = Settings.DEFAULT.withExtents(ExtentSettings.OFF);
        remembering = GeoContext.start(settings, () -> catalogue, UrlPolicy.ANY);
        forgetful = GeoContext.start(settings.withAnswers(AnswerSettings.OFF), () -> catalogue, UrlPolicy.ANY);
    }

    @AfterAll
    static void stop() {
        remembering.close();
        forgetful.close();
    }

    static Stream<Arguments> walks() {
        return Stream.of(TestPoints.values())
                .flatMap(point -> Stream.of("NEAREST", "ALL").map(features -> Arguments.of(point, features)));
    }

    @ParameterizedTest(name = "around {0}, {1}")
    @MethodSource("walks")
    void whatIsRecalledIsWhatWouldBeAnsweredNow(TestPoints start, String features) throws InvalidRequestException {
        Random random = new Random(start.ordinal());
        List<String> keys =
                catalogue.services().stream().map(ServiceDefinition::key).toList();
        long recalled = 0;
        double x = start.position().lon();
        double y = start.position().lat();
        for (int step = 0; step < 8; step++) {
            Map<String, List<String>> inputs = Map.of(
                    "point", List.of(String.format(Locale.ROOT, "POINT(%s %s)", x, y)),
                    "features", List.of(features),
                    "service", keys,
                    "timeout", List.of("60"));
            List<ContextValue> rows = remembering
                    .query(QueryInputs.parse(inputs), Caller.ANONYMOUS)
                    .rows();
            List<ContextValue> now =
                    forgetful.query(QueryInputs.parse(inputs), Caller.ANONYMOUS).rows();
            SameAnswers.assertSame(rows, now);
            recalled += rows.stream().filter(ContextValue::cached).count();
            x += 12 * METRE * random.nextGaussian();
            y += 12 * METRE * random.nextGaussian();
        }
        assertThat(recalled).as("answers from the cache").isPositive();
    }
}
