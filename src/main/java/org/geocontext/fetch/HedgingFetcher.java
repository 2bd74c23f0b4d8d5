package org.geocontext.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.metrics.Meter;

/**
 * Sends a request a second time when it has taken longer than 95 of 100 to its endpoint, and takes the reply that comes
 * first; the other request is cancelled. Only where there is a permit that nobody waits for, where the catalogue has no
 * rate, and for a few of a hundred requests ({@link RepeatBudget}).
 *
 * <p>A second request may only be quicker, nothing else: whatever it comes to but a good reply is dropped, and what the
 * first one comes to is the outcome, its time limits included.
 */
final class HedgingFetcher implements Fetcher {

    /** Sooner there is nothing to be gained. */
    private static final Duration SOONEST = Duration.ofMillis(10);

    private final Fetcher next;
    private final Permits permits;
    private final Origins origins;
    private final RepeatBudget budget;
    private final Time time;

    HedgingFetcher(Fetcher next, Permits permits, Origins origins, RepeatBudget budget, Time time) {
        this.next = next;
        this.permits = permits;
        this.origins = origins;
        this.budget = budget;
        this.time = time;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        budget.requested(call.origin());
        EndpointLatency endpoint = origins.endpoint(call);
        Optional<Duration> p95 = endpoint.p95();
        if (p95.isEmpty() || origins.of(call.origin()).hasRate()) {
            return next.fetch(call, scope);
        }
        Race race = new Race(call, scope, endpoint);
        race.start(p95.get().compareTo(SOONEST) < 0 ? SOONEST : p95.get());
        return race.outcome;
    }

    /** One or two requests for the same call. */
    private final class Race {

        private final HttpCall call;
        private final EndpointLatency endpoint;
        private final CallScope first;
        private final CallScope second;
        private final long startedNanos = time.nanos();
        private final Alarm alarm = new Alarm(time);
        private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();

        Race(HttpCall call, CallScope scope, EndpointLatency endpoint) {
            this.call = call;
            this.endpoint = endpoint;
            first = scope.within();
            second = scope.within();
        }

        void start(Duration patience) {
            next.fetch(call, first).whenComplete((reply, bug) -> {
                if (reply == null) {
                    outcome.completeExceptionally(bug);
                } else {
                    outcome.complete(reply);
                }
                alarm.clear();
                second.cancel();
            });
            alarm.set(patience, this::hedge);
            if (outcome.isDone()) {
                alarm.clear();
            }
        }

        private void hedge() {
            if (outcome.isDone()) {
                return;
            }
            permits.tryAcquire(call.origin()).ifPresent(release -> {
                if (budget.tryRepeat(call.origin())) {
                    origins.of(call.origin()).count(Meter.FETCH_HEDGES);
                    next.fetch(call, second).whenComplete((reply, bug) -> {
                        release.run();
                        offer(reply);
                    });
                } else {
                    release.run();
                }
            });
        }

        private void offer(FetchOutcome reply) {
            if (reply instanceof HttpReply good && good.status() < 400 && outcome.complete(good)) {
                endpoint.exceeded(time.since(startedNanos));
                first.cancel();
            }
        }
    }
}
