package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.source.Candidate;
import org.geocontext.source.Facts;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class SameSayingTest {

    private static final String SQUARE = "POLYGON ((26 -30, 27 -30, 27 -29, 26 -29, 26 -30))";

    private static final Lookup LOOKUP = new Lookup(
            ServiceDefinition.builder("wells", QueryType.WFS, "http://127.0.0.1/wfs")
                    .layer("wells")
                    .property("depth")
                    .build(),
            new LonLat(26.2, -29.1),
            10,
            1,
            true);

    private static Candidate well(String depth, String wkt) throws ParseException {
        return new Candidate("wells.1", Map.of("depth", depth), new WKTReader().read(wkt), false, false);
    }

    private static Step.Answer answer(Candidate... candidates) {
        return new Step.Answer(List.of(candidates), false, "http://127.0.0.1/wfs", Instant.EPOCH, Facts.NONE);
    }

    private static boolean same(Step.Answer one, Step.Answer other) {
        return SameSaying.of(LOOKUP, one, other) && SameSaying.of(LOOKUP, other, one);
    }

    @ParameterizedTest
    @CsvSource({"118, 118.0, true", "118, 119, false", "deep, deep, true", "deep, Deep, false", "007, 7, false"})
    void numbersAreComparedAsNumbersAndTextsAsTexts(String one, String other, boolean same) throws ParseException {
        assertThat(same(answer(well(one, SQUARE)), answer(well(other, SQUARE)))).isEqualTo(same);
    }

    @Test
    void theOrderOfFeaturesIsIrrelevant() throws ParseException {
        Candidate one = well("1", SQUARE);
        Candidate two = well("2", SQUARE);
        assertThat(same(answer(one, two), answer(two, one))).isTrue();
    }

    @Test
    void oneFeatureMoreIsADifference() throws ParseException {
        Candidate one = well("1", SQUARE);
        assertThat(same(answer(one, one), answer(one))).isFalse();
        assertThat(same(answer(one), answer())).isFalse();
    }

    @Test
    void whatIsBeyondToleranceDoesNotCount() throws ParseException {
        Candidate far = well("9", "POINT (26.3 -29.1)");
        assertThat(same(answer(far), answer())).isTrue();
    }

    @Test
    void ringsMayBeginAnywhere() throws ParseException {
        String turned = "POLYGON ((27 -29, 26 -29, 26 -30, 27 -30, 27 -29))";
        assertThat(same(answer(well("1", SQUARE)), answer(well("1", turned)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"26.2000005, true", "26.2000015, false"})
    void geometriesAgreeToAMillionthOfADegree(String lon, boolean same) throws ParseException {
        Step.Answer one = answer(well("1", "POINT (26.2 -29.1)"));
        Step.Answer other = answer(well("1", "POINT (" + lon + " -29.1)"));
        assertThat(same(one, other)).isEqualTo(same);
    }

    @Test
    void aGeometryThatIsMissingIsADifference() throws ParseException {
        Candidate without = new Candidate("wells.1", Map.of("depth", "1"), null, true, false);
        assertThat(same(answer(well("1", SQUARE)), answer(without))).isFalse();
    }

    @Test
    void onlyAValueIsAValue() throws ParseException {
        assertThat(SameSaying.hasValue(LOOKUP, answer(well("1", SQUARE)))).isTrue();
        assertThat(SameSaying.hasValue(LOOKUP, answer(well("null", SQUARE)))).isFalse();
        assertThat(SameSaying.hasValue(LOOKUP, answer())).isFalse();
    }
}
