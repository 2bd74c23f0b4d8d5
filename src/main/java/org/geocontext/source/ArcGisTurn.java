package org.geocontext.source;

/**
 * How far a conversation with an ArcGIS server has come. Immutable.
 *
 * @param calls sent so far, those for a token not counted
 * @param loggedIn whether a token was got in this conversation
 */
record ArcGisTurn(ArcGisLayerFacts known, int calls, boolean loggedIn) {

    /** Two more may be spent on a token. */
    private static final int MOST_CALLS = 6;

    Facts facts() {
        return known.facts();
    }

    boolean hasCallsLeft() {
        return calls < MOST_CALLS;
    }

    ArcGisTurn afterCall() {
        return new ArcGisTurn(known, calls + 1, loggedIn);
    }

    ArcGisTurn with(ArcGisLayerFacts learned) {
        return new ArcGisTurn(learned, calls, loggedIn);
    }

    ArcGisTurn withToken(Facts withToken) {
        return new ArcGisTurn(known.with(withToken), calls, true);
    }
}
