package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
import org.geocontext.query.MergeSettings;
import org.geocontext.query.QueryPlan;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What services say alone and in company, on real servers: the same, whichever layers happen to share a request. Both
 * engines ask every layer in the same CRS and read the same format.
 */
class MergingIT {

    private static final Settings EVERYWHERE =
            Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF);

    private static final Path CATALOGUE = Path.of("src/test/resources/servers/catalogue.json");

    private static Catalogue catalogue;
    private static GeoContext merging;
    private static GeoContext single;

    /** Where, how, and which services, drawn by a seed. */
    private record Draw(TestPoints point, String tolerance, String features, List<String> services) {

        Map<String, List<String>> inputs() {
            Map<String, List<String>> inputs = new LinkedHashMap<>();
            inputs.put("point", List.of(point.wkt()));
            inputs.put("tolerance", List.of(tolerance));
            inputs.put("features", List.of(features));
            inputs.put("service", services);
            inputs.put("timeout", List.of("60"));
            return inputs;
        }

        @Override
        public String toString() {
            return point + " within " + tolerance + " m, " + features + ", " + services.size() + " services";
        }
    }

    @BeforeAll
    static void start() throws IOException, CatalogueException {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS).forEach(RealServers::assumeUp);
        String json =
                RealServers.withRealPorts(Files.readString(CATALOGUE)).replaceAll("\"srid\": \\d+", "\"srid\": 4326");
        catalogue = read(json);
        merging = GeoContext.start(EVERYWHERE, () -> catalogue, UrlPolicy.ANY);
        // MapServer writes several layers as GML only, one layer as JSON too: compared is what it says in the same
        // format.
        Catalogue inGml = read(json.replaceAll(
                "\\{(?=[^{}]*\"key\"\\s*:\\s*\"mapserver_wms_)", "{\"info_format\": \"application/vnd.ogc.gml\", "));
        single = GeoContext.start(EVERYWHERE.withMerging(MergeSettings.OFF), () -> inGml, UrlPolicy.ANY);
    }

    private static Catalogue read(String json) throws IOException, CatalogueException {
        return new CatalogueReader()
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), CATALOGUE.toString())
                .catalogue();
    }

    @AfterAll
    static void stop() {
        merging.close();
        single.close();
    }

    @BeforeEach
    void serversAreUp() {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS).forEach(RealServers::assumeUp);
    }

    static Stream<Draw> draws() {
        Random random = new Random(20240229);
        List<String> keys = catalogue.services().stream()
                .map(ServiceDefinition::key)
                .filter(key -> key.contains("_wms_"))
                .toList();
        return IntStream.range(0, 60).mapToObj(i -> {
            List<String> shuffled = new ArrayList<>(keys);
            Collections.shuffle(shuffled, random);
            TestPoints[] points = TestPoints.values();
            return new Draw(
                    points[random.nextInt(points.length)],
                    List.of("0", "10", "50", "500").get(random.nextInt(4)),
                    random.nextBoolean() ? "NEAREST" : "ALL",
                    shuffled.subList(0, 2 + random.nextInt(shuffled.size() - 2)));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("draws")
    void inCompanyAServiceSaysWhatItSaysAlone(Draw draw) throws InvalidRequestException {
        List<ContextValue> together = merging.query(QueryInputs.parse(draw.inputs()), Caller.ANONYMOUS)
                .rows();
        List<ContextValue> alone =
                single.query(QueryInputs.parse(draw.inputs()), Caller.ANONYMOUS).rows();

        SameAnswers.assertSame(together, alone);
    }

    @Test
    void layersOfAnEndpointThatAreAskedAlikeShareARequest() throws InvalidRequestException {
        List<String> keys = catalogue.services().stream()
                .map(ServiceDefinition::key)
                .filter(key -> key.matches("(mapserver|qgis)_wms_130_.*"))
                .toList();
        Map<String, List<String>> inputs = new Draw(TestPoints.A, "10", "NEAREST", keys).inputs();
        merging.query(QueryInputs.parse(inputs), Caller.ANONYMOUS);

        QueryPlan plan = merging.plan(QueryInputs.parse(inputs), Caller.ANONYMOUS, Duration.ofMinutes(1));

        assertThat(plan.requests().stream()
                        .mapToInt(request -> request.services().size())
                        .sum())
                .isEqualTo(keys.size());
        assertThat(plan.requests()).hasSize(4);
    }
}
