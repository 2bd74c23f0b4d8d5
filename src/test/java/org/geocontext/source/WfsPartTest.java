package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several types in one GetFeature. */
class WfsPartTest {

    private static final LonLat A = new LonLat(26.2, -29.1);
    private static final LonLat NEW_YORK = new LonLat(-74.0104611, 40.70758763);

    private static ServiceDefinition.Builder type(String version, String name) {
        return ServiceDefinition.builder("x", QueryType.WFS, "http://maps.example/ows")
                .version(version)
                .layer(name)
                .property("NAME");
    }

    private static @Nullable Part find(ServiceDefinition.Builder service, LonLat point, Facts facts) {
        Step step = new WfsSource().begin(new Lookup(service.build(), point, 10, 1, true), facts);
        assertThat(step).isInstanceOf(Step.Ask.class);
        return ((Step.Ask) step).part();
    }

    private static Part part(ServiceDefinition.Builder service, LonLat point, Facts facts) {
        return Objects.requireNonNull(find(service, point, facts));
    }

    private static List<Part> parts(String version, String... names) {
        return Stream.of(names)
                .map(name -> part(type(version, name), A, Facts.NONE))
                .toList();
    }

    private static SharedAsk join(List<Part> parts) {
        return parts.get(0).join(parts);
    }

    private static Split split(SharedAsk shared, String body) {
        return shared.split((HttpReply) Outcomes.ok(shared.call(), body));
    }

    private static Split split(SharedAsk shared, int status, byte[] body) {
        return shared.split((HttpReply) Outcomes.reply(shared.call(), status, body));
    }

    private static Step.Answer answer(Split split, Part part) {
        assertThat(split).isInstanceOf(Split.Attributed.class);
        Step step = ((Split.Attributed) split).steps().get(part);
        assertThat(step).isInstanceOf(Step.Answer.class);
        return (Step.Answer) Objects.requireNonNull(step);
    }

    private static List<String> ids(Split split, Part part) {
        return answer(split, part).candidates().stream()
                .map(Candidate::id)
                .map(String::valueOf)
                .toList();
    }

