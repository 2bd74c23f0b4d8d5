package org.geocontext.fetch;

import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;

/** Outcomes seen from an outer layer. */
final class Outcomes {

    private Outcomes() {}

    static FetchOutcome withTiming(FetchOutcome outcome, CallTiming timing) {
        if (outcome instanceof HttpReply reply) {
            return new HttpReply(reply.uri(), reply.status(), reply.headers(), reply.body(), timing);
        }
        CallFailure failure = (CallFailure) outcome;
        return new CallFailure(failure.reason(), failure.message(), timing, failure.replyBegan());
    }
}
