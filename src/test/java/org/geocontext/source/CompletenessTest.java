package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far around the point answers say that they are complete, where more than the tolerance is searched. */
class CompletenessTest {

    private static final LonLat POINT = new LonLat(26.2, -29.1);
    private static final double METRES_PER_DEGREE_EAST = 97_326;
    private static final String URL = "http://maps.example/ows";
    private static final String NOTHING = points();

    private static Lookup lookup(ServiceDefinition.Builder service) {
        return new Lookup(service.layer("sites").property("name").build(), POINT, 10, 30, 1, true);
    }

    private static String points(double... metresEast) {
        return Arrays.stream(metresEast)
                .mapToObj(metres -> "{\"type\":\"Feature\",\"id\":\"sites." + metres + "\",\"properties\":{\"name\":\""
                        + metres + "\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":["
                        + (26.2 + metres / METRES_PER_DEGREE_EAST) + ",-29.1]}}")
                .collect(Collectors.joining(",", "{\"type\":\"FeatureCollection\",\"features\":[", "]}"));
    }

    private static double[] crowd(int count, double metresEast) {
        double[] crowd = new double[count];
        Arrays.setAll(crowd, i -> metresEast + i * 0.001);
        return crowd;
    }

    private static String parameter(HttpCall call, String name) {
        return Stream.of(call.uri().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equalsIgnoreCase(name))
                .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    /** Half the width of a BBOX with latitude first, metres. */
    private static double half(HttpCall call) {
        String[] box = parameter(call, "BBOX").split(",");
        return (Double.parseDouble(box[3]) - Double.parseDouble(box[1])) / 2 * METRES_PER_DEGREE_EAST;
    }

    @Nested
    class Wfs {

        private final WfsSource wfs = new WfsSource();
        private final Lookup lookup =
                lookup(ServiceDefinition.builder("sites", QueryType.WFS, URL).version("2.0.0"));

        private Conversation hold(Facts facts, Function<HttpCall, String> server) {
            return Conversation.hold(wfs, lookup, facts, call -> Outcomes.ok(call, server.apply(call)));
        }

        @Test
        void everythingInTheBoxIsKnown() {
            Conversation conversation = hold(Facts.NONE, call -> points(5, 25));

            assertThat(half(conversation.calls().get(0))).isCloseTo(30, within(0.1));
            assertThat(conversation.answer().completeMetres()).isEqualTo(30);
            assertThat(conversation.answer().candidates()).hasSize(2);
        }

        @Test
        void anEmptyBoxIsKnownToBeEmpty() {
            assertThat(hold(Facts.NONE, call -> NOTHING).answer().completeMetres())
                    .isEqualTo(30);
        }

        @Test
        void whereMoreIsInTheBoxThanInAReply_theToleranceIsAskedFor() {
            Conversation conversation = hold(Facts.NONE, call -> half(call) > 11 ? points(crowd(50, 20)) : points(9));

            assertThat(conversation.calls()).hasSize(2);
            assertThat(half(conversation.calls().get(1))).isCloseTo(10, within(0.1));
            assertThat(conversation.answer().completeMetres()).isEqualTo(10);
            assertThat(conversation.answer().truncated()).isFalse();
            assertThat(conversation.answer().candidates()).hasSize(1);
        }

        @Test
        void whereMoreWasInTheBoxThanInAReply_theToleranceIsAskedForAtOnceNextTime() {
            Facts learned = hold(Facts.NONE, call -> half(call) > 11 ? points(crowd(50, 20)) : points(9))
                    .learned();

            Conversation next = hold(learned, call -> points(9));

            assertThat(half(next.calls().get(0))).isCloseTo(10, within(0.1));
        }

        @Test
        void whereTheReplyIsTooLarge_theToleranceIsAskedFor() {
            Conversation conversation = Conversation.hold(
                    wfs,
                    lookup,
                    Facts.NONE,
                    call -> half(call) > 11
                            ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                            : Outcomes.ok(call, points(9)));

            assertThat(conversation.calls()).hasSize(2);
            assertThat(conversation.answer().completeMetres()).isEqualTo(10);
        }

        @Test
        void aReplyThatIsCutShortTellsNothing() {
            Step.Answer answer =
                    hold(Facts.NONE, call -> points(crowd(50, 0.1))).answer();

            assertThat(answer.truncated()).isTrue();
            assertThat(answer.completeMetres()).isEqualTo(Step.Answer.INCOMPLETE);
        }

        @Test
        void aReplyThatIsCutShortTellsNothing_evenIfTheNearestIsKnown() {
            Step.Answer answer = hold(Facts.NONE, call -> points(crowd(50, 0))).answer();

            assertThat(answer.truncated()).isFalse();
            assertThat(answer.completeMetres()).isEqualTo(Step.Answer.INCOMPLETE);
        }

        @Test
        void whatTheEntrySelectsItselfIsKnownForThePointOnly() {
            Lookup own = lookup(ServiceDefinition.builder("sites", QueryType.WFS, URL)
                    .version("2.0.0")
                    .parameters(Map.of("CQL_FILTER", "x=1")));

            Conversation conversation = Conversation.hold(wfs, own, Facts.NONE, call -> Outcomes.ok(call, points(5)));

            assertThat(conversation.answer().completeMetres()).isZero();
        }
    }

    @Nested
    class ArcGis {

        private static final String MAP = "https://maps.example/arcgis/rest/services/Base/MapServer";

        private final ArcGisRestSource arcGis = new ArcGisRestSource();
        private final Lookup lookup = new Lookup(
                ServiceDefinition.builder("sites", QueryType.ARC_REST, MAP)
                        .layer("2")
                        .property("name")
                        .build(),
                POINT,
                10,
                30,
                1,
                true);

        private static String sites(double... metresEast) {
            return Arrays.stream(metresEast)
                    .mapToObj(metres -> "{\"attributes\":{\"name\":\"" + metres + "\"},\"geometry\":{\"x\":"
                            + (26.2 + metres / METRES_PER_DEGREE_EAST) + ",\"y\":-29.1}}")
                    .collect(Collectors.joining(
                            ",",
                            "{\"geometryType\":\"esriGeometryPoint\",\"spatialReference\":{\"wkid\":4326},"
                                    + "\"features\":[",
                            "]}"));
        }

        private static double half(HttpCall call) {
            String xmin = parameter(call, "geometry").replaceAll(".*\"xmin\":([-.\\d]+).*", "$1");
            return (26.2 - Double.parseDouble(xmin)) * METRES_PER_DEGREE_EAST;
        }

        @Test
        void everythingInTheBoxIsKnown() {
            Conversation conversation =
                    Conversation.hold(arcGis, lookup, Facts.NONE, call -> Outcomes.ok(call, sites(5, 25)));

            assertThat(half(conversation.calls().get(0))).isCloseTo(30, within(0.1));
            assertThat(conversation.answer().completeMetres()).isEqualTo(30);
        }

        @Test
        void whereMoreIsInTheBoxThanInAReply_theToleranceIsAskedFor() {
            Function<HttpCall, FetchOutcome> server =
                    call -> Outcomes.ok(call, half(call) > 11 ? sites(crowd(50, 20)) : sites(9));
            Conversation conversation = Conversation.hold(arcGis, lookup, Facts.NONE, server);
            Conversation next = Conversation.hold(arcGis, lookup, conversation.learned(), server);

            assertThat(conversation.calls()).hasSize(2);
            assertThat(conversation.answer().completeMetres()).isEqualTo(10);
            assertThat(next.calls()).hasSize(1);
        }
    }

    @Nested
    class Wms {

        private final WmsSource wms = new WmsSource();
        private final Lookup lookup =
                lookup(ServiceDefinition.builder("sites", QueryType.WMS, URL).version("1.3.0"));

        private Conversation hold(Facts facts, String reply) {
            return Conversation.hold(wms, lookup, facts, call -> Outcomes.ok(call, reply));
        }

        @Test
        void aServerThatHasNotShownHowFarItLooksIsBelievedForThePointOnly() {
            Conversation conversation = hold(Facts.NONE, points(0.5));

            assertThat(half(conversation.calls().get(0))).isCloseTo(10.0 * 101 / 98, within(0.1));
            assertThat(conversation.answer().completeMetres()).isZero();
        }

        @ParameterizedTest
        @CsvSource({"10.25, 49", "9.5, 45", "8.5, 40", "7, 30", "4.5, 20", "3, 0"})
        void aHitShowsHowFarAServerLooks(double metresEast, int pixels) {
            double metresPerPixel = 2 * 10.0 * 101 / 98 / 101;

            Step.Answer answer = hold(Facts.NONE, points(metresEast)).answer();

            assertThat(answer.completeMetres()).isCloseTo(pixels * metresPerPixel, within(1e-9));
        }

        @Test
        void aServerThatHasShownHowFarItLooksIsAskedToLookFarther() {
            Facts learned = hold(Facts.NONE, points(9.5)).learned();

            Conversation next = hold(learned, NOTHING);

            assertThat(half(next.calls().get(0))).isCloseTo(30.0 * 101 / 98, within(0.3));
            assertThat(next.answer().completeMetres()).isCloseTo(45 / 49.0 * 30, within(1e-9));
        }

        @Test
        void aLayerThatHasShownNoFeatureIsNotKnownToHaveNone() {
            Lookup other = lookup(
                    ServiceDefinition.builder("other", QueryType.WMS, URL).version("1.3.0"));
            Facts learned = Conversation.hold(
                            wms,
                            new Lookup(
                                    ServiceDefinition.builder("other", QueryType.WMS, URL)
                                            .version("1.3.0")
                                            .layer("roads")
                                            .property("name")
                                            .build(),
                                    POINT,
                                    10,
                                    1,
                                    true),
                            Facts.NONE,
                            call -> Outcomes.ok(call, points(10.25).replace("sites.", "roads.")))
                    .learned();

            Conversation next = Conversation.hold(wms, other, learned, call -> Outcomes.ok(call, NOTHING));

            assertThat(next.answer().completeMetres()).isZero();
        }

        @Test
        void hitsWithoutGeometryShowNothing() {
            String text = points(9.5).replaceAll("\"geometry\":\\{[^}]*\\}", "\"geometry\":null");

            assertThat(hold(Facts.NONE, text).answer().completeMetres()).isZero();
        }

        @Test
        void whereMoreIsInTheImageThanInAReply_theToleranceIsAskedFor() {
            Facts learned = hold(Facts.NONE, points(10.25)).learned();
            Function<HttpCall, FetchOutcome> server =
                    call -> Outcomes.ok(call, half(call) > 11 ? points(crowd(101, 20)) : points(9));

            Conversation conversation = Conversation.hold(wms, lookup, learned, server);
            Conversation next = Conversation.hold(wms, lookup, learned.merge(conversation.learned()), server);

            assertThat(conversation.calls()).hasSize(2);
            assertThat(conversation.answer().completeMetres()).isCloseTo(10, within(1e-9));
            assertThat(conversation.answer().truncated()).isFalse();
            assertThat(next.calls()).hasSize(1);
        }

        @Test
        void squaresNearThePolesAreMeasuredInTheUnitsOfTheRequest() {
            Lookup north = new Lookup(lookup.service(), new LonLat(26.2, 60), 10, 30, 1, true);
            String hit = String.format(
                    Locale.ROOT,
                    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"sites.1\","
                            + "\"properties\":{\"name\":\"x\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":["
                            + "26.2,%f]}}]}",
                    60 + 9.5 / 111_412);

            Step.Answer answer = Conversation.hold(wms, north, Facts.NONE, call -> Outcomes.ok(call, hit))
                    .answer();

            assertThat(answer.completeMetres()).isCloseTo(20 * 20.0 / 98, within(1e-9));
        }
    }

    @Test
    void aLookupCannotSearchLessThanItsTolerance() {
        ServiceDefinition service = ServiceDefinition.builder("sites", QueryType.WFS, URL)
                .layer("sites")
                .build();

        assertThat(List.of(5.0, Double.NaN))
                .allSatisfy(search -> assertThatThrownBy(() -> new Lookup(service, POINT, 10, search, 1, true))
                        .hasMessage("search: " + search + " (expected: >= 10.0, the tolerance)"));
    }
}
