package org.geocontext.admin;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.app.GeoContext;
import org.geocontext.codec.CodecException;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.http.Urls;

/** The calls for one request to look at a server, all against one deadline. Thread-safe. */
final class BrowseSession {

    static final Duration LIMIT = Duration.ofSeconds(20);

    /** Capabilities of thousands of layers have tens of megabytes. */
    private static final int LARGEST = 32 << 20;

    private final GeoContext engine;
    private final BrowseRequest request;
    private final CallScope scope = new CallScope(Deadline.after(LIMIT));

    BrowseSession(GeoContext engine, BrowseRequest request) {
        this.engine = engine;
        this.request = request;
    }

    /** Reads a reply. */
    @FunctionalInterface
    interface Reading<T> {
        T of(HttpReply reply) throws CodecException;
    }

    BrowseRequest request() {
        return request;
    }

    /** @return fails with a {@link BrowseFailure} where the server does */
    <T> CompletableFuture<T> ask(String url, Map<String, String> parameters, Reading<T> reading) {
        URI uri;
        try {
            uri = Urls.withParameters(url, parameters);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new BrowseFailure(Reason.UNSUPPORTED, "not a URL", false));
        }
        HttpCall call = new HttpCall(uri, Map.of(), null, request.auth(), request.internal(), null, Set.of(), LARGEST);
        return engine.fetch(call, scope, outcome -> read(outcome, reading));
    }

    private static <T> T read(FetchOutcome outcome, Reading<T> reading) {
        if (outcome instanceof CallFailure failure) {
            throw new BrowseFailure(failure.reason(), failure.message(), false);
        }
        try {
            return reading.of((HttpReply) outcome);
        } catch (CodecException e) {
            throw new BrowseFailure(e.reason(), String.valueOf(e.getMessage()), true);
        }
    }
}
