package org.geocontext.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Crs;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/** One lookup's way through the requests of {@link WfsSource}. Immutable: what has happened is in its {@link State}. */
final class WfsConversation {

    private static final int MOST_CALLS = 8;

    /**
     * Where the conversation stands.
     *
     * @param calls sent so far
     * @param nothing the answer to the first form of BBOX, while the other is tried
     * @param tooLarge the reply that was too large to be read
     * @param coveringAsked whether the server was asked for what covers the point
     */
    private record State(
            WfsManner manner,
            Facts facts,
            int calls,
            BoxSearch search,
            Step.@Nullable Answer nothing,
            Replies.@Nullable Refused tooLarge,
            boolean coveringAsked) {

        State afterCall() {
            return new State(manner, facts, calls + 1, search, nothing, tooLarge, coveringAsked);
        }

        State with(WfsManner other) {
            return new State(other, facts, calls, search, nothing, tooLarge, coveringAsked);
        }

        State with(Facts learned) {
            return new State(manner, learned, calls, search, nothing, tooLarge, coveringAsked);
        }

        State with(BoxSearch other) {
            return new State(manner, facts, calls, other, nothing, tooLarge, coveringAsked);
        }

        State withOtherForm(Step.Answer answer) {
            return new State(manner.withOtherForm(), facts, calls, search, answer, tooLarge, coveringAsked);
        }

        State withCoveringAsked(Replies.@Nullable Refused because) {
            return new State(manner, facts, calls, search, nothing, because, true);
        }

        boolean hasCallsLeft() {
            return calls < MOST_CALLS;
        }
    }

    private final Lookup lookup;
    private final BoxSearch search;
    private final WfsRequests requests;
    private final Georeference georeference;

    WfsConversation(Lookup lookup, Crs crs) {
        this.lookup = lookup;
        this.search = BoxSearch.of(lookup);
        this.requests = new WfsRequests(lookup.service(), lookup.point(), crs, search.count());
        this.georeference = new Georeference(crs, lookup.point(), search.reach());
    }

    /** @throws IllegalArgumentException if the point has no position in the CRS */
    Step begin(Facts facts) {
        WfsManner manner = WfsManner.of(lookup.service(), requests.crs(), facts);
        State state = new State(manner, facts, 0, search, null, null, false);
        boolean coveringWillDo = WfsManner.isLarge(lookup.service(), facts) && !lookup.geometry();
        return coveringWillDo && !requests.hasOwnSelection()
                ? askCovering(state.withCoveringAsked(null))
                : askBox(state);
    }

    private Step askBox(State state) {
        HttpCall call = requests.box(state.manner(), state.search().half());
        State asked = state.afterCall();
        return new Step.Ask(call, outcome -> onBox(asked, call, outcome), part(asked));
    }

    /** How the same can be asked together with other types; null if it cannot. */
    private @Nullable Part part(State asked) {
        boolean shares = requests.mayShare()
                && !asked.manner().sends(WfsOption.PROPERTYNAME)
                && !WfsManner.isLarge(lookup.service(), asked.facts());
        return shares
                ? new WfsPart(
                        requests,
                        asked.manner(),
                        asked.facts(),
                        asked.search().half(),
                        understood -> onFeatures(asked, understood))
                : null;
    }

    private Step onBox(State state, HttpCall call, FetchOutcome outcome) {
        Replies.Outcome read = read(call, outcome, true);
        return read instanceof Replies.Understood understood
                ? onFeatures(state, understood)
                : onRefusedBox(state, (Replies.Refused) read);
    }

    private Step onRefusedBox(State state, Replies.Refused refused) {
        if (refused.reason() == Reason.TOO_LARGE) {
            return onTooLarge(state, refused);
        }
        if (isRepairable(refused) && state.hasCallsLeft()) {
            Optional<WfsManner> repaired = state.manner().repaired(refused.message(), state.facts());
            if (repaired.isPresent()) {
                return askBox(state.with(repaired.get()));
            }
        }
        if (state.nothing() != null) {
            return state.nothing();
        }
        return refused.failureUnless(state.search().crowded(), state.facts());
    }

