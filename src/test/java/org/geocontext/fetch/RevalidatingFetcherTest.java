package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevalidatingFetcherTest {

    private static final URI WMS = URI.create("http://a.example/wms?x=1");
    private static final HttpCall CALL = HttpCall.get(WMS);
    private static final Map<String, String> ETAG = Map.of("etag", "W/\"1\"");

    private final ManualTime time = new ManualTime();
    private final Deque<FetchOutcome> script = new ArrayDeque<>();
    private final List<HttpCall> sent = new ArrayList<>();
    private final List<Origin> revalidated = new ArrayList<>();
    private RevalidatingFetcher fetcher = fetcher(100_000);

    private RevalidatingFetcher fetcher(long bytes) {
        return new RevalidatingFetcher(this::send, new RememberedReplies(bytes, time), revalidated::add);
    }

    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        sent.add(call);
        return CompletableFuture.completedFuture(script.remove());
    }

    private CallTiming timing() {
        return new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
    }

    private HttpReply reply(int status, Map<String, String> headers, String body) {
        return new HttpReply(WMS, status, headers, body.getBytes(StandardCharsets.UTF_8), timing());
    }

    private FetchOutcome fetch(HttpCall call, FetchOutcome answer) {
        script.add(answer);
        return fetcher.fetch(call, time.scope(Duration.ofSeconds(5))).join();
    }

    private FetchOutcome fetch(FetchOutcome answer) {
        return fetch(CALL, answer);
    }

    private Map<String, String> headersSent() {
        return sent.get(sent.size() - 1).headers();
    }

    private static void assertBody(FetchOutcome outcome, String body) {
        assertThat(new String(((HttpReply) outcome).body(), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void aReplyWithAnETagIsAskedForOnlyIfItHasChanged() {
        fetch(reply(200, ETAG, "old"));
        fetch(reply(304, Map.of(), ""));
        assertThat(headersSent()).isEqualTo(Map.of("If-None-Match", "W/\"1\""));
    }

    @Test
    void aReplyWithADateIsAskedForOnlyIfItHasChangedSince() {
        String date = "Tue, 15 Nov 1994 12:45:26 GMT";
        fetch(reply(200, Map.of("last-modified", date), "old"));
        fetch(reply(304, Map.of(), ""));
        assertThat(headersSent()).isEqualTo(Map.of("If-Modified-Since", date));
    }

    @Test
    void butForTheConditionTheCallIsTheSame() {
        HttpCall call = new HttpCall(
                WMS,
                Map.of("accept", "text/xml"),
                null,
                new Auth.Bearer("t"),
                true,
                Duration.ofSeconds(3),
                Set.of("secret"),
                1000);
        fetch(call, reply(200, ETAG, "old"));
        fetch(call, reply(304, Map.of(), ""));
        assertThat(headersSent()).containsEntry("accept", "text/xml").hasSize(2);
        assertThat(sent.get(1).withHeaders(call.headers())).isEqualTo(call);
    }

    @Test
    void notModifiedIsTheRememberedReplyAsOfNow() {
        fetch(reply(200, Map.of("etag", "\"1\"", "content-type", "text/xml", "date", "then"), "old"));
        time.advance(Duration.ofMinutes(5));
        HttpReply reply = (HttpReply) fetch(reply(304, Map.of("date", "now", "content-type", "text/plain"), ""));
        assertThat(reply.status()).isEqualTo(200);
        assertBody(reply, "old");
        assertThat(reply.timing().sentAt()).isEqualTo(time.now());
        assertThat(reply.header("date")).isEqualTo("now");
        assertThat(reply.contentType()).isEqualTo("text/xml");
        assertThat(revalidated).containsExactly(CALL.origin());
    }

    @Test
    void aChangedReplyTakesThePlaceOfTheOldOne() {
        fetch(reply(200, ETAG, "old"));
        assertBody(fetch(reply(200, Map.of("etag", "\"2\""), "new")), "new");
        assertBody(fetch(reply(304, Map.of(), "")), "new");
        assertThat(headersSent()).containsEntry("If-None-Match", "\"2\"");
    }

    @Test
    void afterAFailureTheReplyIsStillRemembered() {
        fetch(reply(200, ETAG, "old"));
        assertThat(fetch(new CallFailure(Reason.CONNECT, "refused", timing()))).isInstanceOf(CallFailure.class);
        assertThat(((HttpReply) fetch(reply(500, Map.of(), ""))).status()).isEqualTo(500);
        assertBody(fetch(reply(304, Map.of(), "")), "old");
    }

    @Test
    void aReplyWithoutEitherIsNotRemembered() {
        fetch(reply(200, Map.of(), "old"));
        fetch(reply(200, Map.of(), "new"));
        assertThat(headersSent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private, No-Store", "no-store,max-age=0"})
    void aReplyThatMustNotBeStoredIsNot(String cacheControl) {
        fetch(reply(200, Map.of("etag", "\"1\"", "cache-control", cacheControl), "secret"));
        fetch(reply(200, ETAG, "new"));
        assertThat(headersSent()).isEmpty();
    }

    @Test
    void aRememberedReplyThatMustNoLongerBeStoredIsForgotten() {
        fetch(reply(200, ETAG, "old"));
        assertBody(fetch(reply(304, Map.of("cache-control", "no-store"), "")), "old");
        fetch(reply(200, ETAG, "new"));
        assertThat(headersSent()).isEmpty();
    }

    @Test
    void aReplyThatDependsOnAnythingIsNotRemembered() {
        fetch(reply(200, Map.of("etag", "\"1\"", "vary", "*"), "old"));
        fetch(reply(200, ETAG, "new"));
        assertThat(headersSent()).isEmpty();
    }

    @Test
    void otherCredentialsAreAnotherReply() {
        HttpCall one = new HttpCall(WMS, Map.of(), null, new Auth.Basic("one", "p"), false, null);
        HttpCall two = new HttpCall(WMS, Map.of(), null, new Auth.Basic("two", "p"), false, null);
        fetch(one, reply(200, ETAG, "for one"));
        fetch(two, reply(200, ETAG, "for two"));
        assertThat(headersSent()).isEmpty();
        assertBody(fetch(one, reply(304, Map.of(), "")), "for one");
    }

    @Test
    void aPostIsSentAsItIs() {
        HttpCall post = new HttpCall(WMS, Map.of(), "a=b", Auth.NONE, false, null);
        fetch(post, reply(200, ETAG, "old"));
        fetch(post, reply(200, ETAG, "new"));
        assertThat(headersSent()).isEmpty();
    }

    @Test
    void aServiceWithConditionsOfItsOwnIsLeftAlone() {
        HttpCall own = new HttpCall(WMS, Map.of("if-none-match", "\"9\""), null, Auth.NONE, false, null);
        fetch(own, reply(200, ETAG, "old"));
        assertThat(((HttpReply) fetch(own, reply(304, Map.of(), ""))).status()).isEqualTo(304);
        assertThat(headersSent()).isEqualTo(own.headers());
    }

    @Test
    void notModifiedWithoutHavingAskedIsPassedOn() {
        assertThat(((HttpReply) fetch(reply(304, Map.of(), ""))).status()).isEqualTo(304);
    }

    @Test
    void bytesAreBounded() {
        fetcher = fetcher(20_000);
        for (int i = 0; i < 50; i++) {
            fetch(HttpCall.get(URI.create(WMS + "&n=" + i)), reply(200, ETAG, "x".repeat(4_000)));
        }
        sent.clear();
        for (int i = 0; i < 50; i++) {
            fetch(HttpCall.get(URI.create(WMS + "&n=" + i)), reply(404, Map.of(), ""));
        }
        assertThat(sent.stream().filter(call -> !call.headers().isEmpty())).hasSizeBetween(1, 4);
    }

    @Test
    void withoutBytesNothingIsRemembered() {
        fetcher = fetcher(0);
        fetch(reply(200, ETAG, "old"));
        fetch(reply(200, ETAG, "new"));
        assertThat(headersSent()).isEmpty();
    }
}
