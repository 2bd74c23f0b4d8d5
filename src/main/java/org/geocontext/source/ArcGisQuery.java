package org.geocontext.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The features of a layer that touch a box around the point: a smaller box where there are more than a reply holds,
 * what covers the point where they are too large, identify where the layer cannot be queried. Immutable.
 */
final class ArcGisQuery {

    private static final Pattern NOT_FOUND = Pattern.compile("(?i)\\b404\\b|not found|not exist|no such");
    private static final Pattern PAGINATION = Pattern.compile("(?i)paginat|resultRecordCount");

    /** Numbers, and dates as they are written here: formatted in other replies. */
    private static final Pattern NOT_A_TEXT =
            Pattern.compile("\\s*|[-+]?[\\d.,\\s]+(?:[eE][-+]?\\d+)?|[-+]?\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z");

    /**
     * Where the search stands.
     *
     * @param tooLarge the reply that was too large to be read; null if none was
     * @param coveringAsked whether the server was asked for what covers the point
     */
    private record State(BoxSearch search, Replies.@Nullable Refused tooLarge, boolean coveringAsked) {

        State with(BoxSearch next) {
            return new State(next, tooLarge, coveringAsked);
        }

        State withCoveringAsked(Replies.@Nullable Refused because) {
            return new State(search, because, true);
        }
    }

    private final ArcGisTalk talk;
    private final ArcGisIdentify identify;

    ArcGisQuery(ArcGisTalk talk, ArcGisIdentify identify) {
        this.talk = talk;
        this.identify = identify;
    }

    Step ask(ArcGisTurn turn) {
        BoxSearch search = talk.search();
        State state = new State(turn.known().isCrowded() ? search.withinTolerance() : search, null, false);
        boolean coveringWillDo = turn.known().isLarge() && !talk.lookup().geometry();
        return coveringWillDo ? askCovering(turn, state.withCoveringAsked(null)) : askBox(turn, state);
    }

    private Step askBox(ArcGisTurn turn, State state) {
        int count = turn.known().isWithoutPaging() ? 0 : state.search().count();
        return talk.send(
                turn,
                talk.requests().query(state.search().half(), count),
                ArcGisTalk.WITH_GEOMETRY,
                state.search().crowded(),
                after -> part(after, state),
                (after, read) -> read instanceof Replies.Refused refused
                        ? onRefused(after, state, refused)
                        : onFeatures(after, state, (Replies.Understood) read));
    }

    /** How the same can be asked together with other layers; null if it cannot. */
    private @Nullable Part part(ArcGisTurn turn, State state) {
        if (turn.known().isLarge()) {
            return null;
        } else if (ArcGisPart.mayBeQueried(talk)) {
            return ArcGisPart.queried(
                    talk, state.search().half(), turn, understood -> onFeatures(turn, state, understood));
        }
        boolean identifiable = ArcGisPart.mayStandInForQuery(talk)
                && turn.known().isText()
                && !state.search().isNarrowed();
        return identifiable
                ? ArcGisPart.identified(
                        talk,
                        state.search().half(),
                        turn,
                        turn.known().lackingForIdentify(state.search().half()).orElse(null),
                        understood -> onFeatures(turn, state, understood))
                : null;
    }

    private Step onFeatures(ArcGisTurn turn, State state, Replies.Understood understood) {
        List<Candidate> candidates = talk.hits(understood);
        if (isValueMissing(candidates) && turn.hasCallsLeft()) {
            return identify.ask(turn.with(turn.known().withValueIdentified()));
        }
        BoxSearch.Hits hits =
                state.search().judge(candidates, understood.reply().truncated());
        Optional<BoxSearch> next = turn.hasCallsLeft() ? hits.next() : Optional.empty();
        return next.isPresent()
                ? askBox(withCrowd(turn, state), state.with(next.get()))
                : understood.answer(
                        hits.all(), hits.areTruncated(), hits.completeMetres(), learned(turn.known(), candidates));
    }

    /** Boxes larger than the tolerance needs are not asked again once one held more than a reply. */
    private static ArcGisTurn withCrowd(ArcGisTurn turn, State state) {
        return state.search().isWide() ? turn.with(turn.known().withCrowd()) : turn;
    }

    /** Whether only identify can know the property. */
    private boolean isValueMissing(List<Candidate> candidates) {
        return talk.wantsValue()
                && !candidates.isEmpty()
                && candidates.stream()
                        .allMatch(candidate -> PropertyMatch.find(
                                        candidate.properties().keySet(), ReplyReader.IDENTIFY_VALUE)
                                .isEmpty());
    }

    private Facts learned(ArcGisLayerFacts known, List<Candidate> candidates) {
        boolean text = candidates.stream()
                .flatMap(this::value)
                .anyMatch(value -> !NOT_A_TEXT.matcher(value).matches());
        return text ? known.withText().facts() : known.facts();
    }

    private Stream<String> value(Candidate candidate) {
        Map<String, @Nullable String> properties = candidate.properties();
        return PropertyMatch.find(properties.keySet(), talk.lookup().service().property())
                .map(properties::get)
                .filter(Objects::nonNull)
                .stream();
    }

    private Step onRefused(ArcGisTurn turn, State state, Replies.Refused refused) {
        if (refused.reason() == Reason.TOO_LARGE && state.search().isWide() && turn.hasCallsLeft()) {
            return askBox(withCrowd(turn, state), state.with(state.search().withinTolerance()));
        } else if (refused.reason() == Reason.TOO_LARGE) {
            return state.coveringAsked() || !turn.hasCallsLeft()
                    ? refused.failure(turn.facts())
                    : askCovering(turn, state.withCoveringAsked(refused));
        }
        boolean serverAnswered = refused.reason() == Reason.SERVICE_EXCEPTION && turn.hasCallsLeft();
        boolean paged = !turn.known().isWithoutPaging();
        if (serverAnswered && paged && PAGINATION.matcher(refused.message()).find()) {
            return askBox(turn.with(turn.known().withoutPaging()), state);
        }
        boolean mayBeIdentified = talk.endpoint().kind() == ArcGisEndpoint.Kind.MAP
                && !state.search().isNarrowed()
                && !NOT_FOUND.matcher(refused.message()).find();
        return serverAnswered && mayBeIdentified
                ? identify.askInstead(turn, refused)
                : refused.failureUnless(state.search().crowded(), turn.facts());
    }

    private Step askCovering(ArcGisTurn turn, State state) {
        return talk.send(
                turn,
                talk.requests().covering(),
                ArcGisTalk.WITHOUT_GEOMETRY,
                state.search().crowded(),
                ArcGisTalk.Sharing.NONE,
                (after, read) -> onCovering(after, state, read));
    }

    private Step onCovering(ArcGisTurn turn, State state, Replies.Outcome read) {
        if (read instanceof Replies.Refused refused) {
            return withoutCovering(turn, state, "asked for what covers the point, it failed: " + refused.message());
        }
        Replies.Understood understood = (Replies.Understood) read;
        List<Candidate> covering = understood.covering();
        return covering.isEmpty()
                ? withoutCovering(turn, state, "nothing covers the point")
                : understood.answer(covering, turn.known().withLarge().facts());
    }

    /** What is near the point without covering it can only be found in the box. */
    private Step withoutCovering(ArcGisTurn turn, State state, String why) {
        Replies.Refused tooLarge = state.tooLarge();
        return tooLarge == null
                ? askBox(turn, state)
                : tooLarge.saying(why).failure(turn.known().withLarge().facts());
    }
}
