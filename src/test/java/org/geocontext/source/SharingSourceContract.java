package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every source keeps to whose lookups can share requests. Extended by each such source's test. */
abstract class SharingSourceContract extends SourceContract {

    private static final String URL = "http://maps.example/ows";
    private static final LonLat POINT = new LonLat(26.2, -29.1);

    /** What must be known of an endpoint before its services can share requests. */
    protected Facts sharing() {
        return Facts.NONE;
    }

    /** A layer that none of the fixtures has anything of. */
    protected String strange() {
        return "nobody_has_this";
    }

    private Step.Ask ask(ServiceDefinition.Builder service) {
        Step step = source().begin(new Lookup(service.build(), POINT, 10, 1, true), sharing());
        assertThat(step).isInstanceOf(Step.Ask.class);
        return (Step.Ask) step;
    }

    private static Part part(Step.Ask ask) {
        return Objects.requireNonNull(ask.part());
    }

    private static HttpReply reply(Step.Ask ask, int status, byte[] body) {
        return (HttpReply) Outcomes.reply(ask.call(), status, body);
    }

    private static String said(Step step) {
        if (step instanceof Step.Answer answer) {
            return answer.candidates() + " truncated: " + answer.truncated();
        } else if (step instanceof Step.Ask ask) {
            return ask.call().toString();
        }
        return step.toString();
    }

    @Test
    void layersOfOneEndpointHaveTheSameKey_andTheirOwnSubjects() {
        Part own = part(ask(service(URL)));
        Part other = part(ask(service(URL).layer(strange())));

        assertThat(other.key()).isEqualTo(own.key());
        assertThat(other.subject()).isNotEqualTo(own.subject());
        assertThat(part(ask(service("http://other.example/ows"))).key()).isNotEqualTo(own.key());
    }

    @Test
    void fromASharedReplyALookupGoesOnAsFromASingleOne() {
        List<Step> answers = new ArrayList<>();
        for (String fixture : fixtures()) {
            Step.Ask ask = ask(service(URL));
            HttpReply reply = reply(ask, 200, Fixtures.read(fixture));

            Split split = part(ask).join(List.of(part(ask))).split(reply);

            if (split instanceof Split.Attributed attributed
                    && attributed.steps().containsKey(part(ask))) {
                Step shared = Objects.requireNonNull(attributed.steps().get(part(ask)));
                assertThat(said(shared)).as(fixture).isEqualTo(said(ask.then().apply(reply)));
                answers.add(shared);
            }
        }
        assertThat(answers)
                .anyMatch(step -> step instanceof Step.Answer answer
                        && !answer.candidates().isEmpty());
    }

    @Test
    void noLookupIsGivenWhatIsOfAnotherLayer() {
        for (String fixture : fixtures()) {
            for (int status : new int[] {200, 400, 404, 500}) {
                givesNothingToAStranger(fixture + " with " + status, status, Fixtures.read(fixture));
            }
        }
    }

    @Test
    void noLookupIsGivenAnythingOfADamagedReplyThatIsOfAnotherLayer() {
        Random random = new Random(42);
        for (String fixture : fixtures()) {
            byte[] whole = Fixtures.read(fixture);
            for (int round = 0; round < 10; round++) {
                givesNothingToAStranger(
                        fixture + " cut, " + round, 200, Arrays.copyOf(whole, whole.length * round / 10));
                byte[] damaged = whole.clone();
                for (int i = 0; i < 3 && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                givesNothingToAStranger(fixture + " damaged, " + round, 200, damaged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void ofRubbishNobodyIsGivenAnything(String body) {
        for (int status : new int[] {200, 204, 400, 500}) {
            givesNothingToAStranger(body, status, body.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void givesNothingToAStranger(String what, int status, byte[] body) {
        Step.Ask own = ask(service(URL));
        Step.Ask strange = ask(service(URL).layer(strange()));

        Split split = part(own).join(List.of(part(own), part(strange))).split(reply(own, status, body));

        if (split instanceof Split.Attributed attributed) {
            assertThat(attributed.steps().keySet()).as(what).isSubsetOf(part(own), part(strange));
            if (attributed.steps().get(part(strange)) instanceof Step.Answer answer) {
                assertThat(answer.candidates()).as(what).isEmpty();
            }
        } else if (split instanceof Split.Apart apart) {
            assertThat(apart.message()).as(what).isNotBlank().doesNotContain("\n", "Exception:");
        }
    }
}
