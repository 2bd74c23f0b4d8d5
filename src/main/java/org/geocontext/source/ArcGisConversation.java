package org.geocontext.source;

import org.geocontext.http.Reason;

/**
 * One lookup's way through the requests of {@link ArcGisRestSource}: with a token if it needs one, then what is known
 * to answer, or is likeliest to. Immutable.
 */
final class ArcGisConversation {

    private final ArcGisTalk talk;
    private final ArcGisPixels pixels;
    private final ArcGisIdentify identify;
    private final ArcGisQuery query;

    ArcGisConversation(Lookup lookup) {
        this.talk = new ArcGisTalk(lookup);
        this.pixels = new ArcGisPixels(talk);
        this.identify = new ArcGisIdentify(talk);
        this.query = new ArcGisQuery(talk, identify);
    }

    Step begin(Facts facts) {
        ArcGisEndpoint endpoint = talk.endpoint();
        if (endpoint.kind() != ArcGisEndpoint.Kind.IMAGE && endpoint.layer().isEmpty()) {
            return new Step.Failure(
                    Reason.UNSUPPORTED, "layer_typename: empty (expected: a layer id)", null, null, facts);
        }
        ArcGisLayerFacts known = new ArcGisLayerFacts(
                facts, endpoint.layer(), talk.lookup().service().property());
        ArcGisTurn turn = new ArcGisTurn(known, 0, false);
        return talk.login().isDue(facts)
                ? talk.login().logIn(facts, withToken -> ask(turn.withToken(withToken)))
                : ask(turn);
    }

    private Step ask(ArcGisTurn turn) {
        if (talk.endpoint().kind() == ArcGisEndpoint.Kind.IMAGE) {
            return pixels.ask(turn);
        }
        boolean identified =
                turn.known().isIdentified() || talk.wantsValue() && turn.known().isValueIdentified();
        return identified ? identify.ask(turn) : query.ask(turn);
    }
}
