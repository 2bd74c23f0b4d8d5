package org.geocontext.source;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
     * @param completeMetres how far from the point, at least, nothing is missing among the candidates; 0 if that is
     *     known of what covers the point only, {@link #INCOMPLETE} if not even of that
     * @param url what answered, without secrets
     * @param askedAt when it was asked
     * @param learned to be known next time at this endpoint
     */
    record Answer(
            List<Candidate> candidates,
            boolean truncated,
            double completeMetres,
            String url,
            Instant askedAt,
            Facts learned)
            implements Step {

        /** Something may be missing even of what covers the point. */
        public static final double INCOMPLETE = -1;

        public Answer {
            candidates = List.copyOf(candidates);
        }

        /** An answer that tells about the point only, if it was not cut short. */
        public Answer(List<Candidate> candidates, boolean truncated, String url, Instant askedAt, Facts learned) {
            this(candidates, truncated, truncated ? INCOMPLETE : 0, url, askedAt, learned);
        }
    }

    /**
     * The server did not answer.
     *
     * @param message one sentence for a person, without secrets
     * @param status of the HTTP reply; 0 if there was none
     * @param url what was asked last, without secrets; null if nothing was
     * @param learned to be known next time at this endpoint
     */
    record Failure(
            Reason reason,
            String message,
            int status,
            @Nullable String url,
            @Nullable Instant askedAt,
            Facts learned) implements Step {

        private static final Set<Reason> NO_REPLY =
                Set.of(Reason.CONNECT, Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.BREAKER_OPEN);

        private static final int TOO_MANY_REQUESTS = 429;

        /** A failure without an HTTP reply. */
        public Failure(Reason reason, String message, @Nullable String url, @Nullable Instant askedAt, Facts learned) {
            this(reason, message, 0, url, askedAt, learned);
        }

        /** Whether the origin is in trouble, rather than the question wrong. */
        public boolean isOfOrigin() {
            return NO_REPLY.contains(reason) || status >= 500 || status == TOO_MANY_REQUESTS;
        }
    }
}
