package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPageTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\":?]+)\"|from \"\\./([^\"]+)\"");

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

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8",
        "/app.js,text/javascript; charset=utf-8",
        "/style.css,text/css; charset=utf-8",
        "/icon.svg,image/svg+xml",
    })
    void itsFilesHaveTheirTypes(String path, String contentType) {
        HttpResponse<String> reply = http.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains(contentType);
    }

    @ParameterizedTest
    @CsvSource({"/", "/app.js"})
    void everythingItRefersToIsServed(String path) {
        List<String> references = REFERENCE
                .matcher(http.get(path).body())
                .results()
                .map(WebPageTest::target)
                .toList();
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(http.get("/" + reference).statusCode())
                        .as(reference)
                        .isEqualTo(200));
    }

    private static String target(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2);
    }

    @Test
    void nothingInItIsInlineOrFromElsewhere() {
        assertThat(http.get("/").body())
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("<style", "style=\"", "onclick", "http://", "https://");
    }
}
