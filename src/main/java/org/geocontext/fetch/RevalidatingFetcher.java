package org.geocontext.fetch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;

/**
 * Asks whether a remembered reply has changed (RFC 9110, 13.1) instead of asking for it again: a 304 becomes the
 * remembered reply, with the timing of the 304. The server is asked every time; nothing is answered from memory alone.
 */
final class RevalidatingFetcher implements Fetcher {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** A service that sends one of these has its own mind about it. */
    private static final Set<String> CONDITIONS = Set.of(
            "if-none-match",
            "if-modified-since",
            "if-match",
            "if-unmodified-since",
            "range",
            "cache-control",
            "pragma");

    private final Fetcher next;
    private final RememberedReplies replies;
    private final Consumer<Origin> onRevalidated;

    /** @param onRevalidated hears of every call that a remembered reply was good for */
    RevalidatingFetcher(Fetcher next, RememberedReplies replies, Consumer<Origin> onRevalidated) {
        this.next = next;
        this.replies = replies;
        this.onRevalidated = onRevalidated;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        if (call.form() != null || hasConditions(call)) {
            return next.fetch(call, scope);
        }
        Optional<HttpReply> remembered = replies.find(call);
        HttpCall asked = remembered.map(reply -> conditional(call, reply)).orElse(call);
        return next.fetch(asked, scope)
                .thenApply(outcome -> outcome instanceof HttpReply reply ? settled(call, remembered, reply) : outcome);
    }

    private static boolean hasConditions(HttpCall call) {
        return call.headers().keySet().stream().anyMatch(name -> CONDITIONS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static HttpCall conditional(HttpCall call, HttpReply remembered) {
        Map<String, String> headers = new HashMap<>(call.headers());
        String etag = remembered.header("etag");
        String lastModified = remembered.header("last-modified");
        if (etag != null) {
            headers.put("If-None-Match", etag);
        }
        if (lastModified != null) {
            headers.put("If-Modified-Since", lastModified);
        }
        return call.withHeaders(headers);
    }

    private HttpReply settled(HttpCall call, Optional<HttpReply> remembered, HttpReply reply) {
        if (reply.status() == OK) {
            replies.put(call, reply);
        }
        if (reply.status() != NOT_MODIFIED || remembered.isEmpty()) {
            return reply;
        }
        HttpReply renewed = renewed(remembered.get(), reply);
        replies.put(call, renewed);
        onRevalidated.accept(call.origin());
        return renewed;
    }

    /** As RFC 9111, 4.3.4 has it: what the 304 says of the reply as a whole is newer, what it says of a body is not. */
    private static HttpReply renewed(HttpReply remembered, HttpReply notModified) {
        Map<String, String> headers = new HashMap<>(remembered.headers());
        notModified.headers().forEach((name, value) -> {
            if (!name.startsWith("content-") && !name.equals("transfer-encoding")) {
                headers.put(name, value);
            }
        });
        return new HttpReply(remembered.uri(), remembered.status(), headers, remembered.body(), notModified.timing());
    }
}
