package org.geocontext.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * All that a feature type has in a box, by one GetFeature in the manner that the endpoint is known, or is shown here,
 * to understand. Immutable.
 */
final class WfsArea {

    private static final int MOST_CALLS = 4;

    /** Some servers send no more than a round number of features and do not say that there are more. */
    private static final int ROUND_NUMBER = 50;

    /**
     * Where the conversation stands.
     *
     * @param nothing the answer to the first form of BBOX, while the other is tried
     */
    private record State(WfsManner manner, Facts facts, int calls, Step.@Nullable Answer nothing) {

        State with(WfsManner other) {
            return new State(other, facts, calls, nothing);
        }

        State afterCall() {
            return new State(manner, facts, calls + 1, nothing);
        }

        boolean hasCallsLeft() {
            return calls < MOST_CALLS;
        }
    }

    private final AreaLookup lookup;
    private final WfsRequests requests;
    private final Envelope box;
    private final Georeference georeference;

    private WfsArea(AreaLookup lookup, WfsRequests requests) {
        this.lookup = lookup;
        this.requests = requests;
        this.box = Boxes.fromLonLat(lookup.box(), requests.crs());
        this.georeference = new Georeference(requests.crs(), lookup.centre(), 1.1 * lookup.reachMetres());
    }

    /** Empty if the service's entry selects features itself, or the box has no place in the CRS. */
    static Optional<Step> begin(AreaLookup lookup, Crs crs, Facts facts) {
        WfsRequests requests = new WfsRequests(lookup.service(), lookup.centre(), crs, lookup.most());
        if (requests.hasOwnSelection()) {
            return Optional.empty();
        }
        try {
            WfsManner manner = WfsManner.of(lookup.service(), crs, facts);
            return Optional.of(new WfsArea(lookup, requests).ask(new State(manner, facts, 0, null)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Step ask(State state) {
        HttpCall call = requests.box(state.manner(), box);
        State asked = state.afterCall();
        return new Step.Ask(call, outcome -> on(asked, call, outcome));
    }

    private Step on(State state, HttpCall call, FetchOutcome outcome) {
        Replies.Outcome read = Replies.read(call, outcome, reply -> ReplyReader.read(reply, ReadOptions.DEFAULT));
        return read instanceof Replies.Understood understood
                ? onFeatures(state, understood)
                : onRefused(state, (Replies.Refused) read);
    }

    private Step onRefused(State state, Replies.Refused refused) {
        boolean repairable = refused.replied()
                && (refused.reason() == Reason.SERVICE_EXCEPTION || refused.reason() == Reason.UNSUPPORTED);
        Optional<WfsManner> repaired = repairable && state.hasCallsLeft()
                ? state.manner().repaired(refused.message(), state.facts())
                : Optional.empty();
        if (repaired.isPresent()) {
            return ask(state.with(repaired.get()));
        }
        return state.nothing() == null ? refused.failure(state.facts()) : state.nothing();
    }

    private Step onFeatures(State state, Replies.Understood understood) {
        List<Candidate> candidates = candidates(understood);
        boolean located = candidates.stream().allMatch(candidate -> candidate.geometry() != null);
        if (!located && state.manner().sends(WfsOption.PROPERTYNAME) && state.hasCallsLeft()) {
            return ask(state.with(state.manner().without(WfsOption.PROPERTYNAME)));
        }
        if (!located) {
            return new Step.Failure(
                    Reason.UNSUPPORTED,
                    "features without a geometry",
                    understood.url(),
                    understood.askedAt(),
                    state.facts());
        }
        boolean somethingThere = candidates.stream().anyMatch(this::isInBox);
        Facts learned = state.manner().learned(state.facts(), somethingThere);
        Step.Answer answer = understood.answer(candidates, isCut(understood, candidates.size()), learned);
        if (somethingThere || state.manner().isFormProved(learned)) {
            return answer;
        }
        return state.nothing() == null && state.hasCallsLeft()
                ? ask(new State(state.manner().withOtherForm(), learned, state.calls(), answer))
                : Optional.ofNullable(state.nothing()).orElse(answer);
    }

    private boolean isCut(Replies.Understood understood, int count) {
        return understood.reply().truncated() || count >= lookup.most() || count > 0 && count % ROUND_NUMBER == 0;
    }

    private boolean isInBox(Candidate candidate) {
        return candidate.geometry() != null
                && candidate.geometry().getEnvelopeInternal().intersects(lookup.box());
    }

    private List<Candidate> candidates(Replies.Understood understood) {
        List<Candidate> candidates = new ArrayList<>();
        for (ParsedFeature feature : understood.reply().features()) {
            candidates.add(
                    new Candidate(feature.id(), feature.properties(), georeference.toLonLat(feature), false, false));
        }
        return candidates;
    }
}
