package org.geocontext.source;

import org.geocontext.http.Reason;

/** The pixel of an image service: identified, or sampled where it refuses that. Immutable. */
final class ArcGisPixels {

    private final ArcGisTalk talk;

    ArcGisPixels(ArcGisTalk talk) {
        this.talk = talk;
    }

    Step ask(ArcGisTurn turn) {
        return turn.known().isSampled() ? sample(turn) : identify(turn);
    }

    private Step identify(ArcGisTurn turn) {
        return talk.send(turn, talk.requests().pixel(), ArcGisTalk.WITHOUT_GEOMETRY, this::onIdentified);
    }

    private Step onIdentified(ArcGisTurn turn, Replies.Outcome read) {
        if (read instanceof Replies.Refused refused) {
            return refused.reason() == Reason.SERVICE_EXCEPTION
                    ? sampleInstead(turn, refused)
                    : refused.failure(turn.facts());
        }
        Replies.Understood understood = (Replies.Understood) read;
        return understood.answer(ArcGisHits.ofImage(understood), turn.facts());
    }

    private Step sample(ArcGisTurn turn) {
        return talk.send(
                turn,
                talk.requests().samples(),
                ArcGisTalk.WITHOUT_GEOMETRY,
                (after, read) -> read instanceof Replies.Refused refused
                        ? refused.failure(after.facts())
                        : onSampled(after, (Replies.Understood) read));
    }

    /** @param identify what identify was refused with: it tells more than a second refusal */
    private Step sampleInstead(ArcGisTurn turn, Replies.Refused identify) {
        return talk.send(
                turn,
                talk.requests().samples(),
                ArcGisTalk.WITHOUT_GEOMETRY,
                (after, read) -> read instanceof Replies.Refused
                        ? identify.failure(after.facts())
                        : onSampled(after, (Replies.Understood) read));
    }

    private static Step onSampled(ArcGisTurn turn, Replies.Understood understood) {
        return understood.answer(
                ArcGisHits.ofImage(understood), turn.known().withSampled().facts());
    }
}
