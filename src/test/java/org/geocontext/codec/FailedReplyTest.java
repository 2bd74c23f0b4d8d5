package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.codec.Bodies.failureOf;
import static org.geocontext.codec.Bodies.fixture;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.readFixture;
import static org.geocontext.codec.Bodies.reply;

import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedReplyTest {

    private static final String EXCEPTION =
            "<ServiceExceptionReport><ServiceException code='LayerNotDefined'>no such layer</ServiceException></ServiceExceptionReport>";

    private static CodecException failureOfStatus(int status, String body) {
        return failureOf(reply(status, "text/html", body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mapserver/wms-1.0.0-plain-exception-layer-wmt.xml | msWMSLoadGetMapParams(): WMS server error. Invalid layer(s)",
                "mapserver/wms-1.1.1-xml-exception-format.xml | msWMSFeatureInfo(): WMS server error.",
                "geoserver/wms-1.1.1-json-exception-layer.xml | LayerNotDefined: Could not find layer",
                "mapserver/wms-1.3.0-plain-exception-layer.xml | LayerNotDefined: msWMSLoadGetMapParams(): WMS server error.",
                "mapserver/wfs-1.0.0-gml2-exception-type.xml | InvalidParameterValue: msWFSGetFeature(): WFS server error.",
                "mapserver/wfs-1.1.0-gml311-exception-type.xml | InvalidParameterValue: msWFSGetFeature(): WFS server error.",
                "mapserver/wfs-2.0.0-gml321-exception-type.xml | InvalidParameterValue: msWFSGetFeature(): WFS server error.",
                "mapserver/wms-1.0.0-plain-no-service.html | mapserv(): Web application error. Traditional BROWSE mode",
                "qgis/wfs-1.0.0-gml2-exception-type.xml | RequestNotWellFormed: TypeName",
                "arcgis/error-10.9-json-400-details.json | 400: ",
                "koop/query-2.0-json-error-where.json | 400: Invalid \"where\" parameter",
                "geonames/findnearby-1-json-error-hourly-limit.json | 19: the hourly limit",
                "geonames/findnearby-1-xml-error.xml | 14: invalid parameter"
            })
    void exceptionsOfEveryServerAreToldInItsWords(String name, String start) {
        CodecException failure = failureOf(reply(fixture(name)));
        assertThat(failure.reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(failure.getMessage())
                .startsWith(start)
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n", "<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arcgis/error-10.9-json-498.json",
                "arcgis/error-10.9-json-499.json",
                "arcgis/error-10.9-json-403.json",
                "geonames/findnearby-1-json-error-authorization.json"
            })
    void refusedCredentialsAreUnauthorized(String name) {
        assertThat(failureOf(reply(fixture(name))).reason()).isEqualTo(Reason.UNAUTHORIZED);
    }

    @Test
    void geoNamesWithoutAPlaceIsANoHit() throws CodecException {
        assertThat(readFixture("geonames/findnearby-1-json-error-no-result.json")
                        .features())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":\"1.1.0\",\"exceptions\":[{\"code\":\"noApplicableCode\",\"locator\":\"x\",\"text\":\"no such layer\"}]}",
                "{\"status\":\"error\",\"messages\":[\"no such layer\"],\"code\":500}",
                "{\"code\":\"NotFound\",\"description\":\"no such layer\"}",
                "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"no such layer\"}",
                "{\"error\":\"no such layer\"}",
                "msDrawMap(): Image handling error. no such layer",
                "Content-Type: application/vnd.ogc.se_xml; charset=UTF-8\n\n" + EXCEPTION,
                "<ServiceExceptionReport><ServiceException>no such layer <br> & nothing closed",
                "<html><body>Error: no such layer <br>Code: 400</body></html>"
            })
    void lessUsualFormsAreExceptionsToo(String body) {
        CodecException failure = failureOf(body);
        assertThat(failure.reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(failure).hasMessageContaining("no such layer");
    }

    @Test
    void aMessageHasNoSecretAndNoMarkup() {
        assertThat(
                        failureOf(
                                "<ServiceException>bad <![CDATA[<b>url</b>]]> https://u:p@h.org/a?token=abc&amp;x=1</ServiceException>"))
                .hasMessage("bad url https://h.org/a?token=***&x=1");
    }

    @Test
    void anEmptyReportStillHasASentence() {
        assertThat(failureOf("<ServiceExceptionReport/>")).hasMessage("the server reports an error without a text");
    }

    @ParameterizedTest
    @CsvSource({
        "502, http_status, HTTP 502 Bad Gateway",
        "404, http_status, HTTP 404 Not Found",
        "302, http_status, HTTP 302 Found",
        "599, http_status, HTTP 599",
        "401, unauthorized, HTTP 401 Unauthorized",
        "403, unauthorized, HTTP 403 Forbidden"
    })
    void aStatusIsToldWhenTheBodyHasNothingBetter(int status, String reason, String message) {
        for (String body : new String[] {"", "\n", "<html><title>Oops</title></html>", "{\"features\":[]}"}) {
            CodecException failure = failureOfStatus(status, body);
            assertThat(failure.reason().code()).isEqualTo(reason);
            assertThat(failure).hasMessage(message);
        }
    }

    @Test
    void anExceptionCountsAtAnyStatus() {
        assertThat(failureOfStatus(400, EXCEPTION)).hasMessage("LayerNotDefined: no such layer");
        assertThat(failureOfStatus(400, EXCEPTION).reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(failureOfStatus(403, EXCEPTION).reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(failureOfStatus(403, EXCEPTION)).hasMessage("LayerNotDefined: no such layer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Please log in</body></html>",
                "<!DOCTYPE html><html><head><title>Sign in</title></head><body/></html>",
                "<html><form><input name=p type=\"password\"></form></html>",
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'http://example.org/x.dtd'><html><body>Please sign in</body></html>"
            })
    void aLogInPageIsUnauthorized(String body) {
        assertThat(failureOf(body).reason()).isEqualTo(Reason.UNAUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><head><title>Down for maintenance</title></head></html> | an HTML page: Down for maintenance",
                "<!-- x --><BODY>Some text</BODY> | an HTML page: Some text",
                "<kml><Document/></kml> | XML that is no known reply (root: kml)",
                "%PDF-1.4 | a PDF document instead of values",
                "hello | text that is no known reply: hello",
                "{\"a\":1,\"b\":2} | JSON that is no known reply (a, b)"
            })
    void anythingElseIsMalformedAndSaysWhatCame(String body, String message) {
        CodecException failure = failureOf(body);
        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void anImageIsMalformed() {
        assertThat(failureOf(reply(fixture("mapserver/wms-1.0.0-plain-exception-layer-image.png"))))
                .hasMessage("a PNG image instead of values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uFEFF", "\t "})
    void nothingIsMalformed(String body) {
        assertThat(failureOf(body)).hasMessage("an empty reply");
        assertThat(failureOf(body).reason()).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " \n\n"})
    void anEmptyLineIsANoHit(String body) throws CodecException {
        assertThat(read(body)).isEqualTo(new ParsedReply(ReplyFormat.EMPTY_LINE, java.util.List.of(), false));
    }

    @Test
    void emptyHtmlIsANoHitForThoseWhoTakeHtml() throws CodecException {
        assertThat(ReplyReader.read(reply(200, "text/html", new byte[0]), ReadOptions.DEFAULT.withHtmlTables(true))
                        .features())
                .isEmpty();
        assertThat(failureOf(reply(200, "text/html", new byte[0])).reason()).isEqualTo(Reason.MALFORMED);
    }
}
