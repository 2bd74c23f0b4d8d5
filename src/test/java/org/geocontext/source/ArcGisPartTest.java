package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Auth;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several layers in one request to an ArcGIS server. */
class ArcGisPartTest {

    private static final LonLat A = new LonLat(26.2, -29.1);
    private static final String MAP = "https://maps.example/arcgis/rest/services/Base/MapServer";
    private static final String FEATURES = "https://maps.example/arcgis/rest/services/Base/FeatureServer";
    private static final String THREE = "arcgis/mapserver-identify-10.9-json-three-layers.json";
    private static final String THREE_QUERIED = "arcgis/featureserver-query-10.9-json-three-layers.json";

    private static ServiceDefinition.Builder layer(String url, String id) {
        return ServiceDefinition.builder("x", QueryType.ARC_REST, url).layer(id).property("district");
    }

    /** Layers that are known not to be queried. */
    private static Facts identified(String... ids) {
        Facts facts = Facts.NONE;
        for (String id : ids) {
            facts = new ArcGisLayerFacts(facts, id, "district").withIdentified().facts();
        }
        return facts;
    }

    private static Facts text(String id) {
        return new ArcGisLayerFacts(Facts.NONE, id, "district").withText().facts();
    }

    private static Step.Ask ask(ServiceDefinition.Builder service, Facts facts) {
        return ask(service, 10, facts);
    }

    private static Step.Ask ask(ServiceDefinition.Builder service, double tolerance, Facts facts) {
        Step step = new ArcGisRestSource().begin(new Lookup(service.build(), A, tolerance, 1, true), facts);
        assertThat(step).isInstanceOf(Step.Ask.class);
        return (Step.Ask) step;
    }

    private static @Nullable Part find(ServiceDefinition.Builder service, Facts facts) {
        return ask(service, facts).part();
    }

    private static Part part(ServiceDefinition.Builder service, Facts facts) {
        return Objects.requireNonNull(find(service, facts));
    }

    private static List<Part> identifying(String... ids) {
        return Stream.of(ids).map(id -> part(layer(MAP, id), identified(ids))).toList();
    }

    private static List<Part> querying(String... ids) {
        return Stream.of(ids).map(id -> part(layer(FEATURES, id), Facts.NONE)).toList();
    }

    private static SharedAsk join(List<Part> parts) {
        return parts.get(0).join(parts);
    }

    private static String decoded(HttpCall call) {
        return URLDecoder.decode(call.form() == null ? call.uri().toString() : call.form(), StandardCharsets.UTF_8);
    }

    private static Split split(List<Part> parts, String body) {
        SharedAsk shared = join(parts);
        return shared.split((HttpReply) Outcomes.ok(shared.call(), body));
    }

    private static Split splitFixture(List<Part> parts, String fixture) {
        SharedAsk shared = join(parts);
        return shared.split((HttpReply) Outcomes.ok(shared.call(), Fixtures.read(fixture)));
    }

    private static List<Candidate> hits(Split split, Part part) {
        assertThat(split).isInstanceOf(Split.Attributed.class);
        Step step = ((Split.Attributed) split).steps().get(part);
        assertThat(step).isInstanceOf(Step.Answer.class);
        return ((Step.Answer) Objects.requireNonNull(step)).candidates();
    }

    private static void assertApart(Split split, boolean blames) {
        assertThat(split)
                .isInstanceOfSatisfying(
                        Split.Apart.class, apart -> assertThat(apart.blames()).isEqualTo(blames));
    }

    private static String results(String... layerMembers) {
        return Stream.of(layerMembers)
                .map(members -> "{" + members + "\"attributes\":{\"district\":\"a\"},"
                        + "\"geometry\":{\"x\":26.2,\"y\":-29.1,\"spatialReference\":{\"wkid\":4326}}}")
                .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    private static String[] resultsOf(int layer, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"layerId\":" + layer + ",")
                .toArray(String[]::new);
    }

