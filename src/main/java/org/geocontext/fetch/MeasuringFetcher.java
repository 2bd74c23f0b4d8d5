package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outermost layer: counts what became of each call, and turns a bug below into a failure like any other. */
final class MeasuringFetcher implements Fetcher {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuringFetcher.class);

    private final Fetcher next;
    private final GeoContextMetrics metrics;
    private final Time time;

    MeasuringFetcher(Fetcher next, GeoContextMetrics metrics, Time time) {
        this.next = next;
        this.metrics = metrics;
        this.time = time;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        long asked = time.nanos();
        CompletableFuture<FetchOutcome> outcome;
        try {
            outcome = next.fetch(call, scope);
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        return outcome.exceptionally(bug -> bug(call, bug, time.since(asked))).thenApply(done -> measured(call, done));
    }

    private FetchOutcome bug(HttpCall call, Throwable bug, Duration total) {
        LOG.error("Calling {} went wrong", call.displayUrl(), bug);
        CallTiming timing = new CallTiming(time.now(), Duration.ZERO, total);
        return new CallFailure(Reason.UNSUPPORTED, "not answered because of an internal error; see the log", timing);
    }

    private FetchOutcome measured(HttpCall call, FetchOutcome outcome) {
        metrics.callEnded(
                call.origin().toString(),
                outcome instanceof HttpReply reply
                        ? reply.status() / 100 + "xx"
                        : ((CallFailure) outcome).reason().code(),
                outcome.timing().total(),
                outcome instanceof HttpReply reply ? reply.body().length : 0);
        return outcome;
    }
}
