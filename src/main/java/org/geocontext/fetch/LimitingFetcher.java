package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;

/** Lets a call through when {@link Permits} has one for it; until then it waits, and no thread with it. */
final class LimitingFetcher implements Fetcher {

    private final Fetcher next;
    private final Permits permits;
    private final Time time;

    LimitingFetcher(Fetcher next, Permits permits, Time time) {
        this.next = next;
        this.permits = permits;
        this.time = time;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        Waiting waiting = new Waiting(call, scope);
        permits.acquire(call.origin(), scope, waiting);
        return waiting.outcome;
    }

    private final class Waiting implements Permits.Applicant {

        private final HttpCall call;
        private final CallScope scope;
        private final long asked = time.nanos();
        private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();

        Waiting(HttpCall call, CallScope scope) {
            this.call = call;
            this.scope = scope;
        }

        @Override
        public void granted(Runnable release) {
            Duration queued = time.since(asked);
            send().whenComplete((reply, bug) -> {
                release.run();
                if (reply == null) {
                    outcome.completeExceptionally(bug);
                } else {
                    outcome.complete(delayed(reply, queued));
                }
            });
        }

        private CompletableFuture<FetchOutcome> send() {
            try {
                return next.fetch(call, scope);
            } catch (RuntimeException bug) {
                return CompletableFuture.failedFuture(bug);
            }
        }

        @Override
        public void refused(Reason reason) {
            Duration queued = time.since(asked);
            String message = reason == Reason.TIMEOUT
                    ? "not sent: the query's deadline came after " + Failures.text(queued) + " in the queue for "
                            + call.origin()
                    : "not sent: cancelled";
            outcome.complete(new CallFailure(reason, message, new CallTiming(time.now(), queued, queued)));
        }

        private FetchOutcome delayed(FetchOutcome reply, Duration queued) {
            return Outcomes.withTiming(reply, reply.timing().within(queued, time.since(asked)));
        }
    }
}
