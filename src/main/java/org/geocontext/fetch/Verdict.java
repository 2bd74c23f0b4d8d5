package org.geocontext.fetch;

import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;

/** What the outcome of a request says about the server, whatever it says to the caller. */
enum Verdict {
    /** It answers, be it with a refusal of this one request. */
    GOOD,
    /** It does not work. */
    FAILING,
    /** It had its time and did not answer. */
    LATE,
    /** It is not available for now, by a 503: as a rule because of too many requests at once. */
    BUSY,
    /** It says that there are too many requests, by a 429. */
    TOO_MUCH,
    /** Nothing: the request ended for a reason of ours, or before it came to the server. */
    NOTHING;

    /**
     * Judges an outcome.
     *
     * @param scope of the request: where its deadline came, the caller's patience ended and not the server's time
     * @param endpoint that was asked: a request that waited longer than its patience counts all the same
     */
    static Verdict of(FetchOutcome outcome, CallScope scope, EndpointLatency endpoint) {
        if (outcome instanceof HttpReply reply) {
            return ofStatus(reply.status());
        }
        CallFailure failure = (CallFailure) outcome;
        return switch (failure.reason()) {
            case CONNECT -> FAILING;
            case TIMEOUT -> {
                boolean impatient =
                        scope.deadline().expired() && failure.timing().total().compareTo(endpoint.patience()) < 0;
                yield impatient ? NOTHING : LATE;
            }
            case MALFORMED, TOO_LARGE -> GOOD;
            default -> NOTHING;
        };
    }

    private static Verdict ofStatus(int status) {
        if (status == 429) {
            return TOO_MUCH;
        }
        if (status == 503) {
            return BUSY;
        }
        return status >= 500 ? FAILING : GOOD;
    }
}
