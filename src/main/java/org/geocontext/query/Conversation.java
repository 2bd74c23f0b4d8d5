package org.geocontext.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.geocontext.source.Facts;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;

/** One service being asked in a run: a chain of steps, never two at once, up to an ending. */
final class Conversation {

    /** More calls than any conversation needs; a source that goes past it has a bug, and the query must not suffer. */
    private static final int MAX_CALLS = 32;

    /**
     * What is said about a service.
     *
     * @param failed whether asking failed, even if an old answer stands in
     * @param url what answered or was asked last, without secrets; null if nothing was
     * @param age of an answer from the cache; null for a fresh one
     */
    record Said(
            List<Reduction.Finding> findings,
            boolean failed,
            @Nullable String url,
            @Nullable Instant askedAt,
            @Nullable Duration age) {

        static Said fresh(List<Reduction.Finding> findings, Step.Answer answer) {
            return new Said(findings, false, answer.url(), answer.askedAt(), null);
        }

        /** @param failed whether it stands in for an answer that could not be had */
        static Said recalled(List<Reduction.Finding> findings, Recalled answer, boolean failed) {
            return new Said(findings, failed, answer.source(), answer.askedAt(), answer.age());
        }

        static Said failed(Reason reason, String message, @Nullable String url, @Nullable Instant askedAt) {
            Reduction.Finding finding = new Reduction.Finding(Status.FAILED, null, null, reason, message, null, null);
            return new Said(List.of(finding), true, url, askedAt, null);
        }
    }

    /** What a conversation came to, and how long that took. */
    record Ending(Said said, int elapsedMillis) {}

    private final Lookup lookup;
    private final Facts known;
    private final QueryRun run;
    private int calls;
    private volatile @Nullable HttpCall lastCall;
    private volatile @Nullable Ending ending;

    Conversation(Lookup lookup, Facts known, QueryRun run) {
        this.lookup = lookup;
        this.known = known;
        this.run = run;
    }

    Lookup lookup() {
        return lookup;
    }

    @Nullable
    Ending ending() {
        return ending;
    }

    /** Only the run sets it, once. */
    void setEnding(Ending reached) {
        ending = reached;
    }

    /** Remembers what is sent; false if there have been so many that the conversation has ended instead. */
    boolean sends(HttpCall call) {
        lastCall = call;
        if (++calls > MAX_CALLS) {
            fail(Reason.MALFORMED, "no usable answer after " + MAX_CALLS + " requests");
            return false;
        }
        return true;
    }

    /** Goes on with a step; what it wants to be sent next, if it has not ended. Never throws. */
    Optional<PendingAsk> advance(Supplier<Step> next) {
        try {
            Step step = next.get();
            if (step instanceof Step.Ask ask) {
                return Optional.of(new PendingAsk(lookup, ask));
            } else if (step instanceof Step.Answer answer) {
                run.learn(lookup, answer.learned().since(known));
                run.settle(this, run.answered(lookup, answer));
            } else if (step instanceof Step.Failure failure) {
                run.learn(lookup, failure.learned().since(known));
                run.settle(this, run.failed(lookup, failure));
            }
        } catch (RuntimeException | StackOverflowError e) {
            QueryRun.LOG.error("Asking service {} failed", lookup.service().key(), e);
            fail(Reason.MALFORMED, "the reply could not be handled");
        }
        return Optional.empty();
    }

    void fail(Reason reason, String message) {
        run.settle(this, Said.failed(reason, message, lastUrl(), null));
    }

    /** The ending, or that there was none for this reason. */
    Ending endingOr(Reason reason, String message, int elapsedMillis) {
        Ending reached = ending;
        return reached != null ? reached : new Ending(Said.failed(reason, message, lastUrl(), null), elapsedMillis);
    }

    /** What was asked last, without secrets. */
    private @Nullable String lastUrl() {
        HttpCall call = lastCall;
        return call == null ? null : call.displayUrl();
    }
}
