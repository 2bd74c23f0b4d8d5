package org.geocontext.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.CallTrace;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Asks again what is worth asking again ({@link RetryRule}), within the origin's {@link RepeatBudget} and the query's
 * deadline. A Retry-After is kept to by the call that got it, and by every later call to that origin ({@link Pauses}).
 */
final class RetryingFetcher implements Fetcher {

    private final Fetcher next;
    private final int retriesPerCall;
    private final RepeatBudget budget;
    private final Pauses pauses;
    private final Time time;
    private final DoubleSupplier random;
    private final Consumer<Origin> onRetry;

    /**
     * Wraps a fetcher.
     *
     * @param random from 0 to 1, for the jitter
     * @param onRetry hears of every retry
     */
    RetryingFetcher(
            Fetcher next,
            int retriesPerCall,
            RepeatBudget budget,
            Pauses pauses,
            Time time,
            DoubleSupplier random,
            Consumer<Origin> onRetry) {
        this.next = next;
        this.retriesPerCall = retriesPerCall;
        this.budget = budget;
        this.pauses = pauses;
        this.time = time;
        this.random = random;
        this.onRetry = onRetry;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        budget.requested(call.origin());
        Tries tries = new Tries(call, scope);
        tries.begin();
        return tries.outcome;
    }

    private final class Tries {

        private final HttpCall call;
        private final CallScope scope;
        private final Origin origin;
        private final long asked = time.nanos();
        private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
        private @Nullable FetchOutcome lastOutcome;
        private int failed;

        Tries(HttpCall call, CallScope scope) {
            this.call = call;
            this.scope = scope;
            this.origin = call.origin();
        }

        void begin() {
            Duration pause = pauses.left(origin);
            if (pause.isZero()) {
                send();
            } else if (fits(pause)) {
                sendAfter(pause);
            } else {
                fail(
                        Reason.TIMEOUT,
                        "not sent: " + origin + " asked for a pause of another " + Failures.text(pause)
                                + ", which is past the query's deadline");
            }
        }

        private void send() {
            next.fetch(call, scope).whenComplete((reply, bug) -> {
                if (reply == null) {
                    outcome.completeExceptionally(bug);
                } else {
                    judge(reply);
                }
            });
        }

        private void judge(FetchOutcome reply) {
            if (lastOutcome != null && isTurnedAway(reply)) {
                settle(lastOutcome);
                return;
            }
            lastOutcome = reply;
            Optional<Duration> retryAfter = RetryRule.retryAfter(reply, time.now());
            retryAfter.ifPresent(wanted -> pauses.pause(origin, wanted));
            failed++;
            if (!RetryRule.worthRetrying(reply) || failed > retriesPerCall || scope.isCancelled()) {
                settle(reply);
                return;
            }
            Duration backoff = RetryRule.backoff(failed, random.getAsDouble());
            Duration wait =
                    retryAfter.filter(wanted -> wanted.compareTo(backoff) > 0).orElse(backoff);
            if (fits(wait) && budget.tryRepeat(origin)) {
                onRetry.accept(origin);
                sendAfter(wait);
            } else {
                settle(reply);
            }
        }

        /** By the breaker that opened in the meantime: what the server said before tells more. */
        private boolean isTurnedAway(FetchOutcome reply) {
            return reply instanceof CallFailure failure && failure.reason() == Reason.BREAKER_OPEN;
        }

        private boolean fits(Duration wait) {
            return wait.compareTo(scope.deadline().remaining()) < 0;
        }

        private void sendAfter(Duration wait) {
            CompletableFuture<Boolean> waited = new CompletableFuture<>();
            Runnable disarm = time.after(wait, () -> waited.complete(true));
            Runnable forget = scope.onCancel(() -> waited.complete(false));
            waited.thenAccept(uncancelled -> {
                disarm.run();
                forget.run();
                if (uncancelled) {
                    send();
                } else {
                    fail(Reason.CANCELLED, "cancelled");
                }
            });
        }

        private void fail(Reason reason, String message) {
            Duration total = time.since(asked);
            CallTiming timing = lastOutcome == null
                    ? new CallTiming(time.now(), total, total)
                    : traced(lastOutcome).within(lastOutcome.timing().queued(), total);
            outcome.complete(new CallFailure(reason, message, timing));
        }

        private void settle(FetchOutcome reply) {
            Duration queued = reply.timing().queued();
            outcome.complete(Outcomes.withTiming(reply, traced(reply).within(queued, time.since(asked))));
        }

        private CallTiming traced(FetchOutcome reply) {
            CallTiming timing = reply.timing();
            CallTrace trace = timing.trace();
            return failed > 1 ? timing.withTrace(trace.withRequests(failed)) : timing;
        }
    }
}
