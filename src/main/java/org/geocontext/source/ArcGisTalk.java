package org.geocontext.source;

import java.util.List;
import java.util.function.BiFunction;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Crs;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/** What all ways of asking one lookup of an ArcGIS server have in common. Immutable. */
final class ArcGisTalk {

    static final Replies.Reader WITH_GEOMETRY = reply -> ReplyReader.read(reply, ReadOptions.DEFAULT);
    static final Replies.Reader WITHOUT_GEOMETRY =
            reply -> ReplyReader.read(reply, ReadOptions.DEFAULT.withGeometry(false));

    /** How a call may be shared. */
    @FunctionalInterface
    interface Sharing {

        Sharing NONE = turn -> null;

        /** @param turn after the call, or after the shared one in its place */
        @Nullable
        Part part(ArcGisTurn turn);
    }

    private final Lookup lookup;
    private final ArcGisEndpoint endpoint;
    private final ArcGisRequests requests;
    private final ArcGisLogin login;
    private final BoxSearch search;
    private final Georeference georeference;

    ArcGisTalk(Lookup lookup) {
        this.lookup = lookup;
        this.endpoint = ArcGisEndpoint.of(lookup.service());
        this.requests = new ArcGisRequests(lookup, endpoint);
        this.login = new ArcGisLogin(lookup.service(), endpoint);
        this.search = BoxSearch.of(lookup);
        this.georeference = new Georeference(Crs.WGS84, lookup.point(), search.reach());
    }

    Lookup lookup() {
        return lookup;
    }

    ArcGisEndpoint endpoint() {
        return endpoint;
    }

    ArcGisRequests requests() {
        return requests;
    }

    ArcGisLogin login() {
        return login;
    }

    /** The search for a box before anything is known of what is in it. */
    BoxSearch search() {
        return search;
    }

    List<Candidate> hits(Replies.Understood understood) {
        return ArcGisHits.ofLayer(understood, georeference);
    }

    /** Whether the property means what identify itself calls the value. */
    boolean wantsValue() {
        return endpoint.kind() == ArcGisEndpoint.Kind.MAP
                && lookup.service().property().equalsIgnoreCase(ReplyReader.IDENTIFY_VALUE);
    }

    /** As {@link #send(ArcGisTurn, HttpCall, Replies.Reader, List, Sharing, BiFunction)}, never shared. */
    Step send(
            ArcGisTurn turn, HttpCall call, Replies.Reader reader, BiFunction<ArcGisTurn, Replies.Outcome, Step> then) {
        return send(turn, call, reader, List.of(), Sharing.NONE, then);
    }

    /**
     * Sends a call with the token there is; once per conversation a refused token is replaced.
     *
     * @param found what earlier replies left, better than nothing if no reply comes
     * @param then what follows from a reply
     */
    Step send(
            ArcGisTurn turn,
            HttpCall call,
            Replies.Reader reader,
            List<Candidate> found,
            Sharing sharing,
            BiFunction<ArcGisTurn, Replies.Outcome, Step> then) {
        HttpCall signed = login.sign(call, turn.facts());
        return new Step.Ask(
                signed,
                outcome -> {
                    Replies.Outcome read = Replies.read(signed, outcome, reader);
                    if (read instanceof Replies.Refused refused) {
                        boolean tokenRefused = refused.reason() == Reason.UNAUTHORIZED && login.isPossible();
                        if (tokenRefused && !turn.loggedIn()) {
                            return login.logIn(
                                    turn.facts(),
                                    token -> send(turn.withToken(token), call, reader, found, sharing, then));
                        }
                        boolean unanswered = !refused.replied() && refused.reason() != Reason.TOO_LARGE;
                        if (unanswered) {
                            return refused.failureUnless(found, turn.facts());
                        }
                    }
                    return then.apply(turn.afterCall(), read);
                },
                sharing.part(turn.afterCall()));
    }
}
