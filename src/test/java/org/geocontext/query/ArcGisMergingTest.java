package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layers of an ArcGIS server that share requests say what they say alone. The server is written from Esri's
 * documentation: queries have numbers, dates in milliseconds and nulls, identify has what its switches make of them.
 */
class ArcGisMergingTest {

    private static final CallTiming TIMING = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ofMillis(50));
    private static final String MAP = "http://maps.example/arcgis/rest/services/Base/MapServer";
    private static final String FEATURES = "http://maps.example/arcgis/rest/services/Base/FeatureServer";
    private static final Pattern GEOMETRY = Pattern.compile("\"x(?:min)?\":([-\\d.]+)");

    /**
     * One feature of each layer, a rectangle; JSON for the attributes.
     *
     * @param west of the rectangle, as far as its east is from A's longitude of 26.2
     */
    private record Layer(int id, double west, double east, Map<String, String> attributes) {

        boolean covers(double lon) {
            return lon >= west && lon <= east;
        }
    }

    private static final List<Layer> LAYERS = List.of(
            layer(0, 25.6, 26.4, "\"Łódź – Egoli\"", "556000", "767404800000"),
            layer(1, 26.1, 26.6, "\"R1\"", "1234.5678901", "null"),
            layer(2, 25.9, 26.3, "null", "0.5", "0"),
            layer(3, 26.19, 27.0, "\"null and void\"", "12", "-14182940000"));

    private static Layer layer(int id, double west, double east, String name, String number, String date) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("OBJECTID", "7");
        attributes.put("NAME", name);
        attributes.put("AREA", number);
        attributes.put("SINCE", date);
        return new Layer(id, west, east, attributes);
    }

    /** What identify makes of a value. */
    private static final UnaryOperator<String> UNFORMATTED = json -> json.equals("null") ? "\"Null\"" : json;

    private static final UnaryOperator<String> FORMATTED =
            json -> json.equals("null") ? "\"Null\"" : json.startsWith("\"") ? json : "\"" + json + "\"";

    private static String decoded(HttpCall call) {
        return URLDecoder.decode(call.uri().toString(), StandardCharsets.UTF_8);
    }

    private static double lon(HttpCall call) {
        Matcher lon = GEOMETRY.matcher(decoded(call));
        assertThat(lon.find()).isTrue();
        return Double.parseDouble(lon.group(1));
    }

    private static String geometry(Layer layer) {
        return "\"geometry\":{\"rings\":[[[" + layer.west() + ",-31],[" + layer.west() + ",-27],[" + layer.east()
                + ",-27],[" + layer.east() + ",-31],[" + layer.west() + ",-31]]],\"spatialReference\":{\"wkid\":4326}}";
    }

    private static String attributes(Layer layer, UnaryOperator<String> format, String prefix) {
        return layer.attributes().entrySet().stream()
                .map(entry -> "\"" + prefix + entry.getKey() + "\":" + format.apply(entry.getValue()))
                .collect(Collectors.joining(",", "\"attributes\":{", "}"));
    }

    private static String featureSet(HttpCall call, Layer layer) {
        String feature = "{" + attributes(layer, UnaryOperator.identity(), "") + "," + geometry(layer) + "}";
        return "{\"id\":" + layer.id() + ",\"spatialReference\":{\"wkid\":4326},\"fields\":["
                + "{\"name\":\"OBJECTID\",\"type\":\"esriFieldTypeOID\"},{\"name\":\"SINCE\",\"type\":\"esriFieldTypeDate\"}],"
                + "\"features\":[" + (layer.covers(lon(call)) ? feature : "") + "]}";
    }

    private static String identified(HttpCall call, List<String> ids, UnaryOperator<String> format, String prefix) {
        return LAYERS.stream()
                .filter(layer -> ids.contains(String.valueOf(layer.id())) && layer.covers(lon(call)))
                .map(layer -> "{\"layerId\":" + layer.id() + ",\"value\":\"of the display field\","
                        + attributes(layer, format, prefix) + "," + geometry(layer) + "}")
                .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    private static FetchOutcome serve(HttpCall call, UnaryOperator<String> format, String prefix) {
        String url = decoded(call);
        Matcher single = Pattern.compile("Server/(\\d)/query").matcher(url);
        Matcher several = Pattern.compile("layers=all:([\\d,]+)").matcher(url);
        Matcher layers = Pattern.compile("layerDefs=(\\{.*\\})").matcher(url);
        String body;
        if (single.find()) {
            body = featureSet(call, LAYERS.get(Integer.parseInt(single.group(1))));
        } else if (several.find()) {
            body = identified(call, List.of(several.group(1).split(",")), format, prefix);
        } else {
            assertThat(layers.find()).as(url).isTrue();
            body = LAYERS.stream()
                    .filter(layer -> layers.group(1).contains("\"" + layer.id() + "\":\"1=1\""))
                    .map(layer -> featureSet(call, layer))
                    .collect(Collectors.joining(",", "{\"layers\":[", "]}"));
        }
        return new HttpReply(call.uri(), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8), TIMING);
    }

    private static FetchOutcome serve(HttpCall call) {
        return serve(call, UNFORMATTED, "");
    }

    private static List<ServiceDefinition> services(String url, String... properties) {
        return LAYERS.stream()
                .flatMap(layer -> Stream.of(properties)
                        .map(property -> ServiceDefinition.builder(
                                        (property + layer.id()).toLowerCase(Locale.ROOT), QueryType.ARC_REST, url)
                                .layer(String.valueOf(layer.id()))
                                .property(property)
                                .build()))
                .toList();
    }

    private static List<String> paths(List<HttpCall> calls) {
        return calls.stream()
                .map(call -> call.uri().getPath().replaceAll(".*/(?=Map|Feature)", ""))
                .sorted()
                .toList();
    }

    private static void learn(TalkativeEngine engine, List<ServiceDefinition> services, int queries) {
        for (int i = 0; i < queries; i++) {
            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);
        }
        engine.sent();
    }

    @ParameterizedTest
    @ValueSource(strings = {MAP, FEATURES})
    void theySayTheSame_whereverAndInWhateverCompany(String url) {
        List<ServiceDefinition> all = services(url, "NAME", "AREA", "SINCE");
        Random random = new Random(20240229);
        try (TalkativeEngine together = new TalkativeEngine(MergeSettings.DEFAULT, ArcGisMergingTest::serve);
                TalkativeEngine alone = new TalkativeEngine(MergeSettings.OFF, ArcGisMergingTest::serve)) {
            for (int draw = 0; draw < 60; draw++) {
                List<ServiceDefinition> drawn = new ArrayList<>(all);
                Collections.shuffle(drawn, random);
                drawn = drawn.subList(0, 1 + random.nextInt(drawn.size()));
                TestPoints point = TestPoints.values()[random.nextInt(TestPoints.values().length)];
                FeaturesMode mode = FeaturesMode.values()[random.nextInt(2)];

                SameRows.assertSame(
                        draw + " " + point, together.ask(drawn, point, 10, mode), alone.ask(drawn, point, 10, mode));
            }
            assertThat(together.sent().size()).isLessThan(alone.sent().size());
        }
    }

    @Test
    void layersOfAFeatureServiceAreOneRequestOnceEachIsProved() {
        List<ServiceDefinition> services = services(FEATURES, "NAME", "AREA", "SINCE");
        try (TalkativeEngine engine = new TalkativeEngine(MergeSettings.DEFAULT, ArcGisMergingTest::serve)) {
            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);
            assertThat(paths(engine.sent()))
                    .containsExactly(
                            "FeatureServer/0/query",
                            "FeatureServer/1/query",
                            "FeatureServer/2/query",
                            "FeatureServer/3/query",
                            "FeatureServer/query");

            engine.ask(services, TestPoints.RING, 10, FeaturesMode.NEAREST);
            assertThat(paths(engine.sent())).containsExactly("FeatureServer/query");
        }
    }

    @Test
    void textsOfLayersThatAreQueriedAreIdentifiedTogetherOnceTheyAreProved() {
        List<ServiceDefinition> services = services(MAP, "NAME");
        try (TalkativeEngine engine = new TalkativeEngine(MergeSettings.DEFAULT, ArcGisMergingTest::serve)) {
            learn(engine, services, 2);

            engine.ask(services, TestPoints.RING, 10, FeaturesMode.NEAREST);

            assertThat(paths(engine.sent()))
                    .as("the name of layer 2 is null where it was asked")
                    .containsExactly("MapServer/2/query", "MapServer/identify");
        }
    }

    @Test
    void numbersAndDatesAreQueriedAsEver() {
        List<ServiceDefinition> services = services(MAP, "AREA", "SINCE");
        try (TalkativeEngine engine = new TalkativeEngine(MergeSettings.DEFAULT, ArcGisMergingTest::serve)) {
            learn(engine, services, 3);

            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);

            assertThat(paths(engine.sent())).hasSize(LAYERS.size()).noneMatch(path -> path.contains("identify"));
        }
    }

    @Test
    void whereIdentifyCallsFieldsByTheirAliases_itIsNotBelieved() {
        List<ServiceDefinition> services = services(MAP, "NAME");
        try (TalkativeEngine engine =
                new TalkativeEngine(MergeSettings.DEFAULT, call -> serve(call, FORMATTED, "The alias of "))) {
            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);
            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);
            assertThat(paths(engine.sent())).as("a trial").contains("MapServer/identify");

            engine.ask(services, TestPoints.A, 10, FeaturesMode.NEAREST);

            assertThat(paths(engine.sent())).hasSize(LAYERS.size()).noneMatch(path -> path.contains("identify"));
        }
    }

    @Test
    void layersThatOnlyIdentifyKnowsAreOneRequestWithoutATrial() {
        List<ServiceDefinition> services = services(MAP, "value");
        try (TalkativeEngine engine = new TalkativeEngine(MergeSettings.DEFAULT, ArcGisMergingTest::serve)) {
            learn(engine, services, 1);

            engine.ask(services, TestPoints.RING, 10, FeaturesMode.NEAREST);

            assertThat(paths(engine.sent())).containsExactly("MapServer/identify");
        }
    }
}
