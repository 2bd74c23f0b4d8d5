package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.geocontext.codec.Bodies.failureOf;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.readFixture;
import static org.geocontext.codec.Bodies.readOne;
import static org.geocontext.codec.Bodies.reasonOf;

import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GetFeatureInfo in the formats that servers made up themselves. */
class FeatureInfoReplyTest {

    private static ParsedReply html(String body) throws CodecException {
        return ReplyReader.read(Bodies.reply(body.getBytes(UTF_8)), ReadOptions.DEFAULT.withHtmlTables(true));
    }

    @Test
    void mapServerTextHasAFeatureForEachPixel() throws CodecException {
        ParsedReply reply = readFixture("mapserver/wms-1.3.0-plain-raster-four-pixels.txt");
        assertThat(reply.format()).isEqualTo(ReplyFormat.TEXT);
        assertThat(reply.features()).hasSize(4);
        assertThat(reply.features().get(3).layer()).isEqualTo("photo");
        assertThat(reply.features().get(3).id()).isEqualTo("3");
        assertThat(reply.features().get(3).properties()).containsEntry("value_0", "48");
    }

    @Test
    void mapServerTextKeepsQuotesLineEndsAndEmptyValues() throws CodecException {
        assertThat(readOne("GetFeatureInfo results:\n\nLayer 'l'\n  Feature 1: \n    a = 'it's'\n    b = ''\n"
                                + "    c = 'first\n\n  second = 'x'\n    d = ' '\r\n")
                        .properties())
                .containsExactly(
                        entry("a", "it's"), entry("b", ""), entry("c", "first\n\n  second = 'x"), entry("d", " "));
    }

    @Test
    void qgisTextHasItsGeometryInALineOfItsOwn() throws CodecException {
        ParsedFeature feature =
                readFixture("qgis/wms-1.3.0-plain-polygon.txt").features().get(0);
        assertThat(feature.geometry().toText())
                .isEqualTo("MULTIPOLYGON (((25.6 -29.6, 26.4 -29.6, 26.4 -28.8, 25.6 -28.8, 25.6 -29.6)))");
        assertThat(feature.properties())
                .doesNotContainKey("geometry")
                .containsEntry("remark", "R&D <north> \"quoted\"");
    }

    @Test
    void qgisBandsBelongToTheirLayer() throws CodecException {
        ParsedReply reply = readFixture("qgis/wms-1.3.0-plain-three-layers.txt");
        assertThat(reply.features())
                .extracting(ParsedFeature::layer)
                .containsExactly("districts", "zones", "elevation");
        assertThat(reply.features().get(2).properties()).containsExactly(entry("Band 1: height", "1352.06"));
    }

    @Test
    void geoServerTextNamesTheLayerAndLeavesGeometriesOut() throws CodecException {
        ParsedReply reply = readFixture("geoserver/wms-1.3.0-plain-three-layers.txt");
        assertThat(reply.features())
                .extracting(ParsedFeature::layer)
                .containsExactly("districts", "zones", "zones", "elevation");
        assertThat(reply.features().get(0).properties()).containsExactly(entry("district", "Łódź – Egoli"));
    }

