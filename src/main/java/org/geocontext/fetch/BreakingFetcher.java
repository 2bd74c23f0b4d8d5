package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;

/**
 * Turns calls away at once while the {@link Breaker} of their origin is open, instead of letting them queue for it.
 * Those that had queued before it opened need no permit any more, and meet it in {@link ObservingFetcher}.
 */
final class BreakingFetcher implements Fetcher {

    private final Fetcher next;
    private final Origins origins;
    private final Time time;

    BreakingFetcher(Fetcher next, Origins origins, Time time) {
        this.next = next;
        this.origins = origins;
        this.time = time;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        Breaker breaker = origins.of(call.origin()).breaker();
        if (!breaker.isOpen()) {
            return next.fetch(call, scope);
        }
        CallTiming timing = new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
        return CompletableFuture.completedFuture(new CallFailure(Reason.BREAKER_OPEN, breaker.refusal(), timing));
    }
}
