package org.geocontext.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.geocontext.http.CallFailure;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;

/**
 * Which outcomes are worth asking again, and how long to wait first: connections that failed before any reply, and the
 * statuses by which a server says "not now". Knows nothing of budgets and deadlines. Pure.
 */
final class RetryRule {

    private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final long LONGEST_RETRY_AFTER_SECONDS = 86_400;

    private RetryRule() {}

    static boolean worthRetrying(FetchOutcome outcome) {
        if (outcome instanceof HttpReply reply) {
            return NOT_NOW.contains(reply.status());
        }
        CallFailure failure = (CallFailure) outcome;
        return failure.reason() == Reason.CONNECT && !failure.replyBegan();
    }

    /**
     * The wait before the next try: doubling from 100 ms to 2 s, of which the random half keeps calls that failed
     * together from coming back together.
     *
     * @param failed tries so far, from 1
     * @param random from 0 to 1
     */
    static Duration backoff(int failed, double random) {
        long longest = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failed - 1, 10));
        return Duration.ofMillis(Math.round(longest * (0.5 + random / 2)));
    }

    /**
     * What the server asked for (RFC 9110, 10.2.3), in seconds or as a date; a date in the past is no wait.
     *
     * @return at most a day; empty without a readable Retry-After, or for a status that is not 429 or 503
     */
    static Optional<Duration> retryAfter(FetchOutcome outcome, Instant now) {
        if (!(outcome instanceof HttpReply reply) || (reply.status() != 429 && reply.status() != 503)) {
            return Optional.empty();
        }
        String header = reply.header("retry-after");
        return header == null ? Optional.empty() : parse(header.trim(), now).map(RetryRule::bounded);
    }

    private static Optional<Duration> parse(String header, Instant now) {
        if (header.matches("\\d{1,18}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        return Duration.ofSeconds(Math.max(0, Math.min(asked.toSeconds(), LONGEST_RETRY_AFTER_SECONDS)));
    }
}