    @Test
    void layersThatAreIdentifiedAnyway_areIdentifiedTogether() {
        List<Part> parts = identifying("0", "1", "3", "8");

        Split split = splitFixture(parts, THREE);

        assertThat(parts).allSatisfy(part -> assertThat(part.lacking()).isEmpty());
        assertThat(decoded(join(parts).call())).contains("/MapServer/identify?").contains("&layers=all:0,1,3,8&");
        assertThat(hits(split, parts.get(0)))
                .singleElement()
                .satisfies(hit -> assertThat(hit.properties()).containsEntry("District name", "Łódź – Egoli"));
        assertThat(hits(split, parts.get(1)))
                .singleElement()
                .satisfies(hit -> assertThat(hit.properties()).containsEntry("zone_code", "R1"));
        assertThat(hits(split, parts.get(2)))
                .singleElement()
                .satisfies(hit -> assertThat(hit.raster()).isTrue());
        assertThat(hits(split, parts.get(3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"layerId\":6,", "\"layerName\":\"1\",", "\"layerId\":null,", "\"layerId\":\"1 \",", ""})
    void aResultOfNoneOfTheLayers_asOfALayerInAGroup_spoilsTheReply(String layer) {
        assertApart(split(identifying("0", "1"), results("\"layerId\":0,", layer)), true);
    }

    @Test
    void manyResultsMayBeAllThatTheServerGives() {
        assertApart(split(identifying("0", "1"), results(resultsOf(0, 100))), false);
        assertApart(
                split(
                        identifying("0", "1"),
                        results("\"layerId\":0,")
                                .replace("{\"results\"", "{\"exceededTransferLimit\":true,\"results\"")),
                false);
    }

    @Test
    void aLayerWithAsManyHitsAsAQueryMayBring_isLeftToBeAskedAlone() {
        List<Part> parts = identifying("0", "1");

        Split split = split(parts, results(resultsOf(0, 50)));

        assertThat(((Split.Attributed) split).steps()).containsOnlyKeys(parts.get(1));
    }

    @ParameterizedTest
    @CsvSource({"400, true", "500, true", "498, true", "499, true"})
    void anEsriErrorMayBeOneLayersFault(int code, boolean blames) {
        assertApart(split(identifying("0", "1"), "{\"error\":{\"code\":" + code + ",\"message\":\"no\"}}"), blames);
        assertApart(split(querying("0", "1"), "{\"error\":{\"code\":" + code + ",\"message\":\"no\"}}"), blames);
    }

    @Test
    void aTokenGoesWithTheSharedRequest_andOneThatIsRefusedIsReplacedByEachLookup() {
        UnaryOperator<ServiceDefinition.Builder> withUser =
                service -> service.credentials(new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, "me", "pa55"));
        Facts token = Facts.NONE.with("arcgis.token." + Integer.toHexString("me".hashCode()), "t0ken");
        Part own = part(withUser.apply(layer(FEATURES, "0")), token);
        Part other = part(withUser.apply(layer(FEATURES, "1")), token);

        Split split = split(List.of(own, other), "{\"error\":{\"code\":498,\"message\":\"Invalid token\"}}");

        assertThat(join(List.of(own, other)).call().auth()).isEqualTo(new Auth.Query("token", "t0ken"));
        assertThat(split).isInstanceOf(Split.Common.class);
        assertThat(part(layer(FEATURES, "0"), Facts.NONE).key()).isNotEqualTo(own.key());
    }

    @Test
    void aQueriedLayerMayBeIdentified_onceItsPropertyIsKnownToBeAText_andToBeTheSameInBoth() {
        ServiceDefinition.Builder districts = layer(MAP, "0");
        assertThat(find(districts, Facts.NONE)).isNull();

        Part untried = part(districts, text("0"));
        Proof proof = untried.lacking().orElseThrow();
        Part proved = part(districts, text("0").merge(proof.learned()));

        assertThat(decoded(ask(districts, text("0")).call())).contains("/MapServer/0/query?");
        assertThat(decoded(proved.join(List.of(proved)).call())).contains("/MapServer/identify?");
        assertThat(proof.witnesses()).isEqualTo(1);
        assertThat(proved.lacking()).isEmpty();
        assertThat(proved.key()).isEqualTo(identifying("3").get(0).key());
        assertThat(part(
                                layer(MAP, "0").property("zone_code"),
                                text("0")
                                        .merge(proof.learned())
                                        .merge(new ArcGisLayerFacts(Facts.NONE, "0", "zone_code")
                                                .withText()
                                                .facts()))
                        .lacking())
                .as("another property")
                .isPresent();
    }

    @Test
    void identifyStandsInForQueriesOfTheServicesOwnToleranceOnly_becauseLayersMayHaveScaleLimits() {
        assertThat(ask(layer(MAP, "0"), 500, text("0")).part()).isNull();

        Proof proof = part(layer(MAP, "0"), text("0")).lacking().orElseThrow();
        Part wider = Objects.requireNonNull(
                ask(layer(MAP, "0").tolerance(500), 500, text("0").merge(proof.learned()))
                        .part());

        assertThat(wider.lacking()).isPresent();
    }

    @Test
    void fromIdentifyAQueriedLayerGoesOnAsFromItsQuery() {
        Part districts = part(layer(MAP, "0"), text("0"));
        List<Part> parts = List.of(districts, part(layer(MAP, "1"), text("1")));

        Split split = split(parts, results("\"layerId\":0,"));

        assertThat(hits(split, districts)).hasSize(1);
        assertThat(hits(split, parts.get(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "R1, true",
        "Łódź – Egoli, true",
        "0042b, true",
        "0042, false",
        "556000, false",
        "'1,234.5', false",
        "-1.5e-7, false",
        "' ', false",
    })
    void aPropertyIsATextIfItCannotBeANumber(String value, boolean text) {
        String body = "{\"features\":[{\"attributes\":{\"district\":\"" + value + "\"}}]}";

        Conversation conversation = Conversation.hold(
                new ArcGisRestSource(),
                new Lookup(layer(MAP, "0").build(), A, 10, 1, true),
                Facts.NONE,
                call -> Outcomes.ok(call, body));

        assertThat(new ArcGisLayerFacts(conversation.learned(), "0", "district").isText())
                .isEqualTo(text);
    }

    @Test
    void aDateIsNoText() {
        String body = "{\"fields\":[{\"name\":\"district\",\"type\":\"esriFieldTypeDate\"}],"
                + "\"features\":[{\"attributes\":{\"district\":767404800000}}]}";

        Conversation conversation = Conversation.hold(
                new ArcGisRestSource(),
                new Lookup(layer(MAP, "0").build(), A, 10, 1, true),
                Facts.NONE,
                call -> Outcomes.ok(call, body));

        assertThat(conversation.learned()).isEqualTo(Facts.NONE);
    }

    @Test
    void whatIdentifyWouldNotHave_orWriteOtherwise_isQueriedAlone() {
        List<ServiceDefinition.Builder> alone = List.of(
                layer(MAP, "0").parameters(Map.of("time", "1")),
                layer(MAP, "0").noData(List.of("none")),
                layer(MAP, "0").merge(false),
                layer(MAP + "?where=1%3D0", "0"));

        assertThat(alone)
                .allSatisfy(service -> assertThat(find(service, text("0"))).isNull());
    }

    @Test
    void layersOfAFeatureServiceAreQueriedTogether() {
        List<Part> parts = querying("0", "2", "7");

        Split split = splitFixture(querying("0", "1", "2", "7"), THREE_QUERIED);

        assertThat(decoded(join(parts).call()))
                .contains("/FeatureServer/query?")
                .contains("layerDefs={\"0\":\"1=1\",\"2\":\"1=1\",\"7\":\"1=1\"}")
                .contains("outFields=*")
                .doesNotContain("resultRecordCount");
        assertThat(split).isInstanceOf(Split.Attributed.class);
    }

    @Test
    void eachLayerHasItsOwnFeatures_andAskedAloneIsWhatWasCutOrIsMissing() {
        List<Part> parts = querying("0", "1", "2", "7");

        Split split = splitFixture(parts, THREE_QUERIED);

        assertThat(hits(split, parts.get(0)))
                .singleElement()
                .satisfies(hit -> assertThat(hit.properties())
                        .containsEntry("residents", "556000")
                        .containsEntry("proclaimed", "1994-04-27T00:00:00Z"));
        assertThat(hits(split, parts.get(2))).isEmpty();
        assertThat(((Split.Attributed) split).steps()).containsOnlyKeys(parts.get(0), parts.get(2));
    }

    @Test
    void aLayerThatWasNotAskedFor_spoilsTheReply() {
        assertApart(splitFixture(querying("0", "1"), THREE_QUERIED), true);
    }

    @Test
    void aServerThatDescribesItselfInsteadIsNoAnswer() {
        assertApart(splitFixture(querying("0", "1"), "koop/query-2.0-json-root.json"), true);
    }

    @Test
    void eachLayerOfAFeatureServiceLacksItsOwnProof() {
        Proof proof = querying("0").get(0).lacking().orElseThrow();

        assertThat(part(layer(FEATURES, "0"), proof.learned()).lacking()).isEmpty();
        assertThat(part(layer(FEATURES, "1"), proof.learned()).lacking()).isPresent();
    }

    @Test
    void theUrlMayEndAtTheServiceOrAtTheLayer() {
        assertThat(part(layer(FEATURES + "/4", "4"), Facts.NONE).key())
                .isEqualTo(part(layer(FEATURES + "/", "0"), Facts.NONE).key());
    }

    @Test
    void pixelsOfImageServicesAreAskedAlone() {
        assertThat(find(layer("https://maps.example/arcgis/rest/services/Height/ImageServer", ""), Facts.NONE))
                .isNull();
    }

    @Test
    void aNameInPlaceOfALayerIdIsAskedAlone() {
        assertThat(find(layer(MAP, "Districts"), identified("Districts"))).isNull();
    }
}
