package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;

/**
 * A conversation that has ended.
 *
 * @param calls what was asked, in order
 * @param end an answer or a failure
 */
record Conversation(List<HttpCall> calls, Step end) {

    /** No source needs more calls than this for one lookup, whatever the server says. */
    static final int MOST_CALLS = 8;

    /** Lets a source talk with a server until the conversation ends. */
    static Conversation hold(Source source, Lookup lookup, Facts facts, Function<HttpCall, FetchOutcome> server) {
        List<HttpCall> calls = new ArrayList<>();
        Step step = source.begin(lookup, facts);
        while (step instanceof Step.Ask ask) {
            calls.add(ask.call());
            assertThat(calls).as("calls of one lookup").hasSizeLessThanOrEqualTo(MOST_CALLS);
            step = ask.then().apply(server.apply(ask.call()));
        }
        return new Conversation(List.copyOf(calls), step);
    }

    Step.Answer answer() {
        assertThat(end).isInstanceOf(Step.Answer.class);
        return (Step.Answer) end;
    }

    Step.Failure failure() {
        assertThat(end).isInstanceOf(Step.Failure.class);
        return (Step.Failure) end;
    }

    Facts learned() {
        return end instanceof Step.Answer answer ? answer.learned() : failure().learned();
    }
}