    @Test
    void geoServerTextKeepsLineEndsInValues() throws CodecException {
        assertThat(readFixture("geoserver/wms-1.3.0-plain-multiline.txt")
                        .features()
                        .get(0)
                        .properties())
                .containsExactly(
                        entry("remark", "first = line\nsecond line\n\nfourth line"), entry("district", "Łódź – Egoli"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no features were found",
                "no features were found\n",
                "GetFeatureInfo results:\n\n  Search returned no results.\n",
                "GetFeatureInfo results\n\nLayer 'districts'\n\n"
            })
    void textWithoutFeaturesIsANoHit(String body) throws CodecException {
        assertThat(read(body)).isEqualTo(new ParsedReply(ReplyFormat.TEXT, java.util.List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Gemeinden Kanton Luzern OBJECTID;BFS-Nummer;Shape; 2;1121;Polygon; 9;1128;Polygon; ",
                "@Gemeinden Kanton Luzern\r\nOBJECTID;BFS-Nummer;Shape;\r\n2;1121;Polygon;\r\n9;1128;Polygon;\r\n"
            })
    void arcGisTextHasRowsBetweenSemicolons(String body) throws CodecException {
        ParsedReply reply = read(body);
        assertThat(reply.features()).hasSize(2);
        assertThat(reply.features().get(1).layer()).isEqualTo("Gemeinden Kanton Luzern");
        assertThat(reply.features().get(1).properties())
                .containsExactly(entry("OBJECTID", "9"), entry("BFS-Nummer", "1128"), entry("Shape", "Polygon"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetFeatureInfo results:\n\nLayer 'l'\n  Feature 1: \n    a = 'open",
                "GetFeatureInfo results:\n\nLayer 'l'\n  Fea",
                "Results for FeatureType 'a:b':\n--------------------------------------------\na = b",
                "Results for FeatureType 'a:b",
                "@Layer A;B; 1;2",
                "@Layer A;B; 1;2;3; ",
                "@Layer"
            })
    void textThatBreaksOffIsMalformed(String body) {
        assertThat(reasonOf(body)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void arcGisFieldsAreProperties() throws CodecException {
        ParsedReply reply = readFixture("arcgis/wms-1.3.0-xml-polygon.xml");
        assertThat(reply.format()).isEqualTo(ReplyFormat.ARCGIS_FIELDS);
        assertThat(reply.features().get(0).properties())
                .containsEntry("extent_km2", "6284,125")
                .containsEntry("remark", "R&D <north> \"quoted\"");
    }

    @Test
    void arcGisCollectionsNameTheirLayer() throws CodecException {
        ParsedFeature feature =
                readFixture("arcgis/wms-1.3.0-xml-collection.xml").features().get(0);
        assertThat(feature.layer()).isEqualTo("Districts");
        assertThat(feature.properties())
                .containsExactly(
                        entry("district", "Łódź – Egoli"), entry("residents", "556000"), entry("proclaimed", "Null"));
    }

    @Test
    void thePixelOfNcWmsIsAFeature() throws CodecException {
        assertThat(readOne(
                                "<FeatureInfoResponse><longitude>1</longitude><FeatureInfo><id>sst</id><value>20.984</value></FeatureInfo>"
                                        + "</FeatureInfoResponse>")
                        .properties())
                .containsExactly(entry("id", "sst"), entry("value", "20.984"));
    }

    @Test
    void qgisXmlHasTheCrsOfItsBoxAndADerivedGeometry() throws CodecException {
        ParsedReply reply = readFixture("qgis/wms-1.3.0-xml-nulls.xml");
        ParsedFeature feature = reply.features().get(0);
        assertThat(reply.format()).isEqualTo(ReplyFormat.QGIS_XML);
        assertThat(feature.layer()).isEqualTo("districts");
        assertThat(feature.id()).isEqualTo("3");
        assertThat(feature.srs()).isEqualTo("EPSG:4326");
        assertThat(feature.geometry().toText())
                .isEqualTo("MULTIPOLYGON (((25.6 -30, 26.4 -30, 26.4 -29.6, 25.6 -29.6, 25.6 -30)))");
        assertThat(feature.properties()).containsEntry("district_code", "NULL").doesNotContainKey("geometry");
    }

    @Test
    void qgisXmlBandsStandInTheLayerItself() throws CodecException {
        assertThat(readFixture("qgis/wms-1.3.0-xml-raster-bands.xml")
                        .features()
                        .get(0)
                        .properties())
                .containsExactly(
                        entry("Band 1: red", "44"), entry("Band 2: green", "134"), entry("Band 3: blue", "224"));
        assertThat(readFixture("qgis/wms-1.3.0-xml-raster-outside.xml").features())
                .isEmpty();
    }

    @Test
    void htmlIsRefusedUnlessAllowed() {
        assertThat(failureOf(Bodies.reply(Bodies.fixture("qgis/wms-1.3.0-html-polygon.html")))
                        .reason())
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void qgisTablesArePairsBelowLayerAndFeature() throws CodecException {
        ParsedReply reply = readFixture("qgis/wms-1.3.0-html-three-layers.html");
        assertThat(reply.format()).isEqualTo(ReplyFormat.HTML);
        assertThat(reply.features())
                .extracting(ParsedFeature::layer)
                .containsExactly("districts", "zones", "elevation");
        assertThat(reply.features().get(0).properties())
                .containsEntry("remark", "R&D <north> \"quoted\"")
                .doesNotContainKey("geometry");
        assertThat(reply.features().get(2).properties()).containsExactly(entry("Band 1: height", "1352.06"));
    }

    @Test
    void geoServerTablesHaveTheLayerAsCaptionAndTheNamesInTheFirstRow() throws CodecException {
        ParsedReply reply = html("<html><body><table class='featureInfo'><caption class='featureInfo'>zones</caption>"
                + "<tr><th>fid</th><th >code</th></tr><tr><td>zones.1</td><td>R1</td></tr><tr class='odd'><td>zones.2</td>"
                + "<td><b>H</b> &amp; <a href='x'>more</a></td></tr></table><br/></body></html>");
        assertThat(reply.features()).extracting(ParsedFeature::layer).containsExactly("zones", "zones");
        assertThat(reply.features().get(1).id()).isEqualTo("zones.2");
        assertThat(reply.features().get(1).properties()).containsEntry("code", "H & more");
    }

    @Test
    void tablesWithoutHeadingsAreGuessed() throws CodecException {
        assertThat(html("<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>")
                        .features()
                        .get(0)
                        .properties())
                .containsExactly(entry("a", "1"), entry("b", "2"));
        assertThat(html("<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>")
                        .features()
                        .get(0)
                        .properties())
                .containsExactly(entry("a", "1"), entry("b", "2"), entry("c", "3"));
        assertThat(html("<table><tr><td>x</td><td>y</td></tr></table>")
                        .features()
                        .get(0)
                        .properties())
                .containsExactly(entry("1", "x"), entry("2", "y"));
    }

    @Test
    void aPageWithoutTablesAndWithoutTextIsANoHit() throws CodecException {
        assertThat(html("<html><head><title>GeoServer GetFeatureInfo output</title></head><body></body></html>")
                        .features())
                .isEmpty();
    }
}
