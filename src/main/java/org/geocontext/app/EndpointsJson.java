package org.geocontext.app;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.JsonOut;
import org.geocontext.fetch.OriginMinute;
import org.geocontext.fetch.OriginState;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.query.SharingCounts.Shared;
import org.jspecify.annotations.Nullable;

/** What is known of origins as one JSON object; {@code doc/rest.md} tells its members. Holds no secret. */
public final class EndpointsJson {

    private EndpointsJson() {}

    /**
     * Writes UTF-8, indented, and leaves the target open.
     *
     * @param states in the order to be shown
     * @param sharing how services have shared requests; an origin that is missing has had none shared
     */
    public static void write(List<OriginState> states, Map<Origin, Shared> sharing, OutputStream target)
            throws IOException {
        try (JsonOut out = JsonOut.to(target, true)) {
            out.startObject().startArray("origins");
            for (OriginState state : states) {
                out.startObject();
                traffic(state, out);
                latency(state, out);
                savings(state, sharing.getOrDefault(state.origin(), Shared.NONE), out);
                failures(state.failures(), out);
                history(state.history(), out);
                out.endObject();
            }
            out.endArray().endObject();
        }
        target.write('\n');
    }

    private static void traffic(OriginState state, JsonOut out) throws IOException {
        Instant openUntil = state.openUntil();
        out.member("origin", state.origin().toString())
                .member("requests", state.requests())
                .member("in_flight", state.inFlight())
                .member("queued", state.queued())
                .member("limit", state.limit())
                .member("ceiling", state.ceiling())
                .member("per_second", state.requestsPerSecond())
                .member("breaker", state.breaker().code())
                .member("open_until", openUntil == null ? null : openUntil.toString());
    }

    private static void latency(OriginState state, JsonOut out) throws IOException {
        out.member("p50_ms", rounded(state.p50Millis()))
                .member("p95_ms", rounded(state.p95Millis()))
                .member("p99_ms", rounded(state.p99Millis()));
    }

    private static void savings(OriginState state, Shared shared, JsonOut out) throws IOException {
        out.member("shared_requests", shared.requests())
                .member("merged_services", shared.services())
                .member("saved_requests", shared.saved())
                .member("shared_in_vain", shared.inVain())
                .member("coalesced", state.coalesced())
                .member("revalidated", state.revalidated())
                .member("retries", state.retries())
                .member("hedges", state.hedges());
    }

    private static void failures(Map<Reason, Long> failures, JsonOut out) throws IOException {
        out.startObject("failures");
        for (Reason reason :
                failures.keySet().stream().sorted(Comparator.naturalOrder()).toList()) {
            out.member(reason.code(), failures.get(reason));
        }
        out.endObject();
    }

    private static void history(List<OriginMinute> minutes, JsonOut out) throws IOException {
        out.startArray("history");
        for (OriginMinute minute : minutes) {
            out.startObject()
                    .member("minute", minute.minute().toString())
                    .member("requests", minute.requests())
                    .member("failures", minute.failures())
                    .member("p50_ms", rounded(minute.p50Millis()))
                    .member("p95_ms", rounded(minute.p95Millis()))
                    .endObject();
        }
        out.endArray();
    }

    /** To a tenth. */
    private static @Nullable Double rounded(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 10) / 10.0;
    }
}
