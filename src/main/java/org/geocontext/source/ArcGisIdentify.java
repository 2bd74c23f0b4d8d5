package org.geocontext.source;

import java.util.List;
import java.util.regex.Pattern;
import org.geocontext.http.HttpCall;
import org.jspecify.annotations.Nullable;

/** What a map shows at the point, for layers that cannot be queried. Immutable. */
final class ArcGisIdentify {

    private static final Replies.Reader DESCRIPTION =
            reply -> EsriDocument.read(reply, document -> document.get("type"));

    private static final Pattern SERVER_TROUBLE = Pattern.compile("^5\\d\\d\\b");

    private final ArcGisTalk talk;

    ArcGisIdentify(ArcGisTalk talk) {
        this.talk = talk;
    }

    /** Identifies in a layer that is known to be there. */
    Step ask(ArcGisTurn turn) {
        return talk.send(
                turn,
                call(),
                ArcGisTalk.WITH_GEOMETRY,
                List.of(),
                this::part,
                (after, read) -> read instanceof Replies.Refused refused
                        ? refused.failure(after.facts())
                        : onIdentified(after, (Replies.Understood) read));
    }

    private HttpCall call() {
        return talk.requests().identify(half());
    }

    private double half() {
        return talk.search().withinTolerance().half();
    }

    private Step onIdentified(ArcGisTurn turn, Replies.Understood understood) {
        return understood.answer(talk.hits(understood), turn.facts());
    }

    /** Layers are named one by one in the request, and in the reply: it is the same request for each. */
    private @Nullable Part part(ArcGisTurn turn) {
        return ArcGisPart.mayBeIdentified(talk)
                ? ArcGisPart.identified(talk, half(), turn, null, understood -> onIdentified(turn, understood))
                : null;
    }

    /**
     * Identifies in a layer that refuses to be queried.
     *
     * @param query what the query was refused with: it tells more than a second refusal
     */
    Step askInstead(ArcGisTurn turn, Replies.Refused query) {
        return talk.send(
                turn,
                call(),
                ArcGisTalk.WITH_GEOMETRY,
                (after, read) -> read instanceof Replies.Refused
                        ? query.failure(after.facts())
                        : onIdentifiedInstead(after, (Replies.Understood) read, query));
    }

    private Step onIdentifiedInstead(ArcGisTurn turn, Replies.Understood understood, Replies.Refused query) {
        List<Candidate> hits = talk.hits(understood);
        return hits.isEmpty() && turn.hasCallsLeft()
                ? askWhetherThere(turn, understood, query)
                : understood.answer(hits, learned(turn, query));
    }

    /** Identify finds nothing in a layer that is not there: whether it is, the layer itself must say. */
    private Step askWhetherThere(ArcGisTurn turn, Replies.Understood nothing, Replies.Refused query) {
        return talk.send(
                turn,
                talk.requests().layerInfo(),
                DESCRIPTION,
                (after, read) -> read instanceof Replies.Refused
                        ? query.failure(after.facts())
                        : nothing.answer(List.of(), learned(after, query)));
    }

    /** A refusal that is the server's passing trouble is no reason to ask otherwise for ever. */
    private static Facts learned(ArcGisTurn turn, Replies.Refused query) {
        return SERVER_TROUBLE.matcher(query.message()).find()
                ? turn.facts()
                : turn.known().withIdentified().facts();
    }
}
