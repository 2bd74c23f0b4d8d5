package org.geocontext.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.geocontext.http.Reason;

/** All that a layer of an ArcGIS server has in a box, by one query. Immutable. */
final class ArcGisArea {

    private static final Pattern PAGINATION = Pattern.compile("(?i)paginat|resultRecordCount");

    private final AreaLookup lookup;
    private final ArcGisTalk talk;

    private ArcGisArea(AreaLookup lookup, ArcGisTalk talk) {
        this.lookup = lookup;
        this.talk = talk;
    }

    /** Empty if the layer is none of features, or known not to be queried. */
    static Optional<Step> begin(AreaLookup lookup, Facts facts) {
        ArcGisTalk talk = new ArcGisTalk(lookup.atCentre());
        ArcGisEndpoint endpoint = talk.endpoint();
        ArcGisLayerFacts known =
                new ArcGisLayerFacts(facts, endpoint.layer(), lookup.service().property());
        boolean askable = endpoint.kind() != ArcGisEndpoint.Kind.IMAGE
                && !endpoint.layer().isEmpty()
                && !known.isIdentified()
                && !known.isLarge()
                && !talk.wantsValue();
        if (!askable) {
            return Optional.empty();
        }
        ArcGisArea area = new ArcGisArea(lookup, talk);
        ArcGisTurn turn = new ArcGisTurn(known, 0, false);
        return Optional.of(
                talk.login().isDue(facts)
                        ? talk.login().logIn(facts, withToken -> area.ask(turn.withToken(withToken)))
                        : area.ask(turn));
    }

    private Step ask(ArcGisTurn turn) {
        int count = turn.known().isWithoutPaging() ? 0 : lookup.most();
        return talk.send(
                turn,
                talk.requests().query(lookup.box(), count),
                ArcGisTalk.WITH_GEOMETRY,
                (after, read) -> read instanceof Replies.Refused refused
                        ? onRefused(after, refused)
                        : onFeatures(after, (Replies.Understood) read));
    }

    private Step onRefused(ArcGisTurn turn, Replies.Refused refused) {
        boolean unpaged = refused.reason() == Reason.SERVICE_EXCEPTION
                && turn.hasCallsLeft()
                && !turn.known().isWithoutPaging()
                && PAGINATION.matcher(refused.message()).find();
        return unpaged ? ask(turn.with(turn.known().withoutPaging())) : refused.failure(turn.facts());
    }

    private Step onFeatures(ArcGisTurn turn, Replies.Understood understood) {
        List<Candidate> candidates = talk.hits(understood);
        if (candidates.stream().anyMatch(candidate -> candidate.geometry() == null)) {
            return new Step.Failure(
                    Reason.UNSUPPORTED,
                    "features without a geometry",
                    understood.url(),
                    understood.askedAt(),
                    turn.facts());
        }
        boolean cut = understood.reply().truncated() || candidates.size() >= lookup.most();
        return understood.answer(candidates, cut, turn.facts());
    }
}
