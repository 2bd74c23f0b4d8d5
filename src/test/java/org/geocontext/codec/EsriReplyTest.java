package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.readFixture;
import static org.geocontext.codec.Bodies.readOne;
import static org.geocontext.codec.Bodies.reasonOf;

import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

class EsriReplyTest {

    private static Geometry geometry(String esri) throws CodecException {
        return readOne("{\"features\":[{\"attributes\":{\"a\":1},\"geometry\":" + esri + "}]}")
                .geometry();
    }

    @Test
    void queryResultsHaveAttributesGeometryAndCrs() throws CodecException {
        ParsedReply reply = readFixture("arcgis/mapserver-query-10.9-json-webmercator.json");
        assertThat(reply.format()).isEqualTo(ReplyFormat.ESRI_JSON);
        assertThat(reply.features().get(0).srs()).isEqualTo("EPSG:3857");
    }

    @Test
    void datesBecomeIso8601InUtc() throws CodecException {
        assertThat(readFixture("koop/query-2.0-json-date-before-1970.json")
                        .features()
                        .get(0)
                        .properties())
                .containsEntry("visited_at", "1969-07-20T20:17:40Z");
    }

    @Test
    void fieldsMayStandBehindTheFeatures() throws CodecException {
        ParsedFeature feature = readOne(
                "{\"features\":[{\"attributes\":{\"d\":975974400000,\"n\":975974400000,\"id\":7}}],"
                        + "\"fields\":[{\"name\":\"d\",\"type\":\"esriFieldTypeDate\"},{\"type\":\"esriFieldTypeOID\",\"name\":\"id\"}]}");
        assertThat(feature.properties())
                .containsExactly(entry("d", "2000-12-05T00:00:00Z"), entry("n", "975974400000"), entry("id", "7"));
        assertThat(feature.id()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "99999999999999999999", "12.5", "-"})
    void aDateThatIsNoWholeNumberOfMillisecondsStays(String text) throws CodecException {
        assertThat(readOne(
                                "{\"fields\":[{\"name\":\"d\",\"type\":\"esriFieldTypeDate\"}],\"features\":[{\"attributes\":{\"d\":\""
                                        + text + "\"}}]}")
                        .properties())
                .containsExactly(entry("d", text));
    }

