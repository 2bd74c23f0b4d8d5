package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WfsSourceTest extends SharingSourceContract {

    private static final LonLat A = new LonLat(26.2, -29.1);
    private static final String URL = "http://maps.example/ows";
    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final WfsSource wfs = new WfsSource();

    @Override
    protected Source source() {
        return wfs;
    }

    @Override
    protected ServiceDefinition.Builder service(String url) {
        return ServiceDefinition.builder("district", QueryType.WFS, url)
                .version("1.1.0")
                .layer("districts")
                .property("district");
    }

    @Override
    protected List<String> fixtures() {
        return Stream.of("mapserver/wfs-", "qgis/wfs-", "geoserver/wfs-")
                .flatMap(prefix -> Fixtures.list(prefix).stream())
                .toList();
    }

    @Override
    protected FetchOutcome hit(HttpCall call) {
        return Outcomes.ok(call, Fixtures.read("qgis/wfs-1.1.0-json-polygon.json"));
    }

    private static Map<String, String> query(HttpCall call) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : call.uri().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private Conversation hold(ServiceDefinition.Builder service, Function<HttpCall, FetchOutcome> server) {
        return hold(service, Facts.NONE, server);
    }

    private Conversation hold(ServiceDefinition.Builder service, Facts facts, Function<HttpCall, FetchOutcome> server) {
        return Conversation.hold(wfs, new Lookup(service.build(), A, 10, 1, true), facts, server);
    }

    private Map<String, String> firstQuery(ServiceDefinition.Builder service) {
        return query(hold(service, this::hit).calls().get(0));
    }

    private static FetchOutcome exception(HttpCall call, String text) {
        return Outcomes.ok(
                call,
                "<ows:ExceptionReport xmlns:ows=\"http://www.opengis.net/ows\" version=\"1.1.0\">"
                        + "<ows:Exception exceptionCode=\"InvalidParameterValue\"><ows:ExceptionText>" + text
                        + "</ows:ExceptionText></ows:Exception></ows:ExceptionReport>");
    }

    /** Points that many metres east of A. */
    private static String points(double... metresEast) {
        return IntStream.range(0, metresEast.length)
                .mapToObj(i -> "{\"type\":\"Feature\",\"id\":\"p." + i
                        + "\",\"properties\":{\"district\":\"" + metresEast[i]
                        + "\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[" + (26.2 + metresEast[i] / 97326)
                        + ",-29.1]}}")
                .collect(Collectors.joining(",", "{\"type\":\"FeatureCollection\",\"features\":[", "]}"));
    }

    private static double[] box(HttpCall call) {
        return Stream.of(query(call).get("BBOX").split(","))
                .limit(4)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Half the height of a BBOX with latitude first. */
    private static double halfMetres(HttpCall call) {
        double[] box = box(call);
        return (box[2] - box[0]) / 2 * 110_852;
    }

    @ParameterizedTest
    @CsvSource({"1.0.0, TYPENAME, MAXFEATURES", "1.1.0, TYPENAME, MAXFEATURES", "2.0.0, TYPENAMES, COUNT"})
    void eachVersionHasItsOwnParameterNames(String version, String types, String count) {
        Map<String, String> query = firstQuery(service(URL).version(version));

        assertThat(query).containsEntry("SERVICE", "WFS").containsEntry("REQUEST", "GetFeature");
        assertThat(query).containsEntry("VERSION", version).containsEntry(types, "districts");
        assertThat(query).containsKey(count).doesNotContainKey("FILTER");
        assertThat(query).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, EPSG:4326,  '26.199', 'EPSG:4326'",
        "1.1.0, EPSG:4326,  '-29.100', 'urn:ogc:def:crs:EPSG::4326'",
        "2.0.0, EPSG:4326,  '-29.100', 'urn:ogc:def:crs:EPSG::4326'",
        "2.0.0, EPSG:4148,  '-29.100', 'urn:ogc:def:crs:EPSG::4148'",
        "1.1.0, EPSG:3857,  '29165', 'EPSG:3857'",
        "2.0.0, EPSG:32735, '4221', 'EPSG:32735'"
    })
    void theFirstBoxIsOfTheFormThatEveryKnownServerUnderstands(String version, String crs, String start, String name) {
        Map<String, String> query = firstQuery(service(URL).version(version).crs(crs));

        assertThat(query.get("BBOX")).startsWith(start).endsWith("," + name);
        assertThat(query).containsEntry("SRSNAME", name);
    }

    @Test
    void theAxisOrderOfTheCatalogueOverrides() {
        assertThat(firstQuery(service(URL).axisOrder(AxisOrder.XY)).get("BBOX")).startsWith("26.19");
        assertThat(firstQuery(service(URL).version("1.0.0").axisOrder(AxisOrder.YX))
                        .get("BBOX"))
                .startsWith("-29.1");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "10, 10", "250, 250"})
    void theBoxReachesTheToleranceButAtLeastAMetre(double tolerance, double expected) {
        Lookup lookup = new Lookup(service(URL).build(), A, tolerance, 1, true);

        HttpCall call =
                Conversation.hold(wfs, lookup, Facts.NONE, this::hit).calls().get(0);

        assertThat(halfMetres(call)).isBetween(expected, expected * 1.01);
    }

    @Test
    void anEmptyFirstAnswer_isCheckedOnceWithTheOtherForm() {
        Conversation conversation = hold(service(URL), call -> Outcomes.ok(call, NOTHING));

        assertThat(conversation.answer().candidates()).isEmpty();
        assertThat(conversation.calls()).hasSize(2);
        assertThat(query(conversation.calls().get(1)).get("BBOX"))
                .startsWith("26.19")
                .endsWith(",EPSG:4326");
    }

    @Test
    void theFormThatFoundSomething_isTheFirstNextTime() {
        Function<HttpCall, FetchOutcome> eastFirst =
                call -> query(call).get("BBOX").startsWith("26.19") ? hit(call) : Outcomes.ok(call, NOTHING);
        Conversation first = hold(service(URL), eastFirst);

        Conversation second = hold(service(URL).layer("zones"), first.learned(), eastFirst);

        assertThat(first.answer().candidates()).hasSize(1);
        assertThat(second.calls()).hasSize(1);
        assertThat(second.answer().candidates()).hasSize(1);
    }

    @Test
    void anEmptyAnswerToAProvedForm_isBelieved() {
        Facts proved = hold(service(URL), this::hit).learned();

        Conversation conversation = hold(service(URL), proved, call -> Outcomes.ok(call, NOTHING));

        assertThat(conversation.answer().candidates()).isEmpty();
        assertThat(conversation.calls()).hasSize(1);
    }

    @Test
    void straysProveNothing() {
        String elsewhere = points(500_000);

        Conversation conversation = hold(
                service(URL),
                call -> query(call).get("BBOX").startsWith("26.19") ? hit(call) : Outcomes.ok(call, elsewhere));

        assertThat(conversation.calls()).hasSize(2);
        assertThat(conversation.answer().candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.id()).isEqualTo("districts.1"));
    }

    @Test
    void anUnknownFormat_isLeftOutAndStaysOut() {
        Function<HttpCall, FetchOutcome> server = call -> query(call).containsKey("OUTPUTFORMAT")
                ? Outcomes.ok(call, Fixtures.read("mapserver/wfs-1.1.0-gml311-exception-format.xml"))
                : Outcomes.ok(call, Fixtures.read("mapserver/wfs-1.1.0-gml311-polygon.gml"));
        Conversation first = hold(service(URL), server);

        Conversation second = hold(service(URL), first.learned(), server);

        assertThat(first.calls()).hasSize(2);
        assertThat(query(first.calls().get(1)))
                .doesNotContainKey("OUTPUTFORMAT")
                .containsKey("SRSNAME");
        assertThat(first.answer().candidates()).hasSize(1);
        assertThat(second.calls()).hasSize(1);
    }

    @Test
    void aFormatThatIsIgnored_doesNoHarm() {
        Conversation conversation = hold(
                service(URL), call -> Outcomes.ok(call, Fixtures.read("qgis/wfs-1.1.0-gml311-unknown-format.gml")));

        assertThat(conversation.calls()).hasSize(1);
        assertThat(conversation.answer().candidates()).isNotEmpty();
    }

    @Test
    void aRefusedSrsName_isLeftOutForThisCrs() {
        Function<HttpCall, FetchOutcome> server = call -> query(call).containsKey("SRSNAME")
                ? exception(call, "msWFSGetFeature(): WFS server error. Invalid GetFeature Request:Invalid SRS.")
                : hit(call);
        ServiceDefinition.Builder projected = service(URL).crs("EPSG:3857");
        Conversation first = hold(projected, server);

        assertThat(first.calls()).hasSize(2);
        assertThat(query(first.calls().get(1))).containsKey("OUTPUTFORMAT").doesNotContainKey("SRSNAME");
        assertThat(hold(projected, first.learned(), server).calls()).hasSize(1);
        assertThat(hold(service(URL), first.learned(), this::hit).calls())
                .allSatisfy(call -> assertThat(query(call)).containsKey("SRSNAME"));
    }

    @Test
    void anErrorAboutNothingInParticular_isAnsweredByThePlainestRequestOnce() {
        Conversation conversation = hold(service(URL), call -> exception(call, "java.lang.NullPointerException"));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(conversation.calls()).hasSize(2);
        assertThat(query(conversation.calls().get(1))).doesNotContainKeys("SRSNAME", "OUTPUTFORMAT");
    }

    @Test
    void anErrorFromAnEndpointThatHasAnswered_isBelieved() {
        Facts proved = hold(service(URL), this::hit).learned();

        Conversation conversation = hold(service(URL), proved, call -> exception(call, "no such layer"));

        assertThat(conversation.failure().message()).contains("no such layer");
        assertThat(conversation.calls()).hasSize(1);
    }

    @Test
    void onlyThePropertyIsAskedFor_withTheGeometry_ifItsNameIsKnown() {
        assertThat(firstQuery(service(URL).geometryField("the_geom")))
                .containsEntry("PROPERTYNAME", "district,the_geom");
        assertThat(firstQuery(service(URL))).doesNotContainKey("PROPERTYNAME");
    }

    @Test
    void aPropertyNameThatCostsTheGeometry_isLeftOutAndStaysOut() {
        String bare = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"districts.1\","
                + "\"properties\":{\"district\":\"x\"},\"geometry\":null}]}";
        Function<HttpCall, FetchOutcome> server =
                call -> query(call).containsKey("PROPERTYNAME") ? Outcomes.ok(call, bare) : hit(call);
        ServiceDefinition.Builder service = service(URL).geometryField("geom");

        Conversation first = hold(service, server);

        assertThat(first.calls()).hasSize(2);
        assertThat(first.answer().candidates().get(0).geometry()).isNotNull();
        assertThat(hold(service, first.learned(), server).calls()).hasSize(1);
    }

    @Test
    void hitsWithoutGeometry_areKept() {
        Conversation conversation = hold(
                service(URL), call -> Outcomes.ok(call, Fixtures.read("mapserver/wfs-1.1.0-gml311-no-geometry.gml")));

        assertThat(conversation.calls()).hasSize(1);
        assertThat(conversation.answer().candidates())
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.geometry()).isNull())
                .allSatisfy(candidate -> assertThat(candidate.covers()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapserver/wfs-1.0.0-gml2-polygon.gml",
                "mapserver/wfs-1.1.0-gml311-polygon.gml",
                "mapserver/wfs-2.0.0-gml321-polygon.gml",
                "mapserver/wfs-1.1.0-json-polygon-3857.json",
                "qgis/wfs-1.0.0-gml2-polygon.gml",
                "qgis/wfs-1.1.0-gml311-polygon.gml",
                "qgis/wfs-1.1.0-gml311-srs-urn.gml",
                "qgis/wfs-1.1.0-gml311-native-crs.gml",
                "geoserver/wfs-2.0.0-gml321-polygon.gml",
                "geoserver/wfs-2.0.0-json-polygon.json"
            })
    void geometriesLieWhereWasAsked_whateverTheReplySaysAboutItsAxes(String fixture) {
        Conversation conversation = hold(service(URL), call -> Outcomes.ok(call, Fixtures.read(fixture)));

        assertThat(conversation.calls()).hasSize(1);
        assertThat(conversation.answer().candidates())
                .anySatisfy(candidate -> assertThat(Geodesy.distanceMetres(A, candidate.geometry()))
                        .isLessThan(10));
    }

    @Test
    void aReplyTooLarge_isReplacedByWhatCoversThePoint() {
        Conversation conversation = hold(
                service(URL).geometryField("the_geom"),
                call -> query(call).containsKey("BBOX")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : hit(call));

        Map<String, String> filtered = query(conversation.calls().get(1));
        assertThat(filtered).containsEntry("PROPERTYNAME", "district").doesNotContainKey("BBOX");
        assertThat(conversation.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.covers()).isTrue();
            assertThat(candidate.geometry()).isNull();
            assertThat(candidate.properties()).containsEntry("district", "Łódź – Egoli");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0.0 | http://www.opengis.net/ogc     | PropertyName   | <gml:coordinates>2916570.658783767,-338",
                "1.1.0 | http://www.opengis.net/ogc     | PropertyName   | <gml:pos>2916570.658783767 -338",
                "2.0.0 | http://www.opengis.net/fes/2.0 | ValueReference | <gml:pos>2916570.658783767 -338"
            })
    void theFilterIsOfTheVersionsDialect(String version, String namespace, String name, String position) {
        Conversation conversation = hold(
                service(URL).version(version).geometryField("the_geom"),
                call -> query(call).containsKey("BBOX")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : hit(call));

        assertThat(query(conversation.calls().get(1)).get("FILTER"))
                .contains("xmlns=\"" + namespace + "\"")
                .contains("<" + name + ">the_geom</" + name + ">")
                .contains("srsName=\"EPSG:3857\"")
                .contains(position);
    }

    @Test
    void aGeometryOfUnknownName_isFilteredByTheLayersDefault() {
        Conversation conversation = hold(service(URL), call -> {
            if (query(call).containsKey("BBOX")) {
                return Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB");
            }
            return query(call).get("FILTER").contains("<PropertyName></PropertyName>")
                    ? hit(call)
                    : exception(call, "Illegal property name: geom");
        });

        assertThat(conversation.answer().candidates()).hasSize(1);
        assertThat(conversation.calls().size()).isLessThanOrEqualTo(4);
    }

    @Test
    void aLayerOfLargeFeatures_isAskedForWhatCoversFirst_ifNoGeometryIsWanted() {
        Function<HttpCall, FetchOutcome> server = call ->
                query(call).containsKey("BBOX") ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB") : hit(call);
        Facts learned = hold(service(URL), server).learned();

        Lookup valueOnly = new Lookup(service(URL).build(), A, 10, 1, false);
        Conversation next = Conversation.hold(wfs, valueOnly, learned, server);

        assertThat(next.calls()).hasSize(1);
        assertThat(next.answer().candidates()).hasSize(1);
    }

    @Test
    void whereNothingCovers_aReplyTooLargeStaysAFailure() {
        Conversation conversation = hold(
                service(URL),
                call -> query(call).containsKey("BBOX")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : Outcomes.ok(call, NOTHING));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(conversation.failure().message()).isEqualTo("more than 4 MiB; nothing covers the point");
    }

    @Test
    void aReplyAtItsCount_isRepeatedWithSmallerBoxes_untilItHoldsTheNearest() {
        double[] crowd = IntStream.range(0, 50).mapToDouble(i -> 6 + i * 0.05).toArray();
        Conversation conversation = hold(service(URL), call -> {
            double half = halfMetres(call);
            return Outcomes.ok(call, half > 6 ? points(crowd) : half > 4.5 ? points(4.5) : NOTHING);
        });

        assertThat(conversation.calls()).hasSize(2);
        assertThat(conversation.answer().truncated()).isFalse();
        assertThat(conversation.answer().candidates().get(0).properties()).containsEntry("district", "4.5");
    }

    @Test
    void aSmallerBoxThatIsEmpty_isGrownAgain() {
        double[] crowd = IntStream.range(0, 50).mapToDouble(i -> 8 + i * 0.01).toArray();
        Conversation conversation = hold(service(URL), call -> {
            double half = halfMetres(call);
            return Outcomes.ok(call, half > 7.9 ? points(crowd) : half > 7 ? points(7) : NOTHING);
        });

        assertThat(conversation.calls().stream()
                        .map(call -> String.format(Locale.ROOT, "%.1f", halfMetres(call)))
                        .toList())
                .containsExactly("10.0", "5.0", "7.5");
        assertThat(conversation.answer().candidates().get(0).properties()).containsEntry("district", "7.0");
    }

    @Test
    void aCrowdAtThePointItself_endsTruncated() {
        double[] crowd = IntStream.range(0, 50).mapToDouble(i -> 0.01).toArray();

        Conversation conversation = hold(service(URL), call -> Outcomes.ok(call, points(crowd)));

        assertThat(conversation.calls()).hasSize(6);
        assertThat(conversation.answer().truncated()).isTrue();
    }

    @Test
    void ofAllFeaturesWanted_aReplyAtItsCountIsTruncated() {
        double[] crowd =
                IntStream.range(0, 101).mapToDouble(i -> 5.5 + i * 0.01).toArray();
        Lookup all = new Lookup(service(URL).build(), A, 10, 100, true);

        Conversation conversation = Conversation.hold(
                wfs, all, Facts.NONE, call -> Outcomes.ok(call, halfMetres(call) > 5.4 ? points(crowd) : points(1)));

        assertThat(query(conversation.calls().get(0))).containsEntry("MAXFEATURES", "101");
        assertThat(conversation.answer().truncated()).isTrue();
        assertThat(conversation.answer().candidates()).hasSize(102);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CQL_FILTER", "filter", "featureId", "BBOX"})
    void aServiceThatSelectsByItself_isSentNoBoxOfOurs(String parameter) {
        ServiceDefinition.Builder service = service(URL).parameters(Map.of(parameter, "own"));

        Conversation conversation = hold(service, call -> Outcomes.ok(call, NOTHING));

        assertThat(conversation.calls()).hasSize(1);
        assertThat(query(conversation.calls().get(0))).containsEntry(parameter, "own");
        assertThat(query(conversation.calls().get(0)).getOrDefault("BBOX", "own"))
                .isEqualTo("own");
    }

    @Test
    void aPointWithoutPositionInTheCrs_isOutsideExtent() {
        Lookup pole = new Lookup(service(URL).crs("EPSG:3857").build(), new LonLat(0, 90), 10, 1, true);

        Step step = wfs.begin(pole, Facts.NONE);

        assertThat(step).isInstanceOf(Step.Failure.class);
        assertThat(((Step.Failure) step).reason()).isEqualTo(Reason.OUTSIDE_EXTENT);
    }

    @Test
    void anUnknownCrs_isUnsupported() {
        Step step = wfs.begin(new Lookup(service(URL).crs("EPSG:1").build(), A, 10, 1, true), Facts.NONE);

        assertThat(step).isInstanceOf(Step.Failure.class);
        assertThat(((Step.Failure) step).reason()).isEqualTo(Reason.UNSUPPORTED);
    }
}
