package org.geocontext.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;

/** What the fetcher would hand on. */
final class Outcomes {

    static final Instant ASKED_AT = Instant.parse("2026-11-20T12:00:00Z");

    private static final CallTiming TIMING = new CallTiming(ASKED_AT, Duration.ZERO, Duration.ofMillis(5));

    private Outcomes() {}

    static FetchOutcome ok(HttpCall call, String body) {
        return reply(call, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    static FetchOutcome ok(HttpCall call, byte[] body) {
        return reply(call, 200, body);
    }

    /** Content types are hints only, so there is none. */
    static FetchOutcome reply(HttpCall call, int status, byte[] body) {
        return new HttpReply(call.uri(), status, Map.of(), body, TIMING);
    }

    static FetchOutcome failure(Reason reason, String message) {
        return new CallFailure(reason, message, TIMING);
    }
}
