package org.geocontext.standalone.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.geocontext.feature.Results;
import org.geocontext.geo.Crs;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.OgcSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GmlEncoderTest {

    private static String valid(QueryResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GmlEncoder.write(result, "http://localhost/context-value.xsd", bytes);
        String gml = bytes.toString(StandardCharsets.UTF_8);
        assertThat(OgcSchemas.problems(gml)).as(gml).isEmpty();
        return gml;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POINT (1 2)",
                "LINESTRING (1 2, 3 4, 5 6)",
                "LINEARRING (0 0, 0 1, 1 1, 0 0)",
                "POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1), (3 3, 4 3, 4 4, 3 3))",
                "MULTIPOINT ((1 2), (3 4))",
                "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
                "MULTIPOLYGON (((0 0, 0 1, 1 1, 0 0)), ((5 5, 5 6, 6 6, 5 5)))",
                "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4), GEOMETRYCOLLECTION (POINT (5 6)))",
                "MULTIPOINT ((1 2), EMPTY)",
                "POINT (1e-7 1.7976931348623157E308)",
            })
    void everyGeometryIsValid(String wkt) throws IOException {
        assertThat(valid(Results.withGeometries(Crs.WGS84, wkt)))
                .contains("<geocontext:geom><gml:", " srsName=\"urn:ogc:def:crs:EPSG::4326\" srsDimension=\"2\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POINT EMPTY", "POLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY"})
    void anEmptyGeometryIsLeftOut(String wkt) throws IOException {
        assertThat(valid(Results.withGeometries(Crs.WGS84, wkt))).doesNotContain("<geocontext:geom>");
    }

    @ParameterizedTest
    @CsvSource({"EPSG:4326,2.0 1.0", "EPSG:3857,1.0 2.0", "EPSG:2193,2.0 1.0", "EPSG:32736,1.0 2.0"})
    void axesComeInTheOrderOfTheAuthority(String crs, String position) throws IOException {
        assertThat(valid(Results.withGeometries(Crs.of(crs), "POINT (1 2)")))
                .contains("srsName=\"" + Crs.of(crs).urn() + "\"")
                .contains("<gml:pos>" + position + "</gml:pos>");
    }

    @Test
    void aPolygonKeepsItsHoles() throws IOException {
        assertThat(valid(Results.withGeometries(
                        Crs.of("EPSG:3857"), "POLYGON ((0 0, 0 9, 9 9, 0 0), (1 2, 1 3, 2 3, 1 2))")))
                .contains("<gml:interior><gml:LinearRing><gml:posList>1.0 2.0 1.0 3.0 2.0 3.0 1.0 2.0</gml:posList>");
    }

    @Test
    void attributesAreTypedAndNullOnesLeftOut() throws IOException {
        assertThat(valid(Results.withValue("441.50")))
                .contains(
                        "<geocontext:ContextValue gml:id=\"ContextValue.1\"><geocontext:collection>demo</geocontext:collection>")
                .contains("<geocontext:number>441.5</geocontext:number>")
                .contains("<geocontext:source>http://example.org/wms?a=1&amp;b=2</geocontext:source>")
                .contains("<geocontext:cached>false</geocontext:cached>")
                .contains("<geocontext:fetched_at>2026-11-20T10:00:00.123Z</geocontext:fetched_at>")
                .doesNotContain("<geocontext:group>", "<geocontext:reason>", "<geocontext:geom>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000\u0008\u000B\u001F", "\uFFFE\uFFFF", "\uD800", "\uDC00x", "]]>", "<!--&-->", "\r\n\t"})
    void noTextBreaksTheDocument(String value) throws IOException {
        assertThat(valid(Results.withValue("a" + value + "z")))
                .containsPattern("<geocontext:value>a[^<]*z</geocontext:value>");
    }

    @Test
    void aPairOfSurrogatesStaysWhole() throws IOException {
        assertThat(valid(Results.withValue("\uD834\uDD1E")))
                .contains("<geocontext:value>\uD834\uDD1E</geocontext:value>");
    }

    @Test
    void noRows_isAnEmptyCollection() throws IOException {
        assertThat(valid(Results.withGeometries(Crs.WGS84))).contains("numberOfFeatures=\"0\"");
    }
}
