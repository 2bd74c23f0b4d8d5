package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.geocontext.codec.Bodies.failureOf;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.readFixture;
import static org.geocontext.codec.Bodies.readOne;
import static org.geocontext.codec.Bodies.reasonOf;

import java.nio.charset.StandardCharsets;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GmlReplyTest {

    private static String collection(String feature) {
        return "<wfs:FeatureCollection><gml:featureMember>" + feature + "</gml:featureMember></wfs:FeatureCollection>";
    }

    private static ParsedFeature feature(String properties) throws CodecException {
        return readOne(collection("<a:roads gml:id='roads.1'>" + properties + "</a:roads>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<wfs:FeatureCollection><gml:featureMember><x:r fid='r.1'/></gml:featureMember></wfs:FeatureCollection>",
                "<FeatureCollection><featureMember><r fid='r.1'/></featureMember></FeatureCollection>",
                "<wfs:FeatureCollection><gml:featureMembers><x:r gml:id='r.1'/></gml:featureMembers></wfs:FeatureCollection>",
                "<wfs:FeatureCollection><wfs:member><x:r gml:id='r.1'/></wfs:member></wfs:FeatureCollection>",
                "<wfs:FeatureCollection><wfs:member><wfs:FeatureCollection><wfs:member><x:r gml:id='r.1'/></wfs:member>"
                        + "</wfs:FeatureCollection></wfs:member></wfs:FeatureCollection>"
            })
    void featuresAreFoundInEveryKindOfMember(String body) throws CodecException {
        ParsedFeature feature = readOne(body);
        assertThat(feature.layer()).isEqualTo("r");
        assertThat(feature.id()).isEqualTo("r.1");
    }

    @Test
    void twoTypesAskedTogetherKeepTheirLayers() throws CodecException {
        assertThat(readFixture("mapserver/wfs-2.0.0-gml321-two-types.gml").features())
                .extracting(ParsedFeature::layer)
                .contains("districts", "zones");
    }

    @Test
    void mapServersOwnFormNamesTheLayerWithoutItsEnding() throws CodecException {
        ParsedReply reply = readFixture("mapserver/wms-1.3.0-gml-two-layers.gml");
        assertThat(reply.features()).extracting(ParsedFeature::layer).containsOnly("districts", "zones");
    }

    @Test
    void aNameWithTwoColonsIsRead() throws CodecException {
        assertThat(readFixture("qgis/wms-1.3.0-gml-raster.gml")
                        .features()
                        .get(0)
                        .properties())
                .containsKey("Band_1:_height");
    }

    @Test
    void propertiesKeepTheirTextWhateverItIsWrittenWith() throws CodecException {
        assertThat(feature("<a:t>R&amp;D <![CDATA[<north>]]> &#x141;ódź<!-- not this --> x</a:t>")
                        .properties())
                .containsExactly(entry("t", "R&D <north> Łódź x"));
    }

    @Test
    void nilIsNullAndAnEmptyElementIsTheEmptyText() throws CodecException {
        assertThat(feature("<a:n xsi:nil='true'/><a:e/><a:f></a:f>").properties())
                .containsExactly(entry("n", null), entry("e", ""), entry("f", ""));
    }

    @Test
    void theOnlyTextBelowAPropertyIsItsValue() throws CodecException {
        assertThat(feature("<a:since gml:id='x'> <gml:timePosition>2000-12-05</gml:timePosition></a:since>")
                        .properties())
                .containsExactly(entry("since", "2000-12-05"));
    }

    @Test
    void severalTextsBelowAPropertyAreNamedByTheirPath() throws CodecException {
        assertThat(feature("<a:owner><b:Person><b:name>N</b:name><b:age xsi:nil='1'/></b:Person></a:owner>")
                        .properties())
                .containsExactly(entry("owner/Person/name", "N"), entry("owner/Person/age", null));
    }

    @Test
    void ofPropertiesWithTheSameNameTheFirstCounts() throws CodecException {
        assertThat(feature("<a:x>1</a:x><a:x>2</a:x>").properties()).containsExactly(entry("x", "1"));
    }

    @Test
    void aBoundingBoxIsNoGeometryButGivesTheCrs() throws CodecException {
        ParsedFeature feature =
                feature("<gml:boundedBy><gml:Envelope srsName='EPSG:1'><gml:lowerCorner>0 0</gml:lowerCorner>"
                        + "<gml:upperCorner>1 1</gml:upperCorner></gml:Envelope></gml:boundedBy>"
                        + "<a:g><gml:Point><gml:pos>1 2</gml:pos></gml:Point></a:g>");
        assertThat(feature.geometry().toText()).isEqualTo("POINT (1 2)");
        assertThat(feature.srs()).isEqualTo("EPSG:1");
        assertThat(feature("<gml:boundedBy><gml:Null>unknown</gml:Null></gml:boundedBy>")
                        .geometry())
                .isNull();
    }

    @Test
    void theCrsOfTheCollectionHoldsWhereNothingNearerNamesOne() throws CodecException {
        assertThat(readOne(
                                "<c:FeatureCollection><gml:boundedBy><gml:Box srsName='EPSG:2'/></gml:boundedBy><gml:member><r>"
                                        + "<g><gml:Point><gml:pos>1 2</gml:pos></gml:Point></g></r></gml:member></c:FeatureCollection>")
                        .srs())
                .isEqualTo("EPSG:2");
    }

    @Test
    void theCrsOfAGeometryIsInheritedFromItsCollection() throws CodecException {
        assertThat(feature("<a:g><gml:MultiPoint srsName='EPSG:3'><gml:pointMember><gml:Point><gml:pos>1 2</gml:pos>"
                                + "</gml:Point></gml:pointMember></gml:MultiPoint></a:g>")
                        .srs())
                .isEqualTo("EPSG:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numberMatched='10' numberReturned='1' | true",
                "numberMatched='unknown' numberReturned='1' | false",
                "numberMatched='1' numberReturned='1' | false",
                "numberOfFeatures='1' | false"
            })
    void aServerMaySayThatThereIsMore(String attributes, boolean truncated) throws CodecException {
        assertThat(read("<w:FeatureCollection " + attributes + "><w:member><r/></w:member></w:FeatureCollection>")
                        .truncated())
                .isEqualTo(truncated);
    }

    @Test
    void geometriesAreLeftOutWhenNobodyWantsThem() throws CodecException {
        ParsedReply reply = ReplyReader.read(
                Bodies.reply(Bodies.fixture("mapserver/wfs-2.0.0-gml321-polygon.gml")),
                ReadOptions.DEFAULT.withGeometry(false));
        assertThat(reply.features().get(0).geometry()).isNull();
        assertThat(reply.features().get(0).properties()).containsEntry("district_code", "0042");
    }

    @Test
    void moreFeaturesThanWantedAreCutAndTold() throws CodecException {
        byte[] body = "<FeatureCollection><featureMembers><r/><r/></featureMembers></FeatureCollection>"
                .getBytes(StandardCharsets.UTF_8);
        ParsedReply reply = ReplyReader.read(Bodies.reply(body), ReadOptions.DEFAULT.withMaxFeatures(1));
        assertThat(reply.features()).hasSize(1);
        assertThat(reply.truncated()).isTrue();
    }

    @Test
    void anExceptionAmongTheFeaturesFailsTheReply() {
        CodecException failure = failureOf("<w:FeatureCollection><w:member><r/></w:member><w:truncatedResponse>"
                + "<o:ExceptionReport><o:Exception exceptionCode='OperationProcessingFailed'><o:ExceptionText>disk full"
                + "</o:ExceptionText></o:Exception></o:ExceptionReport></w:truncatedResponse></w:FeatureCollection>");
        assertThat(failure.reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(failure).hasMessage("OperationProcessingFailed: disk full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<FeatureCollection><featureMember><r><a>1</a></r></featureMember>",
                "<FeatureCollection></FeatureCollection><FeatureCollection/>",
                "<FeatureCollection/>trailing",
                "<FeatureCollection><a></b></FeatureCollection>",
                "<FeatureCollection>&nbsp;</FeatureCollection>",
                "<WMS_Capabilities/>",
                "<"
            })
    void whatIsNoFeatureCollectionIsMalformed(String body) {
        assertThat(reasonOf(body)).isEqualTo(Reason.MALFORMED);
    }
}