    /** Points at A, each with its id. */
    private static String collection(String... ids) {
        return Stream.of(ids)
                .map(id -> "{\"type\":\"Feature\",\"id\":\"" + id + "\",\"properties\":{\"NAME\":\"a\"},"
                        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[26.2,-29.1]}}")
                .collect(Collectors.joining(
                        ",", "{\"type\":\"FeatureCollection\",\"name\":\"wells\",\"features\":[", "]}"));
    }

    private static String[] wells(int count) {
        return IntStream.range(0, count).mapToObj(i -> "wells." + i).toArray(String[]::new);
    }

    private static void assertApart(Split split, boolean blames) {
        assertThat(split)
                .isInstanceOfSatisfying(
                        Split.Apart.class, apart -> assertThat(apart.blames()).isEqualTo(blames));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, geoserver/wfs-1.0.0-json-poi-and-roads.json",
        "1.0.0, geoserver/wfs-1.0.0-gml2-poi-and-roads.gml",
        "1.1.0, geoserver/wfs-1.1.0-gml311-poi-and-roads.gml",
        "2.0.0, geoserver/wfs-2.0.0-json-poi-and-roads.json",
        "2.0.0, geoserver/wfs-2.0.0-gml321-poi-and-roads.gml"
    })
    void geoServerNamesTheTypeOfEachFeature(String version, String fixture) {
        Part roads = part(type(version, "tiger:tiger_roads"), NEW_YORK, Facts.NONE);
        Part poi = part(type(version, "tiger:poi"), NEW_YORK, Facts.NONE);
        Part landmarks = part(type(version, "tiger:poly_landmarks"), NEW_YORK, Facts.NONE);

        Split split = split(join(List.of(roads, poi, landmarks)), 200, Fixtures.read(fixture));

        assertThat(ids(split, poi)).containsExactly("poi.1");
        assertThat(ids(split, roads))
                .containsExactly("tiger_roads.6063", "tiger_roads.6066", "tiger_roads.6094", "tiger_roads.6100");
        assertThat(((Split.Attributed) split).steps().get(landmarks)).isInstanceOf(Step.Ask.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.0, mapserver/wfs-1.1.0-gml311-two-types.gml",
        "2.0.0, mapserver/wfs-2.0.0-gml321-two-types.gml",
        "1.1.0, qgis/wfs-1.1.0-json-two-types.json",
        "1.1.0, qgis/wfs-1.1.0-gml311-two-types.gml"
    })
    void mapServerAndQgisNameTheTypeOfEachFeature(String version, String fixture) {
        List<Part> parts = parts(version, "districts", "zones");

        Split split = split(join(parts), 200, Fixtures.read(fixture));

        assertThat(answer(split, parts.get(0)).candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.properties()).containsEntry("district_code", "0042"));
        assertThat(answer(split, parts.get(1)).candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.properties()).containsEntry("zone_code", "R1"));
    }

    @Test
    void mapServerCannotWriteTwoTypesAsGeoJson() {
        Split split = split(
                join(parts("1.1.0", "districts", "zones")),
                200,
                Fixtures.read("mapserver/wfs-1.1.0-json-exception-two-types.xml"));

        assertApart(split, true);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0, TYPENAME=wells,springs&MAXFEATURES=70&", "1.1.0, TYPENAME=wells,springs&MAXFEATURES=70&"})
    void theTypesAreAList_andTheCountIsForAll(String version, String written) {
        assertThat(join(parts(version, "wells", "springs")).call().displayUrl()).contains(written);
    }

    @Test
    void servicesOfTheSameTypeAddItOnce() {
        List<Part> parts = parts("1.1.0", "wells", "wells", "springs");

        Split split = split(join(parts), collection("wells.1", "springs.1"));

        assertThat(join(parts).call().displayUrl()).contains("TYPENAME=wells,springs&MAXFEATURES=70&");
        assertThat(ids(split, parts.get(0))).isEqualTo(ids(split, parts.get(1))).containsExactly("wells.1");
    }

    @Test
    void inVersionTwoTheStandardsListIsTriedFirst_andMapServersNext() {
        List<Part> parts = parts("2.0.0", "districts", "zones");
        SharedAsk first = join(parts);
        assertThat(first.call().displayUrl()).contains("TYPENAMES=%28districts%29%28zones%29&COUNT=70&");

        Split refused = split(first, 400, Fixtures.read("mapserver/wfs-2.0.0-gml321-exception-two-types.xml"));

        assertThat(refused).isInstanceOf(Split.Again.class);
        SharedAsk second = ((Split.Again) refused).ask();
        assertThat(second.call().displayUrl()).contains("TYPENAMES=districts,zones&COUNT=70&");
        Facts learned = split(second, 200, Fixtures.read("mapserver/wfs-2.0.0-gml321-two-types.gml"))
                .learned();
        Part next = part(type("2.0.0", "districts"), A, learned);
        assertThat(next.join(List.of(next)).call().displayUrl()).contains("TYPENAMES=districts&");
    }

    @Test
    void oneWayOfWritingTheListIsEnoughOnceItIsKnown() {
        List<Part> unknown = parts("2.0.0", "wells", "springs");
        Facts learned = split(join(unknown), collection("wells.1")).learned();
        Part known = part(type("2.0.0", "wells"), A, learned);

        Split split = split(
                known.join(List.of(known)), 400, Fixtures.read("mapserver/wfs-2.0.0-gml321-exception-two-types.xml"));

        assertApart(split, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lakes.1", "", "wells", "wells2.1"})
    void aFeatureOfNoneOfTheTypes_orOfWhichIsNotKnown_spoilsTheReply(String id) {
        Split split = split(join(parts("1.1.0", "springs", "wells.deep")), collection("wells.deep.1", id));

        assertApart(split, true);
    }

    @Test
    void anIdThatTwoTypesCouldHave_spoilsTheReply() {
        assertApart(split(join(parts("1.1.0", "wells", "wells.deep")), collection("wells.deep.1")), true);
    }

    @Test
    void theNameOfAGeoJsonCollectionSaysNothingAboutItsFeatures() {
        Split split = split(join(parts("1.1.0", "wells", "springs")), collection("springs.1", "somewhere.1"));

        assertApart(split, true);
    }

    @Test
    void ofTypesThatRepliesWouldNotTellApart_oneIsAsked() {
        List<Part> parts = parts("1.1.0", "a:wells", "b:wells", "a:springs");

        Split split = split(join(parts), collection("wells.1", "springs.1"));

        assertThat(join(parts).call().displayUrl()).contains("TYPENAME=a:wells,a:springs&");
        assertThat(((Split.Attributed) split).steps()).containsOnlyKeys(parts.get(0), parts.get(2));
    }

    @Test
    void aReplyAtItsCountIsSplit() {
        assertApart(split(join(parts("1.1.0", "wells", "springs")), collection(wells(70))), false);
    }

    @Test
    void aReplyThatSaysThatThereIsMoreIsSplit() {
        Part poi = part(type("2.0.0", "tiger:poi"), NEW_YORK, Facts.NONE);
        Part roads = part(type("2.0.0", "tiger:tiger_roads"), NEW_YORK, Facts.NONE);

        Split split = split(join(List.of(poi, roads)), 200, Fixtures.read("geoserver/wfs-2.0.0-json-limit.json"));

        assertApart(split, false);
    }

    @Test
    void aTypeWithAsManyFeaturesAsASingleReplyMayHave_isLeftToBeAskedAlone() {
        List<Part> parts = parts("1.1.0", "wells", "springs");

        Split full = split(join(parts), collection(wells(50)));
        Split almost = split(join(parts), collection(wells(49)));

        assertThat(((Split.Attributed) full).steps()).containsOnlyKeys(parts.get(1));
        assertThat(ids(almost, parts.get(0))).hasSize(49);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "401, true", "403, true", "500, true", "404, false", "429, false", "503, false"})
    void anErrorThatOneTypeMayBeToBlameForIsLookedInto(int status, boolean perhapsOfOne) {
        Split split = split(join(parts("1.1.0", "wells", "springs")), status, new byte[0]);

        if (perhapsOfOne) {
            assertApart(split, true);
        } else {
            assertThat(split).isInstanceOf(Split.Common.class);
        }
    }

    @Test
    void onlyWhatIsSentOnceMustBeEqual() {
        List<ServiceDefinition.Builder> others = List.of(
                type("1.0.0", "wells"),
                type("1.1.0", "wells").crs("EPSG:3857"),
                type("1.1.0", "wells").infoFormat("GML2"),
                type("1.1.0", "wells").headers(Map.of("Referer", "http://home.example")),
                type("1.1.0", "wells").parameters(Map.of("lang", "en")),
                type("1.1.0", "wells").credentials(new Credentials(Credentials.Scheme.BEARER, null, null, "t")));

        Object key = part(type("1.1.0", "wells"), A, Facts.NONE).key();

        assertThat(part(type("1.1.0", "springs").property("depth"), A, Facts.NONE)
                        .key())
                .isEqualTo(key);
        assertThat(others)
                .allSatisfy(
                        other -> assertThat(part(other, A, Facts.NONE).key()).isNotEqualTo(key));
        assertThat(part(type("1.1.0", "wells"), NEW_YORK, Facts.NONE).key()).isNotEqualTo(key);
    }

    @Test
    void whatIsBoundToATypeCannotStandInARequestForSeveral() {
        List<ServiceDefinition.Builder> alone = List.of(
                type("1.1.0", "wells").merge(false),
                type("1.1.0", "wells").geometryField("geom"),
                type("1.1.0", "wells").parameters(Map.of("CQL_FILTER", "a=1")),
                type("1.1.0", "wells").parameters(Map.of("viewParams", "a:1")),
                type("1.1.0", "wells").parameters(Map.of("SORTBY", "depth")),
                type("1.1.0", "wells,springs"),
                type("1.1.0", "(wells)"),
                type("1.1.0", ""));

        assertThat(alone)
                .allSatisfy(service -> assertThat(find(service, A, Facts.NONE)).isNull());
    }

    @Test
    void aLayerOfLargeFeaturesIsAskedAlone() {
        Facts large = WfsManner.withLarge(type("1.1.0", "wells").build(), Facts.NONE);

        assertThat(find(type("1.1.0", "wells"), A, large)).isNull();
        assertThat(find(type("1.1.0", "springs"), A, large)).isNotNull();
    }

    @Test
    void theEntrySaysHowManyTypesItMayBeAskedWith() {
        assertThat(part(type("1.1.0", "wells").maxLayers(4), A, Facts.NONE).mostSubjects())
                .isEqualTo(4);
    }

    @Test
    void typesLackAProofForTheirVersionAndFormat_untilItIsLearned() {
        Proof proof = part(type("1.1.0", "wells"), A, Facts.NONE).lacking().orElseThrow();

        assertThat(proof.witnesses()).isEqualTo(2);
        assertThat(part(type("1.1.0", "springs"), A, proof.learned()).lacking()).isEmpty();
        assertThat(part(type("1.0.0", "springs"), A, proof.learned()).lacking()).isPresent();
        assertThat(part(type("1.1.0", "springs").infoFormat("GML2"), A, proof.learned())
                        .lacking())
                .isPresent();
    }
}
