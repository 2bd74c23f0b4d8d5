package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source keeps to, whatever its protocol and whatever a server does. Extended by each source's test. */
abstract class SourceContract {

    private static final String SECRET = "s3cr+t-k3y";
    private static final LonLat POINT = new LonLat(26.2, -29.1);

    /** The source under test. */
    protected abstract Source source();

    /** A service of the protocol, complete but for what a test sets. */
    protected abstract ServiceDefinition.Builder service(String url);

    /** Replies that servers of the protocol gave, as {@link Fixtures} names them. */
    protected abstract List<String> fixtures();

    /** A server of the protocol that has one hit for every well-formed request. */
    protected abstract FetchOutcome hit(HttpCall call);

    private Lookup lookup(ServiceDefinition.Builder service) {
        return new Lookup(service.build(), POINT, 10, 1, true);
    }

    private Conversation hold(Function<HttpCall, FetchOutcome> server) {
        return Conversation.hold(source(), lookup(service("http://maps.example/ows")), Facts.NONE, server);
    }

    @Test
    void itIsRegisteredUnderItsProtocol() {
        assertThat(Sources.find(source().type())).containsInstanceOf(source().getClass());
    }

    @Test
    void aHitIsAnAnswerWithCandidates() {
        Step.Answer answer = hold(this::hit).answer();

        assertThat(answer.candidates()).isNotEmpty();
        assertThat(answer.askedAt()).isEqualTo(Outcomes.ASKED_AT);
        assertThat(answer.url()).startsWith("http://maps.example/ows");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aCallThatFailed_endsInAFailureOfTheSameReason(Reason reason) {
        Conversation conversation = hold(call -> Outcomes.failure(reason, "the wire was cut"));

        assertThat(conversation.failure().reason()).isEqualTo(reason);
        assertThat(conversation.failure().message()).contains("the wire was cut");
        if (reason != Reason.TOO_LARGE) {
            assertThat(conversation.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedLogIn_isUnauthorized(int status) {
        Step.Failure failure =
                hold(call -> Outcomes.reply(call, status, new byte[0])).failure();

        assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 429, 500, 503})
    void anotherHttpError_isNamedByItsStatus(int status) {
        Step.Failure failure =
                hold(call -> Outcomes.reply(call, status, new byte[0])).failure();

        assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
        assertThat(failure.message()).contains(String.valueOf(status));
    }

    @Test
    void everyReplySeenInTheWild_endsTheConversation() {
        assertThat(fixtures()).isNotEmpty();
        for (String fixture : fixtures()) {
            byte[] body = Fixtures.read(fixture);
            for (int status : new int[] {200, 400, 404, 500}) {
                endsWell(fixture + " with " + status, call -> Outcomes.reply(call, status, body));
            }
        }
    }

    @Test
    void everyReplyCutShort_endsTheConversation() {
        for (String fixture : fixtures()) {
            byte[] body = Fixtures.read(fixture);
            for (int tenth = 0; tenth < 10; tenth++) {
                byte[] cut = Arrays.copyOf(body, body.length * tenth / 10);
                endsWell(fixture + " cut at " + cut.length, call -> Outcomes.ok(call, cut));
            }
        }
    }

    @Test
    void everyReplyDamaged_endsTheConversation() {
        Random random = new Random(42);
        for (String fixture : fixtures()) {
            for (int round = 0; round < 8; round++) {
                byte[] body = Fixtures.read(fixture);
                for (int i = 0; i < 3 && body.length > 0; i++) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                }
                endsWell(fixture + " damaged, round " + round, call -> Outcomes.ok(call, body));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void anyBody_endsTheConversation(String body) {
        for (int status : new int[] {200, 204, 400, 500}) {
            endsWell(body, call -> Outcomes.reply(call, status, body.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    static Stream<String> rubbish() {
        return Stream.of(
                "",
                "\n",
                " ",
                "null",
                "true",
                "0",
                "\"text\"",
                "[]",
                "[[[[[[[[",
                "{}",
                "{\"features\":null}",
                "{\"features\":[null,1,\"a\",{},[]]}",
                "{\"error\":null}",
                "{\"error\":{\"code\":\"x\"}}",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":null,"
                        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1e999,\"a\"]}}]}",
                "<a/>",
                "<html><body>log in</body></html>",
                "<ServiceExceptionReport/>",
                "<ServiceExceptionReport><ServiceException code=\"InvalidFormat\"/></ServiceExceptionReport>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                "\u0089PNG\r\n\u001a\n",
                "\u00ff\u00fe\u0000",
                "just words");
    }

    @Test
    void theSameRepliesLeadToTheSameCallsAndTheSameEnd() {
        for (String fixture : fixtures()) {
            byte[] body = Fixtures.read(fixture);
            Conversation first = hold(call -> Outcomes.ok(call, body));
            Conversation second = hold(call -> Outcomes.ok(call, body));

            assertThat(second.calls()).as(fixture).isEqualTo(first.calls());
            assertThat(second.end()).as(fixture).hasToString(first.end().toString());
        }
    }

    @Test
    void whatWasLearnedIsKept_andCostsNoFurtherCalls() {
        Lookup lookup = lookup(service("http://maps.example/ows"));
        Conversation first = Conversation.hold(source(), lookup, Facts.NONE, this::hit);
        Conversation second = Conversation.hold(source(), lookup, first.learned(), this::hit);

        assertThat(second.calls()).hasSizeLessThanOrEqualTo(first.calls().size());
        assertThat(second.learned()).isEqualTo(first.learned());
    }

    @Test
    void factsOfOthersAreHandedOn() {
        Facts others = Facts.NONE.with("somebody.else", "knows this");

        Conversation hit = Conversation.hold(source(), lookup(service("http://maps.example/ows")), others, this::hit);
        Conversation failed = Conversation.hold(
                source(),
                lookup(service("http://maps.example/ows")),
                others,
                call -> Outcomes.failure(Reason.CONNECT, "refused"));

        assertThat(hit.learned().is("somebody.else", "knows this")).isTrue();
        assertThat(failed.learned().is("somebody.else", "knows this")).isTrue();
    }

    @Test
    void theQueryStringOfTheServiceUrlIsKept() {
        ServiceDefinition.Builder service = service("http://maps.example/ows?map=/data/a%20b.map&flag");

        assertThat(Conversation.hold(source(), lookup(service), Facts.NONE, this::hit)
                        .calls())
                .allSatisfy(call -> assertThat(call.uri().getRawQuery()).startsWith("map=/data/a%20b.map&flag&"));
    }

    @Test
    void extraParametersAreSentPercentEncoded() {
        ServiceDefinition.Builder service =
                service("http://maps.example/ows").parameters(Map.of("note", "a+b c&d=\u00e9"));

        assertThat(Conversation.hold(source(), lookup(service), Facts.NONE, this::hit)
                        .calls())
                .allSatisfy(call -> assertThat(call.uri().getRawQuery()).contains("note=a%2Bb%20c%26d%3D%C3%A9"));
    }

    @Test
    void extraParametersMayNameTheAskedPoint() {
        ServiceDefinition.Builder service =
                service("http://maps.example/ows").parameters(Map.of("where_to", "{lon} {lat}"));

        assertThat(Conversation.hold(source(), lookup(service), Facts.NONE, this::hit)
                        .calls())
                .allSatisfy(call -> assertThat(call.uri().getQuery()).contains("where_to=26.2 -29.1"));
    }

    @Test
    void everyCallCarriesWhatTheServiceSaysAboutCalls() {
        ServiceDefinition.Builder service = service("http://maps.example/ows")
                .headers(Map.of("Referer", "http://home.example"))
                .credentials(new Credentials(Credentials.Scheme.BEARER, null, null, SECRET))
                .internal(true)
                .timeout(Duration.ofSeconds(3));

        assertThat(Conversation.hold(source(), lookup(service), Facts.NONE, this::hit)
                        .calls())
                .allSatisfy(call -> {
                    assertThat(call.headers()).containsEntry("Referer", "http://home.example");
                    assertThat(call.auth())
                            .isEqualTo(service.build().credentials().toAuth());
                    assertThat(call.internal()).isTrue();
                    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(3));
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Credentials.Scheme.class,
            names = {"BASIC", "BEARER", "HEADER", "QUERY"})
    void secretsStayOutOfEverythingThatPeopleSee(Credentials.Scheme scheme) {
        ServiceDefinition.Builder service =
                service("http://maps.example/ows").credentials(new Credentials(scheme, null, "me", SECRET));
        String echo = "<ServiceExceptionReport><ServiceException>no layer; key " + SECRET
                + "</ServiceException></ServiceExceptionReport>";

        List<Function<HttpCall, FetchOutcome>> servers = List.of(
                this::hit,
                call -> Outcomes.ok(call, echo),
                call -> Outcomes.failure(Reason.CONNECT, "http://maps.example/?key=" + SECRET + " refused"));

        for (Function<HttpCall, FetchOutcome> server : servers) {
            Conversation conversation = Conversation.hold(source(), lookup(service), Facts.NONE, server);
            assertThat(conversation.calls())
                    .allSatisfy(
                            call -> assertThat(call.uri() + call.displayUrl()).doesNotContain(SECRET, "s3cr%2Bt-k3y"));
            assertThat(conversation.end().toString()).doesNotContain(SECRET, "s3cr%2Bt-k3y");
        }
    }

    @Test
    void aSecretParameterOfAnyNameIsSentButNotShown() {
        ServiceDefinition.Builder service = service("http://maps.example/ows")
                .parameters(Map.of("subscriber", SECRET))
                .secrets(Set.of(SECRET));
        List<Function<HttpCall, FetchOutcome>> servers =
                List.of(this::hit, call -> Outcomes.failure(Reason.CONNECT, call.uri() + " refused"));

        for (Function<HttpCall, FetchOutcome> server : servers) {
            Conversation conversation = Conversation.hold(source(), lookup(service), Facts.NONE, server);
            assertThat(conversation.calls()).allSatisfy(call -> {
                assertThat(call.uri().getRawQuery()).contains("s3cr%2Bt-k3y");
                assertThat(call.displayUrl()).doesNotContain("s3cr%2Bt-k3y").contains("subscriber=***");
            });
            assertThat(conversation.end().toString()).doesNotContain(SECRET, "s3cr%2Bt-k3y");
        }
    }

    private void endsWell(String what, Function<HttpCall, FetchOutcome> server) {
        Step end = hold(server).end();
        if (end instanceof Step.Failure failure) {
            assertThat(failure.message()).as(what).isNotBlank().doesNotContain("\n", "Exception:");
        } else {
            assertThat(end).as(what).isInstanceOf(Step.Answer.class);
        }
    }
}