    @Test
    void aTransferLimitIsTold() throws CodecException {
        assertThat(readFixture("arcgis/mapserver-query-10.9-json-limit.json").truncated())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"x\":1,\"y\":2} | POINT (1 2)",
                "{\"y\":2,\"x\":1,\"z\":3} | POINT (1 2)",
                "{\"points\":[[1,2],[3,4]]} | MULTIPOINT ((1 2), (3 4))",
                "{\"paths\":[[[1,2],[3,4]]]} | LINESTRING (1 2, 3 4)",
                "{\"paths\":[[[1,2],[3,4]],[[5,6]],[[7,8],[9,9]]]} | MULTILINESTRING ((1 2, 3 4), (7 8, 9 9))",
                "{\"xmin\":0,\"ymin\":1,\"xmax\":2,\"ymax\":3} | POLYGON ((0 1, 0 3, 2 3, 2 1, 0 1))",
                "{\"rings\":[]} | POLYGON EMPTY"
            })
    void everyGeometryTypeIsRead(String esri, String wkt) throws CodecException {
        assertThat(geometry(esri).toText()).isEqualTo(wkt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":\"NaN\",\"y\":\"NaN\"}",
                "{\"x\":null,\"y\":2}",
                "{\"x\":1}",
                "{\"rings\":[[[0,null]]]}",
                "{\"rings\":7}"
            })
    void aBrokenOrEmptyPointIsNoGeometry(String esri) throws CodecException {
        assertThat(geometry(esri)).isNull();
    }

    @Test
    void clockwiseRingsAreShellsAndTheOthersHolesInAnyOrder() throws CodecException {
        assertThat(readFixture("koop/query-2.0-json-hole.json")
                        .features()
                        .get(0)
                        .geometry()
                        .toText())
                .isEqualTo("POLYGON ((26.4 -29.6, 26.4 -28.8, 27 -28.8, 27 -29.6, 26.4 -29.6), "
                        + "(26.6 -29.3, 26.8 -29.3, 26.8 -29.1, 26.6 -29.1, 26.6 -29.3))");
    }

    @Test
    void aHoleBelongsToTheSmallestShellAroundIt() throws CodecException {
        String land = "[[0,0],[0,9],[9,9],[9,0],[0,0]]";
        String lake = "[[1,1],[8,1],[8,8],[1,8],[1,1]]";
        String island = "[[2,2],[2,7],[7,7],[7,2],[2,2]]";
        String pond = "[[3,3],[4,3],[4,4],[3,4],[3,3]]";
        assertThat(geometry("{\"rings\":[" + pond + "," + island + "," + lake + "," + land + "]}")
                        .toText())
                .isEqualTo("MULTIPOLYGON (((2 2, 2 7, 7 7, 7 2, 2 2), (3 3, 4 3, 4 4, 3 4, 3 3)), "
                        + "((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)))");
    }

    @Test
    void aHoleThatTouchesItsShellIsAHole() throws CodecException {
        assertThat(geometry("{\"rings\":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[0,0],[2,1],[1,2],[0,0]]]}")
                        .toText())
                .isEqualTo("POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0), (0 0, 2 1, 1 2, 0 0))");
    }

    @Test
    void aHoleWithoutAShellIsAShell() throws CodecException {
        assertThat(geometry("{\"rings\":[[[0,0],[4,0],[4,4],[0,0]]]}").toText())
                .isEqualTo("POLYGON ((0 0, 4 0, 4 4, 0 0))");
    }

    @Test
    void openRingsAreClosedAndEmptyOnesDropped() throws CodecException {
        assertThat(geometry(
                                "{\"rings\":[[],[[0,0]],[[1,1],[2,2],[1,1]],[[0,0],[0,4],[4,4]],[[5,5],[5,5],[5,5],[5,5]]]}")
                        .toText())
                .isEqualTo("POLYGON ((0 0, 0 4, 4 4, 0 0))");
    }

    @Test
    void circularArcsAreFollowedWithinAThousandthOfTheRadius() throws CodecException {
        Geometry halfDisc = geometry("{\"curveRings\":[[[-1,0],{\"c\":[[1,0],[0,1]]},[-1,0]]]}");
        assertThat(halfDisc.getArea()).isBetween(Math.PI / 2 * 0.999, Math.PI / 2);
    }

    @Test
    void arcsAroundACentreGoTheSideThatIsSaid() throws CodecException {
        Geometry line = geometry("{\"curvePaths\":[[[-1,0],{\"a\":[[1,0],[0,0],1,1]}]]}");
        assertThat(line.getEnvelopeInternal().getMaxY()).isBetween(0.999, 1.0);
        assertThat(line.getEnvelopeInternal().getMinY()).isEqualTo(0.0);
    }

    @Test
    void bezierCurvesEndWhereTheyShould() throws CodecException {
        Geometry line = geometry("{\"curvePaths\":[[[0,0],{\"b\":[[3,0],[1,2],[2,2]]},[4,0]]]}");
        assertThat(line.getEnvelopeInternal().getMaxY()).isEqualTo(1.5);
        assertThat(line.getNumPoints()).isEqualTo(18);
    }

    @Test
    void identifyResultsNameTheirLayerByIdAndHaveTheirOwnValue() throws CodecException {
        ParsedReply reply = readFixture("arcgis/mapserver-identify-10.9-json-three-layers.json");
        assertThat(reply.format()).isEqualTo(ReplyFormat.ESRI_IDENTIFY);
        assertThat(reply.features()).extracting(ParsedFeature::layer).containsExactly("0", "1", "3");
        assertThat(reply.features())
                .extracting(feature -> feature.properties().get(ReplyReader.IDENTIFY_VALUE))
                .containsExactly("Łódź – Egoli", "R1", "1352.0625");
    }

    @Test
    void anAttributeCalledValueHidesTheValueOfIdentify() throws CodecException {
        assertThat(readOne(
                                "{\"results\":[{\"layerId\":0,\"value\":\"of the display field\",\"attributes\":{\"VALUE\":\"own\"}}]}")
                        .properties())
                .containsExactly(entry("VALUE", "own"));
    }

    @Test
    void aResultWithoutAValueGetsNone() throws CodecException {
        assertThat(readFixture("arcgis/mapserver-identify-10.9-json-raster-table.json")
                        .features()
                        .get(0)
                        .properties())
                .containsEntry("CLASS_NAME", "Built-up")
                .doesNotContainKey(ReplyReader.IDENTIFY_VALUE);
    }

    @Test
    void theCatalogueItemsOfAMosaicAreNotHits() throws CodecException {
        ParsedReply reply = readFixture("arcgis/imageserver-identify-10.9-json-mosaic.json");
        assertThat(reply.format()).isEqualTo(ReplyFormat.ESRI_IDENTIFY);
        assertThat(reply.features()).hasSize(1);
        assertThat(reply.features().get(0).properties())
                .containsEntry("value", "1352.0625")
                .containsEntry("Values", "[\"1352.0625\",\"NoData\"]");
    }

    @Test
    void samplesKeepTheIdOfTheirPointAndTheOrderSent() throws CodecException {
        ParsedReply reply = readFixture("arcgis/imageserver-getsamples-10.9-json-points.json");
        assertThat(reply.format()).isEqualTo(ReplyFormat.ESRI_SAMPLES);
        assertThat(reply.features()).extracting(ParsedFeature::id).containsExactly("0", "2", "1");
        assertThat(reply.features().get(1).properties()).containsEntry("value", "1490.328125");
        assertThat(((Point) reply.features().get(1).geometry()).getX()).isEqualTo(26.3);
    }

    @Test
    void noResultsAreANoHit() throws CodecException {
        assertThat(read("{\"results\":[]}").features()).isEmpty();
        assertThat(read("{\"samples\":[]}").format()).isEqualTo(ReplyFormat.ESRI_SAMPLES);
    }

    @Test
    void aDescriptionOfALayerIsNoAnswer() {
        assertThat(reasonOf(new String(
                        Bodies.fixture("koop/layer-2.0-json-info.json"), java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Reason.MALFORMED);
    }
}
