package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.host.HostUnderTest.POINT;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Execute, synchronous, in every input and output format. */
@ExtendWith(HostExtension.class)
class ExecuteIT {

    private static final String SITE = "point=" + POINT + ";collection=" + SampleCatalogue.COLLECTION;
    private static final String JSON = "application/json";
    private static final String SITE_INPUT = "<wps:Input><ows:Identifier>collection</ows:Identifier>"
            + "<wps:Data><wps:LiteralData>" + SampleCatalogue.COLLECTION + "</wps:LiteralData></wps:Data></wps:Input>";

    private final HostUnderTest host;

    ExecuteIT(HostUnderTest host) {
        this.host = host;
    }

    @Test
    void theProcess_isListed() {
        assertThat(host.wps("request=GetCapabilities").body()).contains("geocontext:Query");
    }

    @Test
    void theProcess_isDescribedWithItsRangesAndDefaults() {
        assertThat(host.wps("request=DescribeProcess&identifier=geocontext:Query")
                        .body())
                .contains("EPSG:4326", "NEAREST", "SOURCE", "100000", "300", "0.1");
    }

    @Test
    void everyServiceAsked_hasARow() {
        HttpResponse<String> reply = host.query(SITE, JSON);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains("hosttest_height", "hosttest_soil", "hosttest_nothing", "hosttest_broken")
                .contains("441.50", "clay, \\\"red\\\" <&> ä")
                .contains("no_data", "http_status");
    }

    @Test
    void json_isAFeatureCollectionInLonLat() {
        assertThat(host.query(SITE, JSON).body())
                .startsWith("{\"type\":\"FeatureCollection\"")
                .containsPattern("\\[31(\\.0)?,-25(\\.0)?]")
                .contains("\"number\":441.5");
    }

    @Test
    void csv_hasALineForEachRow_underTheNamesOfTheAttributes() {
        String body = host.query(SITE, "text/csv").body();
        assertThat(body.lines().findFirst())
                .hasValueSatisfying(names ->
                        assertThat(names).contains("collection,group,service,name,property,value,number,unit,"));
        assertThat(body.lines().skip(1)).hasSize(4);
    }

    /** Not by KVP: GeoServer takes a {@code ;} there for the beginning of the next output. */
    @Test
    void gml3_holdsTheRows() {
        String body = host.execute(
                        document("application/wkt", POINT, SITE_INPUT, raw("text/xml; subtype=wfs-collection/1.1")))
                .body();
        assertThat(body).contains("FeatureCollection", "ContextValue", "441.50");
        assertThat(host.query(SITE, "application/wfs-collection-1.1").body()).contains("FeatureCollection", "441.50");
    }

    @Tag(HostUnderTest.GEOSERVER)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/xml; subtype=wfs-collection/1.0 | FeatureCollection",
                "application/vnd.google-earth.kml+xml | <kml",
                "application/zip | .shp"
            })
    void theOtherFormatsOfGeoServer(String type, String sign) {
        host.assumeGeoServer();
        HttpResponse<String> reply = host.execute(document("application/wkt", POINT, SITE_INPUT, raw(type)));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("ExceptionReport").contains(sign);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/wkt | POINT(31.3963 -24.4561)",
                "application/ewkt | SRID=4326;POINT(31.3963 -24.4561)",
                "application/json | {\"type\": \"Point\", \"coordinates\": [31.3963, -24.4561]}",
            })
    void aPointAsText(String type, String point) {
        assertThat(host.execute(document(type, "<![CDATA[" + point + "]]>", SITE_INPUT))
                        .body())
                .contains("441.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/xml; subtype=gml/3.1.1 | EPSG:4326 | <gml:pos>31.3963 -24.4561</gml:pos>",
                "text/xml; subtype=gml/3.1.1 | urn:ogc:def:crs:EPSG::4326 | <gml:pos>-24.4561 31.3963</gml:pos>",
                "text/xml; subtype=gml/2.1.2 | EPSG:4326 | <gml:coordinates>31.3963,-24.4561</gml:coordinates>"
            })
    void aPointAsGml(String type, String crs, String position) {
        String gml = "<gml:Point xmlns:gml=\"http://www.opengis.net/gml\" srsName=\"" + crs + "\">" + position
                + "</gml:Point>";
        assertThat(host.execute(document(type, gml, SITE_INPUT)).body()).contains("441.50");
    }

    @Test
    void aDocument_holdsTheResultAndWhatBecameOfIt() {
        String form = "<wps:ResponseDocument><wps:Output mimeType=\"application/json\">"
                + "<ows:Identifier>result</ows:Identifier></wps:Output></wps:ResponseDocument>";
        assertThat(host.execute(document("application/wkt", POINT, SITE_INPUT, form))
                        .body())
                .contains("ProcessSucceeded", "441.50");
    }

    @Test
    void aServiceOnItsOwn_andItsGroup() {
        assertThat(host.query("point=" + POINT + ";service=hosttest_height;service=hosttest_soil", "text/csv")
                        .body()
                        .lines())
                .hasSize(3);
        assertThat(host.query("point=" + POINT + ";group=hosttest_trouble", "text/csv")
                        .body()
                        .lines())
                .hasSize(3);
    }

    @Test
    void anUnknownKey_isAnErrorThatNamesTheClosest() {
        assertThat(host.query("point=" + POINT + ";service=hosttest_heigt", JSON)
                        .body())
                .contains("ExceptionText", "hosttest_heigt", "hosttest_height");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tolerance=-1", "timeout=0", "timeout=abc", "crs=EPSG:99999", "features=FEW"})
    void aWrongInput_isNamed(String input) {
        assertThat(host.query(SITE + ";" + input, JSON).body())
                .contains("ExceptionText", input.substring(0, input.indexOf('=')));
    }

    private static String document(String type, String point, String inputs) {
        return document(type, point, inputs, raw(JSON));
    }

    private static String raw(String type) {
        return "<wps:RawDataOutput mimeType=\"" + type
                + "\"><ows:Identifier>result</ows:Identifier></wps:RawDataOutput>";
    }

    private static String document(String type, String point, String inputs, String form) {
        return """
                <wps:Execute version="1.0.0" service="WPS" xmlns:wps="http://www.opengis.net/wps/1.0.0"
                    xmlns:ows="http://www.opengis.net/ows/1.1">
                  <ows:Identifier>geocontext:Query</ows:Identifier>
                  <wps:DataInputs>
                    <wps:Input><ows:Identifier>point</ows:Identifier>
                      <wps:Data><wps:ComplexData mimeType="%s">%s</wps:ComplexData></wps:Data></wps:Input>
                    %s
                  </wps:DataInputs>
                  <wps:ResponseForm>%s</wps:ResponseForm>
                </wps:Execute>""".formatted(type, point, inputs, form);
    }
}
