package org.geocontext.source;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/** Where a conversation with a server stands: something to send, or its end. */
public sealed interface Step {

    /**
     * Send this, then go on with what came of it.
     *
     * @param then pure; may be expensive (it parses), so it runs on the parsing pool
     * @param part how the same can be asked in a request shared with other lookups; null if it cannot
     */
    record Ask(
            HttpCall call,
            Function<FetchOutcome, Step> then,
            @Nullable Part part) implements Step {

        /** An ask that shares its request with nobody. */
        public Ask(HttpCall call, Function<FetchOutcome, Step> then) {
            this(call, then, null);
        }
    }

    /**
     * The server answered; no candidates means that nothing is there.
     *
     * @param truncated whether there was more than was fetched
     * @param url what answered, without secrets
     * @param askedAt when it was asked
     * @param learned to be known next time at this endpoint
     */
    record Answer(List<Candidate> candidates, boolean truncated, String url, Instant askedAt, Facts learned)
            implements Step {
        public Answer {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * The server did not answer.
     *
     * @param message one sentence for a person, without secrets
     * @param url what was asked last, without secrets; null if nothing was
     * @param learned to be known next time at this endpoint
     */
    record Failure(
            Reason reason,
            String message,
            @Nullable String url,
            @Nullable Instant askedAt,
            Facts learned) implements Step {}
}
