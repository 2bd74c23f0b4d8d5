package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTWriter;

class GeometryReaderTest {

    private static Geometry gml(String document) throws CodecException {
        return GeometryReader.readGml(document.getBytes(UTF_8)).geometry();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Point><coordinates>1,2</coordinates></Point> | POINT (1 2)",
                "<Point><coordinates>1,2,3</coordinates></Point> | POINT Z(1 2 3)",
                "<Point><coord><X>1</X><Y>2</Y></coord></Point> | POINT (1 2)",
                "<Point><coord><Y>2</Y><X>1</X><Z>3</Z></coord></Point> | POINT Z(1 2 3)",
                "<LineString><coordinates>1,2 3,4</coordinates></LineString> | LINESTRING (1 2, 3 4)",
                "<LineString><coordinates> 1 , 2  3 ,4 </coordinates></LineString> | LINESTRING (1 2, 3 4)",
                "<LineString><coordinates decimal=',' cs=' ' ts=';'>1,5 2;3 4,25;</coordinates></LineString> | LINESTRING (1.5 2, 3 4.25)",
                "<LineString><coord><X>1</X><Y>2</Y></coord><coord><X>3</X><Y>4</Y></coord></LineString> | LINESTRING (1 2, 3 4)",
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs>"
                        + "<innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>"
                        + " | POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))",
                "<MultiPoint><pointMember><Point><coordinates>1,2</coordinates></Point></pointMember></MultiPoint> | MULTIPOINT ((1 2))",
                "<MultiLineString><lineStringMember><LineString><coordinates>1,2 3,4</coordinates></LineString></lineStringMember>"
                        + "</MultiLineString> | MULTILINESTRING ((1 2, 3 4))",
                "<Box><coordinates>0,1 2,3</coordinates></Box> | POLYGON ((0 1, 0 3, 2 3, 2 1, 0 1))"
            })
    void gml2IsRead(String document, String wkt) throws CodecException {
        assertThat(new WKTWriter(3).write(gml(document))).isEqualTo(wkt);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<gml:Point><gml:pos>1 2</gml:pos></gml:Point> | POINT (1 2)",
                "<gml:Point srsDimension='3'><gml:pos>1 2 3</gml:pos></gml:Point> | POINT Z(1 2 3)",
                "<gml:LineString><gml:posList>1 2 3 4</gml:posList></gml:LineString> | LINESTRING (1 2, 3 4)",
                "<gml:LineString srsDimension='3'><gml:posList>1 2 5 3 4 6</gml:posList></gml:LineString> | LINESTRING Z(1 2 5, 3 4 6)",
                "<gml:LineString><gml:posList dimension='3'>1 2 5 3 4 6</gml:posList></gml:LineString> | LINESTRING Z(1 2 5, 3 4 6)",
                "<gml:LineString><gml:pos>1 2</gml:pos><gml:pos>3 4</gml:pos></gml:LineString> | LINESTRING (1 2, 3 4)",
                "<gml:LineString><gml:pointProperty><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:pointProperty>"
                        + "<gml:pointProperty><gml:Point><gml:pos>3 4</gml:pos></gml:Point></gml:pointProperty></gml:LineString> | LINESTRING (1 2, 3 4)",
                "<gml:Polygon><gml:interior><gml:LinearRing><gml:posList>1 1 2 1 2 2 1 1</gml:posList></gml:LinearRing></gml:interior>"
                        + "<gml:exterior><gml:LinearRing><gml:posList>0 0 4 0 4 4 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
                        + " | POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))",
                "<gml:Polygon/> | POLYGON EMPTY",
                "<gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>0 0 1 1</gml:posList></gml:LineStringSegment>"
                        + "<gml:LineStringSegment><gml:posList>1 1 2 0</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
                        + " | LINESTRING (0 0, 1 1, 2 0)",
                "<gml:CompositeCurve><gml:curveMember><gml:LineString><gml:posList>0 0 1 1</gml:posList></gml:LineString></gml:curveMember>"
                        + "<gml:curveMember><gml:OrientableCurve orientation='-'><gml:baseCurve><gml:LineString><gml:posList>2 0 1 1</gml:posList>"
                        + "</gml:LineString></gml:baseCurve></gml:OrientableCurve></gml:curveMember></gml:CompositeCurve> | LINESTRING (0 0, 1 1, 2 0)",
                "<gml:Polygon><gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>0 0 4 0 4 4</gml:posList></gml:LineString>"
                        + "</gml:curveMember><gml:curveMember><gml:LineString><gml:posList>4 4 0 0</gml:posList></gml:LineString></gml:curveMember>"
                        + "</gml:Ring></gml:exterior></gml:Polygon> | POLYGON ((0 0, 4 0, 4 4, 0 0))",
                "<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing><gml:posList>0 0 4 0 4 4 0 0</gml:posList>"
                        + "</gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface> | POLYGON ((0 0, 4 0, 4 4, 0 0))",
                "<gml:MultiSurface><gml:surfaceMembers><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 4 0 4 4 0 0</gml:posList>"
                        + "</gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMembers></gml:MultiSurface> | MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))",
                "<gml:MultiCurve><gml:curveMember><gml:LineString><gml:posList>0 0 1 1</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>"
                        + " | MULTILINESTRING ((0 0, 1 1))",
                "<gml:MultiGeometry><gml:geometryMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:geometryMember></gml:MultiGeometry>"
                        + " | GEOMETRYCOLLECTION (POINT (1 2))",
                "<gml:Envelope><gml:lowerCorner>0 1</gml:lowerCorner><gml:upperCorner>2 3</gml:upperCorner></gml:Envelope>"
                        + " | POLYGON ((0 1, 0 3, 2 3, 2 1, 0 1))"
            })
    void gml3IsRead(String document, String wkt) throws CodecException {
        assertThat(new WKTWriter(3).write(gml(document))).isEqualTo(wkt);
    }

    @Test
    void circlesAreFollowedWithinAThousandthOfTheirArea() throws CodecException {
        Geometry disc = gml(
                "<Polygon><exterior><Ring><curveMember><Curve><segments><Circle><posList>1 0 0 1 -1 0</posList></Circle>"
                        + "</segments></Curve></curveMember></Ring></exterior></Polygon>");
        assertThat(disc.getArea()).isBetween(Math.PI * 0.999, Math.PI);
    }

    @Test
    void stringsOfArcsAreFollowed() throws CodecException {
        Geometry wave = gml(
                "<Curve><segments><ArcString><posList>0 0 1 1 2 0 3 -1 4 0</posList></ArcString></segments></Curve>");
        assertThat(wave.getLength()).isBetween(2 * Math.PI * 0.999, 2 * Math.PI);
        assertThat(wave.getEnvelopeInternal().getMinY()).isBetween(-1.0, -0.999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Point><pos>1</pos></Point>",
                "<Point><pos>1 x</pos></Point>",
                "<Point><pos>1 12x4</pos></Point>",
                "<Point><pos>NaN 1</pos></Point>",
                "<LineString><posList>1 2</posList></LineString>",
                "<LineString><posList>1 2 3</posList></LineString>",
                "<LineString><posList>1 2 <b/> 3 4</posList></LineString>",
                "<Polygon><exterior><LinearRing><posList>0 0 1 1 0 0</posList></LinearRing></exterior></Polygon>",
                "<MultiPoint><pointMember><LineString><posList>0 0 1 1</posList></LineString></pointMember></MultiPoint>",
                "<CircleByCenterPoint><pos>1 2</pos><radius uom='m'>5</radius></CircleByCenterPoint>",
                "<Feature/>",
                "<Point><pos>1 2</pos></Point><x/>",
                "<Point><pos>1 2</pos>",
                "POINT (1 2)"
            })
    void whatMakesNoGeometryIsRefused(String document) {
        assertThatThrownBy(() -> gml(document)).isInstanceOf(CodecException.class);
    }

    @Test
    void theSrsNameIsTold() throws CodecException {
        assertThat(GeometryReader.readGml("<Point srsName='urn:x'><pos>1 2</pos></Point>".getBytes(UTF_8))
                        .srs())
                .isEqualTo("urn:x");
    }

    @Test
    void aGeometryInsideAnotherDocumentIsReadUpToItsEnd() throws CodecException, XMLStreamException {
        XMLStreamReader xml = XMLInputFactory.newDefaultFactory()
                .createXMLStreamReader(new StringReader("<data xmlns:gml='http://www.opengis.net/gml'>"
                        + "<gml:Point srsName='EPSG:4326'><gml:pos>1 2</gml:pos></gml:Point><after/></data>"));
        xml.nextTag();
        xml.nextTag();
        assertThat(GeometryReader.readGml(xml).geometry().toText()).isEqualTo("POINT (1 2)");
        assertThat(xml.isEndElement()).isTrue();
        assertThat(xml.getLocalName()).isEqualTo("Point");
        xml.nextTag();
        assertThat(xml.getLocalName()).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Point\",\"coordinates\":[1,2]}",
                "\uFEFF{\"coordinates\":[1,2],\"type\":\"Point\"}",
                "{\"type\":\"Feature\",\"properties\":null,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"
            })
    void geoJsonIsRead(String json) throws CodecException {
        assertThat(GeometryReader.readGeoJson(json.getBytes(UTF_8)).geometry().toText())
                .isEqualTo("POINT (1 2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Point\",\"coordinates\":[1]}",
                "{\"type\":\"Point\",\"coordinates\":[1,2]",
                "{\"x\":1,\"y\":2}",
                "{\"type\":\"FeatureCollection\",\"features\":[]}",
                "[1,2]",
                ""
            })
    void whatIsNoGeoJsonGeometryIsRefused(String json) {
        assertThatThrownBy(() -> GeometryReader.readGeoJson(json.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class);
    }
}
