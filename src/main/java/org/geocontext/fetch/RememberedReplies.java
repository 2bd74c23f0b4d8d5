package org.geocontext.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/**
 * Replies with an ETag or a Last-Modified, by the call they are for: the whole call, so that nobody gets what another's
 * password opened. Bounded by bytes, forgotten after a day without use. Thread-safe.
 */
final class RememberedReplies {

    private static final Duration IDLE = Duration.ofDays(1);

    /** What an entry costs besides its texts and its body. */
    private static final int OVERHEAD = 1_000;

    private final Cache<HttpCall, HttpReply> replies;

    RememberedReplies(long mostBytes, Time time) {
        replies = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher(RememberedReplies::bytes)
                .expireAfterAccess(IDLE)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build();
    }

    private static int bytes(HttpCall call, HttpReply reply) {
        int headers = reply.headers().entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        return OVERHEAD + 2 * call.uri().toString().length() + headers + reply.body().length;
    }

    Optional<HttpReply> find(HttpCall call) {
        return Optional.ofNullable(replies.getIfPresent(call));
    }

    /** Keeps the reply in place of what was kept for the call, or nothing if it may not be kept. */
    void put(HttpCall call, HttpReply reply) {
        if (mayBeKept(reply)) {
            replies.put(call, reply);
        } else {
            replies.invalidate(call);
        }
    }

    private static boolean mayBeKept(HttpReply reply) {
        boolean comparable = reply.header("etag") != null || reply.header("last-modified") != null;
        return comparable && !lists(reply, "cache-control", "no-store") && !lists(reply, "vary", "*");
    }

    private static boolean lists(HttpReply reply, String header, String word) {
        String list = reply.header(header);
        return list != null
                && Arrays.stream(list.split(","))
                        .anyMatch(element -> element.strip().equalsIgnoreCase(word));
    }
}
