package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryInputsTest {

    private static QueryRequest point(String text) throws InvalidRequestException {
        return QueryInputs.parse(Map.of("point", List.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31.3963,-24.4561",
                " 31.3963 -24.4561 ",
                "POINT(31.3963 -24.4561)",
                "point (31.3963 -24.4561)",
                "POINT Z (31.3963 -24.4561 1200)",
                "{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]}",
                "<gml:Point xmlns:gml=\"http://www.opengis.net/gml\"><gml:pos>31.3963 -24.4561</gml:pos></gml:Point>",
                "<gml:Point xmlns:gml=\"http://www.opengis.net/gml\"><gml:coordinates>31.3963,-24.4561"
                        + "</gml:coordinates></gml:Point>"
            })
    void everyWayToWriteAPointIsRead(String text) throws InvalidRequestException {
        assertThat(point(text).point().getCoordinate().x).isEqualTo(31.3963);
        assertThat(point(text).point().getCoordinate().y).isEqualTo(-24.4561);
        assertThat(point(text).point().getSRID()).isZero();
    }

    @Test
    void ewktAndGmlNameTheirCrs() throws InvalidRequestException {
        assertThat(point("SRID=32735;POINT(500000 7100000)").point().getSRID()).isEqualTo(32735);
        assertThat(point("<gml:Point xmlns:gml=\"http://www.opengis.net/gml\" srsName=\"EPSG:4326\">"
                                + "<gml:pos>31 -24</gml:pos></gml:Point>")
                        .point()
                        .getSRID())
                .isEqualTo(4326);
    }

    @Test
    void gmlUnderAUrnIsInTheAuthoritysOrder() throws InvalidRequestException {
        var read = point("<gml:Point xmlns:gml=\"http://www.opengis.net/gml\" srsName=\"urn:ogc:def:crs:EPSG::4326\">"
                + "<gml:pos>-24 31</gml:pos></gml:Point>");
        assertThat(read.point().getCoordinate().x).isEqualTo(31);
        assertThat(read.point().getCoordinate().y).isEqualTo(-24);
    }

    @Test
    void geoJsonIsEastFirstWhateverItsCrsIsCalled() throws InvalidRequestException {
        var read = point("{\"type\":\"Point\",\"coordinates\":[31,-24],\"crs\":{\"type\":\"name\",\"properties\":"
                + "{\"name\":\"urn:ogc:def:crs:EPSG::4326\"}}}");
        assertThat(read.point().getCoordinate().x).isEqualTo(31);
        assertThat(read.point().getCoordinate().y).isEqualTo(-24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31.3963 , -24.4561", "31.3963;-24.4561", "31.3963\t-24.4561", "3.13963e1,-24.4561"})
    void aPairIsReadWithAnyUsualSeparator(String text) throws InvalidRequestException {
        assertThat(point(text).point().getCoordinate().x).isEqualTo(31.3963);
        assertThat(point(text).point().getCoordinate().y).isEqualTo(-24.4561);
    }

    @Test
    @Timeout(5)
    void aLongRunOfBlanksIsRefusedAtOnce() {
        assertThatThrownBy(() -> point("1" + " ".repeat(90_000) + "x")).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POINT(31)",
                "POINT(a b)",
                "31,",
                "here",
                "{",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                "SRID=4326;",
                "GEOMETRYCOLLECTION(POINT(1 2))",
                "31.39.63,-24"
            })
    void rubbishIsRefusedInOneSentenceThatShowsIt(String text) {
        assertThatThrownBy(() -> point(text))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.input()).isEqualTo("point"))
                .hasMessageStartingWith("point: ")
                .hasMessageContaining("expected: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnknownCrsInTheGeometryIsThePointsFault() {
        assertThatThrownBy(() -> point("<gml:Point xmlns:gml=\"http://www.opengis.net/gml\" srsName=\"EPSG:99999\">"
                        + "<gml:pos>31 -24</gml:pos></gml:Point>"))
                .hasMessageContaining("EPSG:99999");
    }

    @Test
    void deepNestingIsRefusedWithoutOverflow() {
        assertThatThrownBy(() -> point("GEOMETRYCOLLECTION(".repeat(20_000)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> point("{\"a\":".repeat(20_000))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void whatIsAbsentOrBlankTakesItsDefault() throws InvalidRequestException {
        QueryRequest request = QueryInputs.parse(Map.of("tolerance", List.of(" "), "group", List.of("")));
        assertThat(request)
                .isEqualTo(new QueryRequest(
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        FeaturesMode.NEAREST,
                        GeometryMode.SOURCE,
                        false));
    }

    @Test
    void everyInputIsRead() throws InvalidRequestException {
        QueryRequest request = QueryInputs.parse(Map.of(
                "crs", List.of("EPSG:3857"),
                "collection", List.of("c"),
                "group", List.of("g", "h"),
                "service", List.of("s"),
                "tolerance", List.of("2.5"),
                "timeout", List.of("3"),
                "features", List.of("all"),
                "geometry", List.of("NONE"),
                "refresh", List.of("true")));
        assertThat(request)
                .isEqualTo(new QueryRequest(
                        null,
                        "EPSG:3857",
                        "c",
                        List.of("g", "h"),
                        List.of("s"),
                        2.5,
                        3.0,
                        FeaturesMode.ALL,
                        GeometryMode.NONE,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "tolerance, ten, expected: a number",
        "timeout, 1s, expected: a number",
        "features, SOME, 'expected: one of [NEAREST, ALL]'",
        "geometry, BOX, 'expected: one of [SOURCE, POINT, NONE]'",
        "refresh, perhaps, expected: true or false"
    })
    void aValueThatIsNotAcceptedIsNamedWithWhatIs(String input, String value, String accepted) {
        assertThatThrownBy(() -> QueryInputs.parse(Map.of(input, List.of(value))))
                .hasMessage(input + ": " + value + " (" + accepted + ")");
    }

    @Test
    void anUnknownOrRepeatedInputIsRefused() {
        assertThatThrownBy(() -> QueryInputs.parse(Map.of("colection", List.of("c"))))
                .hasMessageStartingWith("colection: no such input (closest: collection");
        assertThatThrownBy(() -> QueryInputs.parse(Map.of("crs", List.of("EPSG:4326", "EPSG:3857"))))
                .hasMessage("crs: given 2 times (expected: at most once)");
    }
}
