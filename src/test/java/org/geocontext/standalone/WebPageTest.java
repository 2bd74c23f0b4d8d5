package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geocontext.standalone.web.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebPageTest {

    private static final Pattern REFERENCE = Pattern.compile(
            "(?:src|href)=\"([^\":?#]+)\"|(?:from |import\\()\"([^\"]+)\"|new URL\\(\"([^\"]+\\.\\w+)\", import.meta.url");

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

    @Test
    void everythingItRefersToIsServed() {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of("/"));
        while (!open.isEmpty()) {
            String path = open.pop();
            HttpResponse<String> reply = http.get(path);
            assertThat(reply.statusCode()).as(path).isEqualTo(200);
            if (!path.contains("/lib/")) {
                references(path, reply.body()).filter(seen::add).forEach(open::add);
            }
        }
        assertThat(seen)
                .contains(
                        "/rest/geocontext/ui/ask/map.js",
                        "/rest/geocontext/ui/background.json",
                        "/rest/geocontext/ui/lib/ol.js");
    }

    private static Stream<String> references(String path, String body) {
        return REFERENCE.matcher(body).results().map(match -> {
            String reference =
                    match.group(1) != null ? match.group(1) : match.group(2) != null ? match.group(2) : match.group(3);
            return URI.create(path).resolve(reference).getPath();
        });
    }

    @Test
    void aFileThatHasNotChangedIsNotSentAgain() {
        String path = "/rest/geocontext/ui/app.js";
        String tag = http.get(path).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = http.get(path, "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void aFileThatIsNotTheApplicationsIsNotServed() {
        assertThat(http.get("/rest/geocontext/ui/WebFiles.class").statusCode()).isEqualTo(404);
        assertThat(http.get("/rest/geocontext/ui/../../../etc/passwd").statusCode())
                .isEqualTo(404);
    }

    @Test
    void nothingInItIsInlineOrFromElsewhere() {
        assertThat(http.get("/").body())
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("<style", "style=\"", "onclick", "http://", "https://");
    }
}
