package org.geocontext.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;

/**
 * The last layer before a request is sent: asks the breaker whether it may be, and tells the breaker, the limit and the
 * statistics of its origin what became of it.
 */
final class ObservingFetcher implements Fetcher {

    private final Fetcher next;
    private final Origins origins;
    private final Function<HttpCall, EndpointLatency> latencies;
    private final Time time;

    /** @param latencies where the latency of a call is learned */
    ObservingFetcher(Fetcher next, Origins origins, Function<HttpCall, EndpointLatency> latencies, Time time) {
        this.next = next;
        this.origins = origins;
        this.latencies = latencies;
        this.time = time;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        OriginRecord record = origins.of(call.origin());
        Optional<Breaker.Pass> pass = record.breaker().tryPass();
        if (pass.isEmpty()) {
            CallTiming timing = new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
            String why = record.breaker().refusal();
            return CompletableFuture.completedFuture(new CallFailure(Reason.BREAKER_OPEN, why, timing));
        }
        EndpointLatency endpoint = latencies.apply(call);
        OriginRecord.Request request = record.send(endpoint);
        return send(call, scope).whenComplete((outcome, bug) -> {
            Verdict verdict = outcome == null ? Verdict.NOTHING : Verdict.of(outcome, scope, endpoint);
            pass.get().ended(verdict);
            request.ended(verdict, outcome);
        });
    }

    private CompletableFuture<FetchOutcome> send(HttpCall call, CallScope scope) {
        try {
            return next.fetch(call, scope);
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }
}
