package org.geocontext.fetch;

import java.util.concurrent.CompletableFuture;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;

/**
 * Sends calls. Implementations are layers around one client: each adds one manner. Thread-safe; never blocks the
 * caller.
 */
@FunctionalInterface
public interface Fetcher {

    /**
     * Sends a call.
     *
     * @param scope the query it belongs to: the future completes at its deadline or cancellation at the latest
     * @return never completes exceptionally: failures are {@link org.geocontext.http.CallFailure} values. It may
     *     complete on an I/O thread, so whatever follows and is not trivial belongs on another executor.
     */
    CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope);
}