    /** Only what the server says about the request itself. */
    private static boolean isRepairable(Replies.Refused refused) {
        return refused.replied()
                && (refused.reason() == Reason.SERVICE_EXCEPTION || refused.reason() == Reason.UNSUPPORTED);
    }

    private Step onFeatures(State state, Replies.Understood understood) {
        BoxSearch.Hits hits =
                state.search().judge(candidates(understood), understood.reply().truncated());
        // QGIS Server leaves the geometry out if PROPERTYNAME does not call it "geometry".
        boolean geometryLost = state.manner().sends(WfsOption.PROPERTYNAME) && hits.areWithoutGeometry();
        if (geometryLost && state.hasCallsLeft()) {
            return askBox(state.with(state.manner().without(WfsOption.PROPERTYNAME)));
        }
        Facts learned = state.manner().learned(state.facts(), hits.areLocated());
        boolean mayAskMore = state.hasCallsLeft() && !requests.hasOwnSelection();
        Optional<BoxSearch> next = mayAskMore ? hits.next() : Optional.empty();
        if (next.isPresent()) {
            Facts crowded = state.search().isWide() ? WfsManner.withCrowd(lookup.service(), learned) : learned;
            return askBox(state.with(crowded).with(next.get()));
        }
        Step.Answer answer = understood.answer(hits.all(), hits.areTruncated(), completeMetres(hits), learned);
        if (!hits.areNone() || state.search().isNarrowed()) {
            return answer;
        } else if (state.nothing() != null) {
            return state.nothing();
        }
        boolean misunderstood = mayAskMore && !state.manner().isFormProved(learned);
        return misunderstood ? askBox(state.with(learned).withOtherForm(answer)) : answer;
    }

    /** What the entry itself selects says nothing about other points. */
    private double completeMetres(BoxSearch.Hits hits) {
        return requests.hasOwnSelection() ? Math.min(0, hits.completeMetres()) : hits.completeMetres();
    }

    private Step onTooLarge(State state, Replies.Refused refused) {
        if (state.search().isWide() && state.hasCallsLeft()) {
            Facts crowded = WfsManner.withCrowd(lookup.service(), state.facts());
            return askBox(state.with(crowded).with(state.search().withinTolerance()));
        }
        boolean canAskCovering = !state.coveringAsked() && !requests.hasOwnSelection() && state.hasCallsLeft();
        return canAskCovering ? askCovering(state.withCoveringAsked(refused)) : refused.failure(state.facts());
    }

    private Step askCovering(State state) {
        HttpCall call = requests.covering(state.manner());
        State asked = state.afterCall();
        return new Step.Ask(call, outcome -> onCovering(asked, call, outcome));
    }

    private Step onCovering(State state, HttpCall call, FetchOutcome outcome) {
        Replies.Outcome read = read(call, outcome, false);
        if (read instanceof Replies.Refused refused) {
            if (isRepairable(refused) && state.hasCallsLeft()) {
                Optional<WfsManner> repaired = state.manner().filterRepaired(refused.message(), state.facts());
                if (repaired.isPresent()) {
                    return askCovering(state.with(repaired.get()));
                }
            }
            return withoutCovering(state, "asked for what covers the point, it failed: " + refused.message());
        }
        Replies.Understood understood = (Replies.Understood) read;
        List<Candidate> covering = understood.covering();
        return covering.isEmpty()
                ? withoutCovering(state, "nothing covers the point")
                : understood.answer(covering, WfsManner.withLarge(lookup.service(), state.facts()));
    }

    /** What is near the point without covering it can only be found in the box. */
    private Step withoutCovering(State state, String why) {
        Replies.Refused tooLarge = state.tooLarge();
        return tooLarge == null
                ? askBox(state)
                : tooLarge.saying(why).failure(WfsManner.withLarge(lookup.service(), state.facts()));
    }

    private static Replies.Outcome read(HttpCall call, FetchOutcome outcome, boolean geometry) {
        ReadOptions options = ReadOptions.DEFAULT.withGeometry(geometry);
        return Replies.read(call, outcome, reply -> ReplyReader.read(reply, options));
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
