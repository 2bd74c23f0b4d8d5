package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.readOne;
import static org.geocontext.codec.Bodies.reasonOf;

import java.nio.charset.StandardCharsets;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonReplyTest {

    private static String feature(String properties, String geometry) {
        return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"a.1\",\"properties\":"
                + properties + ",\"geometry\":" + geometry + "}]}";
    }

    @Test
    void aFeatureHasItsIdItsPropertiesInOrderAndItsGeometry() throws CodecException {
        ParsedFeature feature =
                readOne(feature("{\"b\":\"x\",\"a\":1}", "{\"type\":\"Point\",\"coordinates\":[28.05,-26.2]}"));
        assertThat(feature.id()).isEqualTo("a.1");
        assertThat(feature.properties()).containsExactly(entry("b", "x"), entry("a", "1"));
        assertThat(feature.geometry().toText()).isEqualTo("POINT (28.05 -26.2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e5", "-0", "12345678901234567890.123456789", "1.50E-3"})
    void numbersKeepEveryDigit(String number) throws CodecException {
        assertThat(readOne(feature("{\"n\":" + number + "}", "null")).properties())
                .containsExactly(entry("n", number));
    }

    @Test
    void nullIsNullAndBooleansAreTheirWords() throws CodecException {
        assertThat(readOne(feature("{\"a\":null,\"b\":true,\"c\":false}", "null"))
                        .properties())
                .containsExactly(entry("a", null), entry("b", "true"), entry("c", "false"));
    }

    @Test
    void nestedValuesAreCompactJson() throws CodecException {
        String nested = "{\"o\": {\"x\" : [1.0, \"a\\\"b\", null, {}], \"y\" : {\"z\" : [ ]}}, \"l\": [ 1, 2 ]}";
        assertThat(readOne(feature(nested, "null")).properties())
                .containsExactly(entry("o", "{\"x\":[1.0,\"a\\\"b\",null,{}],\"y\":{\"z\":[]}}"), entry("l", "[1,2]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"FeatureCollection\",\"features\":null}",
                "{\"type\":\"FeatureCollection\",\"features\":[]}",
                "{\"features\":[null],\"type\":\"FeatureCollection\"}"
            })
    void aCollectionWithoutFeaturesIsANoHit(String body) throws CodecException {
        ParsedReply reply = read(body);
        assertThat(reply.format()).isEqualTo(ReplyFormat.GEOJSON);
        assertThat(reply.features()).isEmpty();
    }

    @Test
    void nullPropertiesAreNone() throws CodecException {
        assertThat(readOne(feature("null", "null")).properties()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Point | [1,2] | POINT (1 2)",
                "Point | [1,2,3] | POINT Z(1 2 3)",
                "Point | [] | POINT EMPTY",
                "MultiPoint | [[1,2],[3,4]] | MULTIPOINT ((1 2), (3 4))",
                "LineString | [[1,2],[3,4]] | LINESTRING (1 2, 3 4)",
                "LineString | [[1,2,5],[3,4,6]] | LINESTRING Z(1 2 5, 3 4 6)",
                "LineString | [[1,2,5],[3,4]] | LINESTRING (1 2, 3 4)",
                "LineString | [] | LINESTRING EMPTY",
                "MultiLineString | [[[1,2],[3,4]],[[5,6],[7,8]]] | MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
                "Polygon | [[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]] | POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))",
                "Polygon | [] | POLYGON EMPTY",
                "Polygon | [[]] | POLYGON EMPTY",
                "MultiPolygon | [[[[0,0],[4,0],[4,4],[0,0]]],[[[9,9],[8,9],[8,8],[9,9]]]] | MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((9 9, 8 9, 8 8, 9 9)))",
                "MultiPolygon | [] | MULTIPOLYGON EMPTY"
            })
    void everyGeometryTypeIsRead(String type, String coordinates, String wkt) throws CodecException {
        String geometry = "{\"coordinates\":" + coordinates + ",\"type\":\"" + type + "\"}";
        assertThat(new org.locationtech.jts.io.WKTWriter(3)
                        .write(readOne(feature("{}", geometry)).geometry()))
                .isEqualTo(wkt);
    }

    @Test
    void aCollectionOfGeometriesIsRead() throws CodecException {
        String geometry = "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},"
                + "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}]}";
        assertThat(readOne(feature("{}", geometry)).geometry().toText())
                .isEqualTo("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"LineString\",\"coordinates\":[[1,2]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[0,0],[1,0],[1,1]]}",
                "{\"type\":\"Point\",\"coordinates\":[1]}",
                "{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}",
                "{\"type\":\"Point\",\"coordinates\":[NaN,2]}",
                "{\"type\":\"Point\",\"coordinates\":[1e999,2]}",
                "{\"type\":\"Point\",\"coordinates\":{\"x\":1}}",
                "{\"type\":\"Point\",\"coordinates\":[[[[[[[1,2]]]]]]]}",
                "{\"type\":\"Circle\",\"coordinates\":[1,2]}",
                "{\"type\":\"Point\"}",
                "{}",
                "[1,2]",
                "7"
            })
    void aBrokenGeometryIsNoneAndTheFeatureStays(String geometry) throws CodecException {
        ParsedFeature feature = readOne(feature("{\"a\":\"b\"}", geometry));
        assertThat(feature.properties()).containsExactly(entry("a", "b"));
        if (feature.geometry() != null) {
            assertThat(feature.geometry().isEmpty()).as(geometry).isTrue();
        }
    }

    @Test
    void anOpenRingIsClosed() throws CodecException {
        String geometry = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4]]]}";
        assertThat(readOne(feature("{}", geometry)).geometry().toText()).isEqualTo("POLYGON ((0 0, 4 0, 4 4, 0 0))");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}} | urn:ogc:def:crs:EPSG::3857",
                "{\"type\":\"EPSG\",\"properties\":{\"code\":4326}} | EPSG:4326",
                "{\"type\":\"link\",\"properties\":{\"href\":\"http://example.org\"}} |",
                "null |"
            })
    void theCrsMayStandBehindTheFeatures(String crs, String expected) throws CodecException {
        String body = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
                + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}],\"crs\":" + crs + "}";
        assertThat(readOne(body).srs()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"numberMatched\":5,\"numberReturned\":1 | true",
                "\"numberMatched\":1,\"numberReturned\":1 | false",
                "\"numberMatched\":\"unknown\" | false",
                "\"totalFeatures\":\"unknown\" | false",
                "\"exceededTransferLimit\":true | true",
                "\"properties\":{\"exceededTransferLimit\":true} | true"
            })
    void aServerMaySayThatThereIsMore(String member, boolean truncated) throws CodecException {
        String body = "{\"type\":\"FeatureCollection\"," + member
                + ",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}";
        assertThat(read(body).truncated()).isEqualTo(truncated);
    }

    @Test
    void aSingleFeatureIsAReply() throws CodecException {
        ParsedFeature feature = readOne(
                "{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"a\":1},\"id\":7,\"type\":\"Feature\"}");
        assertThat(feature.id()).isEqualTo("7");
        assertThat(feature.geometry().toText()).isEqualTo("POINT (1 2)");
        assertThat(feature.properties()).containsExactly(entry("a", "1"));
    }

    @Test
    void aBareGeometryIsAReply() throws CodecException {
        assertThat(readOne("{\"coordinates\":[[1,2],[3,4]],\"type\":\"LineString\"}")
                        .geometry()
                        .toText())
                .isEqualTo("LINESTRING (1 2, 3 4)");
    }

    @Test
    void geometriesAreLeftOutWhenNobodyWantsThem() throws CodecException {
        byte[] body = feature("{\"a\":1}", "{\"type\":\"Point\",\"coordinates\":[1,2]}")
                .getBytes(StandardCharsets.UTF_8);
        ParsedReply reply = ReplyReader.read(Bodies.reply(body), ReadOptions.DEFAULT.withGeometry(false));
        assertThat(reply.features().get(0).geometry()).isNull();
        assertThat(reply.features().get(0).properties()).containsKey("a");
    }

    @Test
    void moreFeaturesThanWantedAreCutAndTold() throws CodecException {
        byte[] body =
                "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"n\":1}},{\"properties\":{\"n\":2}}]}"
                        .getBytes(StandardCharsets.UTF_8);
        ParsedReply reply = ReplyReader.read(Bodies.reply(body), ReadOptions.DEFAULT.withMaxFeatures(1));
        assertThat(reply.features()).hasSize(1);
        assertThat(reply.truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"FeatureCollection\",\"features\":[]}{\"type\":\"FeatureCollection\",\"features\":[]}",
                "{\"type\":\"FeatureCollection\",\"features\":[]} x",
                "{\"type\":\"FeatureCollection\",\"features\":[",
                "{\"type\":\"FeatureCollection\"",
                "{\"type\":\"FeatureCollection\"}",
                "{\"type\":\"Topology\",\"objects\":{}}",
                "{}",
                "[]",
                "[{\"type\":\"Feature\"}]",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"a\":}}]}"
            })
    void whatIsNoGeoJsonIsMalformed(String body) {
        assertThat(reasonOf(body)).isEqualTo(Reason.MALFORMED);
    }
}
