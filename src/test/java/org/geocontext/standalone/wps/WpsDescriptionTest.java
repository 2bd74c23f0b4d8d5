package org.geocontext.standalone.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.geocontext.app.QueryInputs;
import org.geocontext.standalone.OgcSchemas;
import org.geocontext.standalone.TestHost;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WpsDescriptionTest {

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

    private static String valid(HttpResponse<String> reply) {
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
        assertThat(OgcSchemas.problems(reply.body())).as(reply.body()).isEmpty();
        return reply.body();
    }

    private static void assertException(
            HttpResponse<String> reply, int status, String code, String locator, String text) {
        String body = valid(reply);
        assertThat(reply.statusCode()).as(body).isEqualTo(status);
        assertThat(body)
                .contains("exceptionCode=\"" + code + "\"")
                .contains(
                        locator.isEmpty()
                                ? "<ows:Exception exceptionCode=\"" + code + "\">"
                                : "locator=\"" + locator + "\"")
                .contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service=WPS&request=GetCapabilities",
                "SERVICE=wps&Request=getcapabilities&ACCEPTVERSIONS=2.0.0,1.0.0&language=en-CA&unknown=1",
                "service=WPS&request=GetCapabilities&version=2.0.0"
            })
    void theCapabilitiesAreValid(String query) {
        String capabilities = valid(http.get("/ows?" + query));
        assertThat(capabilities)
                .contains("<ows:Identifier>geocontext:Query</ows:Identifier>")
                .contains("xlink:href=\"" + http.uri("/ows") + "\"");
    }

    @Test
    void theCapabilitiesComeByXmlToo() {
        String capabilities = valid(http.post("/ows", "text/xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <wps:GetCapabilities service="WPS" language="en" xmlns:wps="http://www.opengis.net/wps/1.0.0"
                    xmlns:ows="http://www.opengis.net/ows/1.1">
                  <wps:AcceptVersions><ows:Version>1.0.0</ows:Version></wps:AcceptVersions>
                </wps:GetCapabilities>""".strip()));
        assertThat(capabilities).contains("<wps:Capabilities");
    }

    @Test
    void theCapabilitiesComeByFormToo() {
        assertThat(valid(http.post(
                        "/ows",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        "service=WPS&request=GetCapabilities")))
                .contains("<wps:Capabilities");
    }

    @Test
    void theDescriptionIsValidAndHasEveryInput() {
        String description =
                valid(http.get("/ows?service=WPS&version=1.0.0&request=DescribeProcess&identifier=geocontext:Query"));
        assertThat(description)
                .contains("storeSupported=\"false\" statusSupported=\"false\"")
                .contains("<MimeType>application/wkt</MimeType>", "<MimeType>text/csv</MimeType>")
                .contains("<Input minOccurs=\"1\" maxOccurs=\"1\"><ows:Identifier>point</ows:Identifier>")
                .contains("<Input minOccurs=\"0\" maxOccurs=\"2147483647\"><ows:Identifier>group</ows:Identifier>")
                .contains("<ows:Value>NEAREST</ows:Value><ows:Value>ALL</ows:Value>")
                .contains("<ows:MinimumValue>0.0</ows:MinimumValue><ows:MaximumValue>100000.0</ows:MaximumValue>")
                .contains("<DefaultValue>EPSG:4326</DefaultValue>");
        assertThat(QueryInputs.names())
                .allSatisfy(name -> assertThat(description).contains("<ows:Identifier>" + name + "</ows:Identifier>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "geocontext:Query,geocontext:Query"})
    void aProcessIsDescribedOnce(String identifiers) {
        String description = valid(http.get("/ows?service=WPS&request=DescribeProcess&identifier=" + identifiers));
        assertThat(description.split("<ProcessDescription ", -1)).hasSize(2);
    }

    @Test
    void theDescriptionComesByXmlToo() {
        assertThat(valid(http.post("/ows", "application/xml", """
                <DescribeProcess service="WPS" version="1.0.0" xmlns="http://www.opengis.net/wps/1.0.0"
                    xmlns:ows="http://www.opengis.net/ows/1.1">
                  <ows:Identifier>geocontext:Query</ows:Identifier>
                </DescribeProcess>"""))).contains("<wps:ProcessDescriptions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "request=GetCapabilities|400|MissingParameterValue|service|service: missing (expected: WPS)",
                "service=WMS&request=GetCapabilities|400|InvalidParameterValue|service|service: WMS (expected: WPS)",
                "service=WPS|400|MissingParameterValue|request|request: missing",
                "service=WPS&request=GetMap|501|OperationNotSupported|GetMap|(expected: GetCapabilities, DescribeProcess or Execute)",
                "service=WPS&request=GetCapabilities&AcceptVersions=2.0.0|400|VersionNegotiationFailed|AcceptVersions|expected: 1.0.0",
                "service=WPS&request=GetCapabilities&language=fr|400|InvalidParameterValue|language|language: fr (expected: en)",
                "service=WPS&request=DescribeProcess|400|MissingParameterValue|identifier|identifier: missing",
                "service=WPS&request=DescribeProcess&identifier=JTS:buffer|400|InvalidParameterValue|identifier|no process JTS:buffer (expected: geocontext:Query)",
                "service=WPS&request=DescribeProcess&identifier=geocontext:Query&version=2.0.0|400|InvalidParameterValue|version|version: 2.0.0 (expected: 1.0.0)",
                "service=WPS&request=GetCapabilities&request=Execute|400|InvalidParameterValue|request|request: given 2 times (expected: once)",
            })
    void aWrongParameterIsAnExceptionThatNamesIt(String query, int status, String code, String locator, String text) {
        assertException(http.get("/ows?" + query), status, code, locator, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|400|MissingParameterValue|request|expected: an XML document",
                "point=POINT(1 2)|400|NoApplicableCode||not well-formed XML (line 1, column 1)",
                "{\"service\":\"WPS\"}|400|NoApplicableCode||not well-formed XML",
                "<wps:Execute|400|NoApplicableCode||not well-formed XML",
                "<a>&unknown;</a>|400|NoApplicableCode||XML",
                "<html/>|501|OperationNotSupported|html|expected: GetCapabilities, DescribeProcess or Execute of http://www.opengis.net/wps/1.0.0",
                "<Execute service='WPS' version='2.0.0' xmlns='http://www.opengis.net/wps/2.0'/>|501|OperationNotSupported|Execute|{http://www.opengis.net/wps/2.0}Execute",
                "<GetMap service='WPS' xmlns='http://www.opengis.net/wps/1.0.0'/>|501|OperationNotSupported|GetMap|request: GetMap",
                "<GetCapabilities xmlns='http://www.opengis.net/wps/1.0.0'/>|400|MissingParameterValue|service|service: missing",
            })
    void whatIsNoWpsRequest_isSaidInOneSentence(String body, int status, String code, String locator, String text) {
        assertException(
                http.post("/ows", "text/xml", body == null ? "" : body),
                status,
                code,
                locator == null ? "" : locator,
                text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/evil.dtd'><a/>",
                "<!DOCTYPE lolz [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><lolz>&b;</lolz>",
            })
    void aDoctypeIsRefused(String body) {
        assertException(http.post("/ows", "text/xml", body), 400, "NoApplicableCode", "", "DOCTYPE (expected: none)");
    }

    @Test
    void deepXmlIsRefused() {
        String body = "<a>".repeat(50_000) + "</a>".repeat(50_000);
        assertException(
                http.post("/ows", "text/xml", body), 400, "NoApplicableCode", "", "more than 100 elements deep");
    }

    @Test
    void aHugeRequestIsRefused() {
        String body = "<a>" + "x".repeat(1_100_000) + "</a>";
        assertException(http.post("/ows", "text/xml", body), 413, "FileSizeExceeded", "", "larger than 1048576 bytes");
    }

    @Test
    void anotherMethodIsAnException() {
        assertException(http.send("PUT", "/ows", "x"), 405, "OperationNotSupported", "", "does not answer PUT");
    }

    @Test
    void theSchemaOfTheGmlOutputIsServed() {
        HttpResponse<String> reply = http.get("/schemas/context-value.xsd");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("targetNamespace=\"http://geocontext.org/context-value\"");
    }
}
