package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectingFetcherTest {

    private static final Auth SECRET = new Auth.Bearer("s3cret");

    private final ManualTime time = new ManualTime();
    private final List<HttpCall> sent = new ArrayList<>();
    private boolean otherHosts;

    /** Redirects the first call, and answers the one it leads to. */
    private FetchOutcome fetch(HttpCall call, int status, String location) {
        return fetch(call, status, List.of(location));
    }

    private FetchOutcome fetch(HttpCall call, int status, List<String> locations) {
        Fetcher server = (hop, scope) -> {
            int index = sent.size();
            sent.add(hop);
            return CompletableFuture.completedFuture(
                    index < locations.size()
                            ? reply(hop, status, Map.of("location", locations.get(index)))
                            : reply(hop, 200, Map.of()));
        };
        FetchSettings settings =
                FetchSettings.builder().redirectsToOtherHosts(otherHosts).build();
        CallScope scope = time.scope(Duration.ofSeconds(5));
        return new RedirectingFetcher(server, settings).fetch(call, scope).join();
    }

    private HttpReply reply(HttpCall call, int status, Map<String, String> headers) {
        CallTiming timing = new CallTiming(time.now(), Duration.ofMillis(10), Duration.ofMillis(110));
        return new HttpReply(call.uri(), status, headers, new byte[0], timing);
    }

    private static HttpCall call(String url, Auth auth) {
        return new HttpCall(URI.create(url), Map.of("X-Key", "k", "Accept", "text/xml"), "a=b", auth, false, null);
    }

    private static void assertRefused(FetchOutcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
            assertThat(failure.message()).contains("refused: " + why);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x/y?q=1, ../z?r=2,             http://a.example/z?r=2",
        "http://a.example/x/y?q=1, z,                    http://a.example/x/z",
        "http://a.example/x/y?q=1, ?r=2,                 http://a.example/x/y?r=2",
        "http://a.example/x?q=1,   ../../z?r=2,          http://a.example/z?r=2",
        "http://a.example/x,       ..,                   http://a.example/",
        "http://a.example/x,       ..//b.example/z,      http://a.example/b.example/z",
        "http://a.example/x,       ..z,                  http://a.example/..z",
        "http://a.example/x,       //a.example/z,        http://a.example/z",
        "http://a.example,         z,                    http://a.example/z",
        "http://a.example?q=1,     ?r=2,                 http://a.example/?r=2"
    })
    void aRelativeLocationIsFollowed(String from, String location, String to) {
        FetchOutcome outcome = fetch(HttpCall.get(URI.create(from)), 302, location);
        assertThat(((HttpReply) outcome).uri()).hasToString(to);
    }

    @Test
    void timesAddUp() {
        FetchOutcome outcome = fetch(HttpCall.get(URI.create("http://a.example/")), 302, "/b");
        assertThat(outcome.timing().queued()).hasMillis(20);
        assertThat(outcome.timing().total()).hasMillis(220);
    }

    @Test
    void theServicesLimitCoversAllSteps() {
        HttpCall call =
                new HttpCall(URI.create("http://a.example/"), Map.of(), null, Auth.NONE, false, Duration.ofMillis(500));
        fetch(call, 302, "/b");
        assertThat(sent.get(1).timeout()).hasMillis(400);
    }

    @Test
    void threeRedirectsAreFollowedAndTheFourthIsNot() {
        HttpCall call = HttpCall.get(URI.create("http://a.example/"));
        assertThat(fetch(call, 302, List.of("/1", "/2", "/3"))).isInstanceOf(HttpReply.class);
        sent.clear();
        assertRefused(fetch(call, 302, List.of("/1", "/2", "/3", "/4")), "more than 3 in a row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://", "http://a b/"})
    void whatIsNotAnHttpUrlIsRefused(String location) {
        assertRefused(
                fetch(HttpCall.get(URI.create("http://a.example/")), 302, location), "it is not an http or https URL");
    }

    @Test
    void anotherHostIsRefused() {
        assertRefused(
                fetch(HttpCall.get(URI.create("http://a.example/")), 301, "http://b.example/"),
                "it leads to another host");
    }

    @Test
    void anotherHostIsFollowedIfTheSettingSaysSo_butWithoutCredentials() {
        otherHosts = true;
        fetch(call("http://a.example/", SECRET), 307, "http://b.example/");
        assertThat(sent.get(1).auth()).isEqualTo(Auth.NONE);
        assertThat(sent.get(1).headers()).isEqualTo(Map.of("Accept", "text/xml"));
    }

    @Test
    void theStepToHttpsKeepsTheCredentials() {
        fetch(call("http://a.example/", SECRET), 308, "https://a.example/");
        assertThat(sent.get(1).auth()).isEqualTo(SECRET);
        assertThat(sent.get(1).headers()).containsKey("X-Key");
    }

    @Test
    void theStepBackToHttpIsRefusedWithCredentials() {
        assertRefused(
                fetch(call("https://a.example/", SECRET), 302, "http://a.example/"),
                "it leads from https to http, and the call has credentials");
    }

    @Test
    void theStepBackToHttpIsFollowedWithoutCredentials() {
        assertThat(fetch(HttpCall.get(URI.create("https://a.example/")), 302, "http://a.example/"))
                .isInstanceOf(HttpReply.class);
    }

    @Test
    void anotherPortIsAnotherOrigin_soItGetsNoCredentials() {
        fetch(call("http://a.example/", SECRET), 302, "http://a.example:8080/");
        assertThat(sent.get(1).auth()).isEqualTo(Auth.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aPostStaysAPost(int status) {
        fetch(call("http://a.example/", Auth.NONE), status, "/b");
        assertThat(sent.get(1).form()).isEqualTo("a=b");
    }

    @Test
    void after303APostBecomesAGet() {
        fetch(call("http://a.example/", Auth.NONE), 303, "/b");
        assertThat(sent.get(1).form()).isNull();
    }

    @Test
    void aRefusalShowsNoSecretOfTheLocation() {
        CallFailure failure = (CallFailure)
                fetch(HttpCall.get(URI.create("http://a.example/")), 302, "http://b.example/?token=s3cret");
        assertThat(failure.message()).doesNotContain("s3cret").contains("token=***");
    }

    @Test
    void aRedirectWithoutLocationIsAReply() {
        Fetcher server = (hop, scope) -> CompletableFuture.completedFuture(reply(hop, 302, Map.of()));
        FetchOutcome outcome = new RedirectingFetcher(server, FetchSettings.defaults())
                .fetch(HttpCall.get(URI.create("http://a.example/")), time.scope(Duration.ofSeconds(1)))
                .join();
        assertThat(((HttpReply) outcome).status()).isEqualTo(302);
    }
}
