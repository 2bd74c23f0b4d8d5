package org.geocontext.standalone.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.geocontext.standalone.OgcSchemas;
import org.geocontext.standalone.TestHost;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WpsExecuteTest {

    private static final String POINT = "point=POINT(31.3963 -24.4561)";

    private static TestHost host;
    private static TestHttp http;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start();
        http = host.http();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static HttpResponse<String> kvp(String dataInputs, String more) {
        return http.get("/ows?service=WPS&version=1.0.0&request=Execute&identifier=geocontext:Query&datainputs="
                + URLEncoder.encode(dataInputs, StandardCharsets.UTF_8) + more);
    }

    private static HttpResponse<String> xml(String inputs, String form) {
        return http.post("/ows", "text/xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <wps:Execute version="1.0.0" service="WPS" xmlns:wps="http://www.opengis.net/wps/1.0.0"
                    xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:gml="http://www.opengis.net/gml"
                    xmlns:xlink="http://www.w3.org/1999/xlink">
                  <ows:Identifier>geocontext:Query</ows:Identifier>
                  <wps:DataInputs>%s</wps:DataInputs>
                  %s
                </wps:Execute>""".formatted(inputs, form));
    }

    private static String complex(String mimeType, String data) {
        return "<wps:Input><ows:Identifier>point</ows:Identifier><wps:Data><wps:ComplexData mimeType=\"" + mimeType
                + "\">" + data + "</wps:ComplexData></wps:Data></wps:Input>";
    }

    private static String literal(String name, String value) {
        return "<wps:Input><ows:Identifier>" + name + "</ows:Identifier><wps:Data><wps:LiteralData>" + value
                + "</wps:LiteralData></wps:Data></wps:Input>";
    }

    private static String rawForm(String mimeType) {
        return "<wps:ResponseForm><wps:RawDataOutput mimeType=\"" + mimeType
                + "\"><ows:Identifier>result</ows:Identifier></wps:RawDataOutput></wps:ResponseForm>";
    }

    private static String valid(HttpResponse<String> reply) {
        assertThat(OgcSchemas.problems(reply.body())).as(reply.body()).isEmpty();
        return reply.body();
    }

    private static void assertException(HttpResponse<String> reply, String code, String locator, String text) {
        String body = valid(reply);
        assertThat(reply.statusCode()).as(body).isEqualTo(400);
        assertThat(body)
                .contains("exceptionCode=\"" + code + "\" locator=\"" + locator + "\"")
                .contains(text)
                .doesNotContain("Exception:", "at org.", "java.");
    }

    @Test
    void everyServiceHasARow_whateverBecameOfIt() {
        HttpResponse<String> reply = kvp(POINT + ";collection=demo", "&rawdataoutput=result");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.headers().firstValue("Content-Disposition")).contains("inline; filename=result.json");
        assertThat(reply.body())
                .contains("\"service\":\"height\"", "\"value\":\"441.50\",\"number\":441.5,\"unit\":\"m\"")
                .contains("\"service\":\"nothing\"", "\"status\":\"no_data\"")
                .contains("\"service\":\"broken\"", "\"reason\":\"http_status\"");
    }

    @Test
    void csvComesRaw() {
        HttpResponse<String> reply = kvp(POINT + ";collection=demo", "&RawDataOutput=result@mimeType=text/csv");
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(reply.body())
                .startsWith("geom,collection,group,service,name,")
                .contains("demo,terrain,height");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/xml; subtype=gml/3.1.1",
                "TEXT/XML;subtype=gml/3.1.1",
                "text/xml; subtype=wfs-collection/1.1",
                "application/gml-3.1.1"
            })
    void gmlComesRawAndIsValid(String mimeType) {
        HttpResponse<String> reply = kvp(
                POINT + ";collection=demo",
                "&rawdataoutput=result@mimeType=" + URLEncoder.encode(mimeType, StandardCharsets.UTF_8));
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/xml; subtype=gml/3.1.1");
        assertThat(valid(reply))
                .contains("<wfs:FeatureCollection")
                .contains("<gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::4326\" srsDimension=\"2\">")
                .contains("<gml:posList>-25.0 31.0 -25.0 32.0")
                .contains(
                        "<geocontext:value>clay, \"red\" &lt;&amp;&gt; \u00e4 \uFFFD ]]&gt;\nsecond line</geocontext:value>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", "text/xml; subtype=gml/3.1.1"})
    void aResponseDocumentIsValidInEveryFormat(String mimeType) {
        String document = valid(kvp(
                POINT + ";collection=demo",
                "&ResponseDocument=result@mimeType=" + URLEncoder.encode(mimeType, StandardCharsets.UTF_8)));
        assertThat(document)
                .contains("<wps:ProcessSucceeded>")
                .contains("<ows:Identifier>result</ows:Identifier>")
                .contains("<wps:ComplexData mimeType=\"" + mimeType + "\"")
                .contains("441.5")
                .doesNotContain("<wps:DataInputs>");
    }

    @Test
    void withoutAResponseForm_theAnswerIsADocumentWithJson() {
        assertThat(valid(kvp(POINT + ";collection=demo", "")))
                .contains("<wps:ComplexData mimeType=\"application/json\"><![CDATA[{\"type\":\"FeatureCollection\"");
    }

    @Test
    void lineageRepeatsInputsAndOutputs() {
        String document = valid(xml(
                complex("application/wkt", "POINT(31.3963 -24.4561)")
                        + literal("group", "terrain")
                        + literal("group", "trouble"),
                "<wps:ResponseForm><wps:ResponseDocument lineage=\"true\"><wps:Output mimeType=\"text/csv\"><ows:Identifier>"
                        + "result</ows:Identifier></wps:Output></wps:ResponseDocument></wps:ResponseForm>"));
        assertThat(document)
                .contains("<wps:ComplexData mimeType=\"application/wkt\">POINT(31.3963 -24.4561)</wps:ComplexData>")
                .contains("<wps:LiteralData>terrain</wps:LiteralData>", "<wps:LiteralData>trouble</wps:LiteralData>")
                .contains("<wps:OutputDefinitions><wps:Output mimeType=\"text/csv\">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/wkt|POINT(31.3963 -24.4561)",
                "application/wkt|<![CDATA[SRID=4326;POINT(31.3963 -24.4561)]]>",
                "application/json|{\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]}",
                "text/xml; subtype=gml/3.1.1|<gml:Point srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:pos>-24.4561 31.3963</gml:pos></gml:Point>",
                "text/xml; subtype=gml/3.1.1|<gml:Point srsName=\"EPSG:4326\"><gml:pos>31.3963 -24.4561</gml:pos></gml:Point>",
                "text/xml; subtype=gml/2.1.2|<gml:Point srsName=\"http://www.opengis.net/gml/srs/epsg.xml#4326\"><gml:coordinates>31.3963,-24.4561</gml:coordinates></gml:Point>",
                "application/wkt|<![CDATA[SRID=3857;POINT(3495020.13 -2812270.25)]]>",
            })
    void aPointComesInEveryFormat(String mimeType, String data) {
        HttpResponse<String> reply =
                xml(complex(mimeType, data) + literal("service", "height"), rawForm("application/json"));
        assertThat(reply.body()).contains("\"value\":\"441.50\"").contains("\"distance_m\":0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "point=POINT(31.3963 -24.4561)@mimeType=application/wkt;collection=demo",
                "point=POINT%2831.3963%20-24.4561%29;collection=demo",
                "collection=demo;point=SRID=4326;POINT(31.3963 -24.4561)",
                "collection=demo@dataType=xs:string;point=SRID%3D4326%3BPOINT(31.3963 -24.4561)",
                "point={\"type\":\"Point\",\"coordinates\":[31.3963,-24.4561]}@mimeType=application/json;collection=demo;",
                "point=<gml:Point xmlns:gml=\"http://www.opengis.net/gml\" srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:pos>-24.4561 31.3963"
                        + "</gml:pos></gml:Point>@mimetype=text/xml; subtype=gml/3.1.1;collection=demo",
                "point=31.3963,-24.4561;collection=demo",
            })
    void dataInputsAreDecodedAsGeoServerDoes(String dataInputs) {
        assertThat(kvp(dataInputs, "&rawdataoutput=result").body()).contains("\"value\":\"441.50\"");
    }

    @Test
    void keysThatRepeat_addUp() {
        String body = kvp(POINT + ";service=height;service=soil", "&rawdataoutput=result")
                .body();
        assertThat(body)
                .contains("\"service\":\"height\"", "\"service\":\"soil\"")
                .doesNotContain("\"service\":\"nothing\"");
    }

    @Test
    void theCrsCountsForPointAndGml() {
        HttpResponse<String> reply = kvp(
                "point=POINT(3495020.13 -2812270.25);crs=EPSG:3857;service=height",
                "&rawdataoutput=result@mimeType=application/gml-3.1.1");
        assertThat(valid(reply))
                .contains("srsName=\"urn:ogc:def:crs:EPSG::3857\"")
                .contains("<gml:posList>3450904");
    }

    @Test
    void theRequestComesByFormToo() {
        HttpResponse<String> reply = http.post(
                "/ows",
                "application/x-www-form-urlencoded",
                "service=WPS&request=Execute&identifier=geocontext:Query&rawdataoutput=result&datainputs="
                        + URLEncoder.encode(POINT + ";collection=demo", StandardCharsets.UTF_8));
        assertThat(reply.body()).contains("441.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collection=demo||MissingParameterValue|point|point: missing",
                "point=;collection=demo||MissingParameterValue|point|point: missing",
                "point=POINT EMPTY;collection=demo||InvalidParameterValue|point|POINT",
                "point=nonsense;collection=demo||InvalidParameterValue|point|nonsense",
                "point=POINT(200 0);collection=demo||InvalidParameterValue|point|outside the world",
                "point=POINT(1 1)||InvalidParameterValue|collection|at least one of them",
                "point=POINT(1 1);collection=dem||InvalidParameterValue|collection|closest: demo",
                "point=POINT(1 1);point=POINT(2 2);collection=demo||InvalidParameterValue|point|given 2 times",
                "point=POINT(1 1);collection=demo;tolerance=-1||InvalidParameterValue|tolerance|0 to 100000",
                "point=POINT(1 1);collection=demo;tolerance=far||InvalidParameterValue|tolerance|expected: a number",
                "point=POINT(1 1);collection=demo;features=SOME||InvalidParameterValue|features|NEAREST",
                "point=POINT(1 1);collection=demo;crs=EPSG:1||InvalidParameterValue|crs|crs: EPSG:1",
                "point=POINT(1 1);collection=demo;colour=red||InvalidParameterValue|colour|no such input",
                "POINT(1 1)||InvalidParameterValue|datainputs|expected: name=value",
                "point=POINT(1 1)@mimeType=image/png;collection=demo||InvalidParameterValue|point|no format image/png (expected: application/wkt",
                "point=x@xlink:href=http://127.0.0.1/;collection=demo||InvalidParameterValue|point|given by reference",
                "point=POINT(1 1)@encoding=base64;collection=demo||InvalidParameterValue|point|encoding base64",
                "point=POINT(1 1);collection=demo|&rawdataoutput=other|InvalidParameterValue|other|expected: result",
                "point=POINT(1 1);collection=demo|&rawdataoutput=result@mimeType=image/png|InvalidParameterValue|result|no format image/png (expected: application/json, text/csv",
                "point=POINT(1 1);collection=demo|&rawdataoutput=result;result|InvalidParameterValue|RawDataOutput|2 outputs (expected: one)",
                "point=POINT(1 1);collection=demo|&responsedocument=result;result|InvalidParameterValue|result|wanted 2 times",
                "point=POINT(1 1);collection=demo|&rawdataoutput=result&responsedocument=result|InvalidParameterValue|RawDataOutput|both given",
                "point=POINT(1 1);collection=demo|&responsedocument=result@asReference=true|StorageNotSupported|result|asReference=false",
                "point=POINT(1 1);collection=demo|&storeExecuteResponse=true|StorageNotSupported|storeExecuteResponse|not stored here",
                "point=POINT(1 1);collection=demo|&status=true|InvalidParameterValue|status|synchronous",
                "point=POINT(1 1);collection=demo|&lineage=perhaps|InvalidParameterValue|lineage|expected: true or false",
                "point=POINT(1 1);collection=demo|&datainputs=x|InvalidParameterValue|datainputs|given 2 times",
            })
    void aMistakeIsAnExceptionThatNamesIt(String dataInputs, String more, String code, String locator, String text) {
        assertException(kvp(dataInputs, more == null ? "" : more), code, locator, text);
    }

    @Test
    void executeWithoutAProcess_isAnException() {
        assertException(
                http.get("/ows?service=WPS&request=Execute"),
                "MissingParameterValue",
                "identifier",
                "the process to execute");
    }

    @Test
    void anUnknownProcessIsAnException() {
        assertException(
                http.get("/ows?service=WPS&request=Execute&identifier=gs:Clip"),
                "InvalidParameterValue",
                "identifier",
                "no process gs:Clip (expected: geocontext:Query)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<wps:Input><ows:Identifier>point</ows:Identifier><wps:Reference xlink:href='http://127.0.0.1/'/></wps:Input>|InvalidParameterValue|point|nothing is fetched for a caller",
                "<wps:Input><wps:Data><wps:LiteralData>1</wps:LiteralData></wps:Data></wps:Input>|MissingParameterValue|Identifier|the name of an input",
                "<wps:Input><ows:Identifier>point</ows:Identifier></wps:Input>|MissingParameterValue|point|wps:Data",
                "<wps:Input><ows:Identifier>point</ows:Identifier><wps:Data><wps:BoundingBoxData/></wps:Data></wps:Input>|InvalidParameterValue|point|BoundingBoxData",
                "<wps:Input><ows:Identifier>collection</ows:Identifier><wps:Data><wps:ComplexData>demo</wps:ComplexData></wps:Data></wps:Input>|InvalidParameterValue|collection|expected: LiteralData",
                "<wps:Input><ows:Identifier>tolerance</ows:Identifier><wps:Data><wps:LiteralData uom='ft'>9</wps:LiteralData></wps:Data></wps:Input>|InvalidParameterValue|tolerance|uom ft",
            })
    void aWrongInputElementIsAnExceptionThatNamesIt(String input, String code, String locator, String text) {
        assertException(xml(input, ""), code, locator, text);
    }

    @Test
    void storingIsRefusedInXmlToo() {
        String form =
                "<wps:ResponseForm><wps:ResponseDocument storeExecuteResponse=\"true\" status=\"true\"/></wps:ResponseForm>";
        assertException(
                xml(complex("application/wkt", "POINT(1 1)"), form),
                "StorageNotSupported",
                "storeExecuteResponse",
                "not stored here");
    }

    @Test
    void fortySlowExecutesRunAtTheSameTime() {
        kvp(POINT + ";collection=late", "&rawdataoutput=result");
        long before = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 40)
                .mapToObj(i -> http.sendAsync(
                        "GET",
                        "/ows?service=WPS&request=Execute&identifier=geocontext:Query&rawdataoutput=result&datainputs="
                                + URLEncoder.encode(
                                        "point=POINT(31." + i + " -24.4561);collection=late", StandardCharsets.UTF_8),
                        ""))
                .toList();
        assertThat(calls).allSatisfy(call -> assertThat(call.join().body()).contains("\"value\":\"441.50\""));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
    }
}
