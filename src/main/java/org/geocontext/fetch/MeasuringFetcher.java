package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outermost layer: counts what became of each call, and turns a bug below into a failure like any other. */
final class MeasuringFetcher implements Fetcher {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuringFetcher.class);

    private final Fetcher next;
    private final Origins origins;
    private final GeoContextMetrics metrics;
    private final Time time;

    MeasuringFetcher(Fetcher next, Origins origins, GeoContextMetrics metrics, Time time) {
        this.next = next;
        this.origins = origins;
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
        Origin origin = call.origin();
        Duration total = outcome.timing().total();
        if (outcome instanceof HttpReply reply) {
            if (reply.status() >= 400) {
                boolean unauthorized = reply.status() == 401 || reply.status() == 403;
                origins.of(origin).failed(unauthorized ? Reason.UNAUTHORIZED : Reason.HTTP_STATUS);
            }
            metrics.callEnded(origin.toString(), reply.status() / 100 + "xx", total, reply.body().length);
        } else {
            Reason reason = ((CallFailure) outcome).reason();
            metrics.callEnded(origin.toString(), reason.code(), total, 0);
            origins.of(origin).failed(reason);
        }
        return outcome;
    }
}
