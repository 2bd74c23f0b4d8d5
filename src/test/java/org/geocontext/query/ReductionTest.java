package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Reason;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class ReductionTest {

    private static final LonLat POINT = new LonLat(30, -25);

    private static ServiceDefinition.Builder service() {
        return ServiceDefinition.builder("wells", QueryType.WFS, "http://127.0.0.1/wfs")
                .property("name");
    }

    private static Lookup within(ServiceDefinition.Builder service, double metres) {
        return new Lookup(service.build(), POINT, metres, 101, true);
    }

    private static Candidate vector(String wkt, String property, String value) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(property, value);
        return new Candidate(null, properties, geometry(wkt), false, false);
    }

    private static Candidate pixel(String value) {
        return new Candidate("", Map.of("name", value), geometry("POINT (31 -25)"), false, true);
    }

    private static Geometry geometry(String wkt) {
        try {
            return wkt == null ? null : new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Reduction.Finding nearest(Lookup lookup, Candidate... candidates) {
        List<Reduction.Finding> findings = Reduction.reduce(lookup, List.of(candidates), false, FeaturesMode.NEAREST);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void withoutCandidatesThereIsNoDataAndNoReason() {
        Reduction.Finding finding = nearest(within(service(), 10));
        assertThat(finding.status()).isEqualTo(Status.NO_DATA);
        assertThat(finding.reason()).isNull();
        assertThat(finding.message()).isEqualTo("nothing within 10 m");
    }

    @Test
    void whatCoversThePointComesBeforeWhatIsNear() {
        Reduction.Finding finding = nearest(
                within(service(), 1000),
                vector("POINT (30.0001 -25)", "name", "near"),
                vector("POLYGON ((29 -26, 31 -26, 31 -24, 29 -24, 29 -26))", "name", "around"));
        assertThat(finding.value()).isEqualTo("around");
        assertThat(finding.distanceMetres()).isZero();
    }

    @Test
    void theNearestWithinToleranceWins() {
        Reduction.Finding finding = nearest(
                within(service(), 1000),
                vector("POINT (30.002 -25)", "name", "far"),
                vector("POINT (30.001 -25)", "name", "near"));
        assertThat(finding.value()).isEqualTo("near");
        assertThat(finding.distanceMetres()).isCloseTo(100.95, org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void straysBeyondToleranceAreDropped() {
        assertThat(nearest(within(service(), 10), vector("POINT (30.001 -25)", "name", "stray"))
                        .status())
                .isEqualTo(Status.NO_DATA);
    }

    @Test
    void aHitWithoutGeometryIsKeptWithUnknownDistanceBehindOneWithGeometry() {
        Reduction.Finding alone = nearest(within(service(), 10), vector(null, "name", "bare"));
        assertThat(alone.value()).isEqualTo("bare");
        assertThat(alone.distanceMetres()).isNull();
        Reduction.Finding behind = nearest(
                within(service(), 10), vector(null, "name", "bare"), vector("POINT (30 -25)", "name", "placed"));
        assertThat(behind.value()).isEqualTo("placed");
    }

    @Test
    void aPixelIsNeverDroppedByDistance() {
        Reduction.Finding finding = nearest(within(service(), 1), pixel("1647.25"));
        assertThat(finding.value()).isEqualTo("1647.25");
        assertThat(finding.number()).isEqualTo(1647.25);
        assertThat(finding.distanceMetres()).isNull();
        assertThat(finding.geometry()).isNull();
    }

    @Test
    void aCandidateThatIsSaidToCoverHasDistanceZeroWithoutGeometry() {
        Candidate covering = new Candidate("c.1", Map.of("name", "Olifants"), null, true, false);
        Reduction.Finding finding = nearest(within(service(), 10), covering);
        assertThat(finding.distanceMetres()).isZero();
    }

    @Test
    void ofTwoEquallyNearTheOneWithAValueWins() {
        Reduction.Finding finding = nearest(
                within(service(), 10),
                vector("POINT (30 -25)", "name", null),
                vector("POINT (30 -25)", "name", "named"));
        assertThat(finding.value()).isEqualTo("named");
    }

    @Test
    void aHitWithoutThePropertyIsNoDataAndListsWhatWasThere() {
        Reduction.Finding finding = nearest(within(service(), 10), vector("POINT (30 -25)", "depth", "3"));
        assertThat(finding.status()).isEqualTo(Status.NO_DATA);
        assertThat(finding.reason()).isEqualTo(Reason.PROPERTY_MISSING);
        assertThat(finding.message()).isEqualTo("property name is missing; there are: depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "app:name", "NAME", "ns1:Name"})
    void thePropertyIsFoundByExactLocalAndCaseInsensitiveName(String sent) {
        assertThat(nearest(within(service(), 10), vector("POINT (30 -25)", sent, "BH-001"))
                        .value())
                .isEqualTo("BH-001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "null", "NULL", " NaN ", "NoData"})
    void wordsForNothingAreNoData(String sent) {
        assertThat(nearest(within(service(), 10), vector("POINT (30 -25)", "name", sent))
                        .status())
                .isEqualTo(Status.NO_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9999", "-9999.0", "-32768", "-3.4028235e38", "3.4028234663852886E+38"})
    void fillNumbersAreNoDataForPixelsOnly(String sent) {
        assertThat(nearest(within(service(), 10), pixel(sent)).status()).isEqualTo(Status.NO_DATA);
        assertThat(nearest(within(service(), 10), vector("POINT (30 -25)", "name", sent))
                        .status())
                .isEqualTo(Status.VALUE);
    }

    @Test
    void aServicesOwnNoDataListReplacesTheBuiltInWordsAndNumbers() {
        ServiceDefinition.Builder own = service().noData(List.of("255", "unknown"));
        assertThat(nearest(within(own, 10), pixel("255.0")).status()).isEqualTo(Status.NO_DATA);
        assertThat(nearest(within(own, 10), pixel("Unknown")).status()).isEqualTo(Status.NO_DATA);
        assertThat(nearest(within(own, 10), pixel("-9999")).value()).isEqualTo("-9999");
        assertThat(nearest(within(own, 10), pixel("")).status()).isEqualTo(Status.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource({
        "007,",
        "+5,",
        "1.,",
        ".5,",
        "1e3,1000.0",
        "-0.5,-0.5",
        "0,0.0",
        "1647.2500000000001,1647.25",
        "1e999,",
        "1e-999,",
        "0e5,0.0",
        "-0,-0.0"
    })
    void onlyWhatIsWrittenAsAJsonNumberIsANumber(String sent, Double number) {
        Reduction.Finding finding = nearest(within(service(), 10), pixel(sent));
        assertThat(finding.value()).isEqualTo(sent);
        assertThat(finding.number()).isEqualTo(number);
    }

    @Test
    void trailingBlanksAreCutAndLeadingOnesKept() {
        assertThat(nearest(within(service(), 10), pixel("  Bushveld  \n")).value())
                .isEqualTo("  Bushveld");
    }

    @Test
    void aLabelReplacesItsCode() {
        ServiceDefinition.Builder labelled = service().labels(Map.of("3", "Savanna"));
        assertThat(nearest(within(labelled, 10), pixel("3.0")).value()).isEqualTo("Savanna");
        assertThat(nearest(within(labelled, 10), pixel("4")).value()).isEqualTo("4");
        ServiceDefinition.Builder zero = service().labels(Map.of("0", "Bare"));
        assertThat(nearest(within(zero, 10), pixel("-0")).value()).isEqualTo("Bare");
    }

    @ParameterizedTest
    @CsvSource({
        "235,23.5",
        "'  235',23.5",
        "0,0",
        "-7,-0.7",
        "1e2,10",
        "abc,abc",
        "1e-300,1E-301",
        "1e-999999999,1e-999999999"
    })
    void scalingIsDecimalAndRoundsNothing(String sent, String value) {
        ServiceDefinition.Builder scaled = service().scale(0.1);
        assertThat(nearest(within(scaled, 10), pixel(sent)).value()).isEqualTo(value);
    }

    @Test
    void anOffsetIsAddedAfterScaling() {
        ServiceDefinition.Builder kelvin = service().scale(0.1).offset(-273.15);
        assertThat(nearest(within(kelvin, 10), pixel("2982")).value()).isEqualTo("25.05");
    }

    @Test
    void allModeGivesEveryFeatureWithinToleranceNearestFirst() {
        List<Reduction.Finding> findings = Reduction.reduce(
                within(service(), 300),
                List.of(
                        vector("POINT (30.002 -25)", "name", "b"),
                        vector("POINT (30.001 -25)", "name", "a"),
                        vector("POINT (30.009 -25)", "name", "stray")),
                false,
                FeaturesMode.ALL);
        assertThat(findings).extracting(Reduction.Finding::value).containsExactly("a", "b");
        assertThat(findings).extracting(Reduction.Finding::message).containsOnlyNulls();
    }

    @Test
    void moreThanAHundredFeaturesAreCutAndSaidToBe() {
        List<Candidate> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(vector("POINT (30 -25)", "name", "n" + i));
        }
        List<Reduction.Finding> findings = Reduction.reduce(within(service(), 10), many, false, FeaturesMode.ALL);
        assertThat(findings).hasSize(100);
        assertThat(findings).extracting(Reduction.Finding::message).containsOnly("truncated");
    }

    @Test
    void theNearestOfAReplyThatWasCutIsSaidToBeDoubtfulUnlessItCoversThePoint() {
        List<Reduction.Finding> near = Reduction.reduce(
                within(service(), 300), List.of(vector("POINT (30.001 -25)", "name", "a")), true, FeaturesMode.NEAREST);
        assertThat(near)
                .extracting(Reduction.Finding::message)
                .containsExactly("the reply was cut short, something nearer may be there");
        List<Reduction.Finding> covering = Reduction.reduce(
                within(service(), 300), List.of(vector("POINT (30 -25)", "name", "a")), true, FeaturesMode.NEAREST);
        assertThat(covering).extracting(Reduction.Finding::message).containsOnlyNulls();
    }

    @Test
    void atToleranceZeroOnlyWhatCoversThePointIsLeft() {
        assertThat(nearest(
                                within(service(), 0),
                                vector("POINT (30.0000001 -25)", "name", "near"),
                                vector("LINESTRING (29 -24, 31 -26)", "name", "through"))
                        .value())
                .isEqualTo("through");
        assertThat(nearest(within(service(), 0), vector("POINT (30.0000001 -25)", "name", "near"))
                        .status())
                .isEqualTo(Status.NO_DATA);
    }

    @Test
    void somethingAtExactlyTheToleranceIsWithinIt() {
        double metres = Geodesy.distanceMetres(POINT, geometry("POINT (30.0001 -25)"));
        Candidate candidate = vector("POINT (30.0001 -25)", "name", "rim");
        assertThat(nearest(within(service(), metres), candidate).value()).isEqualTo("rim");
        assertThat(nearest(within(service(), Math.nextDown(metres)), candidate).status())
                .isEqualTo(Status.NO_DATA);
    }
}
