package org.geocontext.admin;

import java.time.Duration;
import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.CallTrace;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * One request of a query, as far as it has come: a bar of a waterfall chart. Immutable; holds no secret.
 *
 * @param services keys of those that it is for, at least one
 * @param endpoint the URL that its services have in the catalogue, without a query
 * @param url what is asked; null if nothing is known of it
 * @param method {@code GET} or {@code POST}; null if nothing is sent
 * @param status of the HTTP reply; null without one
 * @param bytes of the reply's body, decompressed; null without one
 * @param attempts how many requests were sent, retries included
 * @param reason stable word for why there is no reply, or why none is asked for; null otherwise
 * @param message a sentence to it
 */
record RequestTrace(
        List<String> services,
        String endpoint,
        @Nullable String url,
        @Nullable String method,
        Source source,
        Moments moments,
        @Nullable Integer status,
        @Nullable Integer bytes,
        int attempts,
        @Nullable String reason,
        @Nullable String message) {

    /** Where the answer comes from. */
    enum Source {
        NETWORK,
        /** No request: the answer was kept. */
        CACHE,
        /** A request that was under way already, for an equal call. */
        COALESCED,
        /** No request: the service cannot have an answer. */
        SKIPPED
    }

    /**
     * Milliseconds since the query began, none less than the one before; null for what has not come, or never does.
     *
     * @param created it was put into the queue for its server
     * @param sent it left that
     * @param connected it was written to a connection
     * @param firstByte the reply began
     * @param complete the reply was there, or it was certain that there will be none
     * @param parsed the reply had been read
     */
    record Moments(
            double created,
            @Nullable Double sent,
            @Nullable Double connected,
            @Nullable Double firstByte,
            @Nullable Double complete,
            @Nullable Double parsed) {

        private static final Moments NONE = new Moments(0, null, null, null, 0.0, 0.0);

        static Moments created(double at) {
            return new Moments(at, null, null, null, null, null);
        }

        private Moments complete(double at, @Nullable Double sentAt, CallTrace trace) {
            Double left = sentAt == null ? null : between(created, sentAt, at);
            Double written = left == null ? null : later(left, trace.connected(), at);
            Double began = written == null || left == null ? null : later(left, trace.firstByte(), at);
            return new Moments(created, left, written, began, at, null);
        }

        private static @Nullable Double later(double moment, @Nullable Duration duration, double last) {
            return duration == null ? null : between(moment, moment + duration.toNanos() / 1e6, last);
        }

        private static double between(double first, double moment, double last) {
            return Math.max(first, Math.min(moment, last));
        }

        private Moments parsed(double at) {
            return new Moments(created, sent, connected, firstByte, complete, at);
        }

        @Nullable
        Double queued() {
            Double until = sent == null ? complete : sent;
            return until == null ? null : until - created;
        }

        @Nullable
        Double connecting() {
            return span(sent, connected);
        }

        @Nullable
        Double waiting() {
            return span(connected, firstByte);
        }

        @Nullable
        Double reading() {
            return span(firstByte, complete);
        }

        private static @Nullable Double span(@Nullable Double from, @Nullable Double to) {
            return from == null || to == null ? null : to - from;
        }
    }

    RequestTrace {
        services = List.copyOf(services);
    }

    /** A request that goes into its queue. */
    static RequestTrace created(List<ServiceDefinition> services, HttpCall call, double at) {
        return new RequestTrace(
                services.stream().map(ServiceDefinition::key).toList(),
                withoutQuery(Secrets.redact(services.get(0).url(), call.secrets())),
                call.displayUrl(),
                call.form() == null ? "GET" : "POST",
                Source.NETWORK,
                Moments.created(at),
                null,
                null,
                0,
                null,
                null);
    }

    /** A service whose answer was kept. */
    static RequestTrace recalled(ServiceDefinition service) {
        return unsent(service, Source.CACHE, null, null);
    }

    /** A service that is not asked. */
    static RequestTrace skipped(ServiceDefinition service, String reason, String message) {
        return unsent(service, Source.SKIPPED, reason, message);
    }

    private static RequestTrace unsent(
            ServiceDefinition service, Source source, @Nullable String reason, @Nullable String message) {
        return new RequestTrace(
                List.of(service.key()),
                withoutQuery(Secrets.redact(service.url())),
                null,
                null,
                source,
                Moments.NONE,
                null,
                null,
                0,
                reason,
                message);
    }

    private static String withoutQuery(String url) {
        return url.split("[?#]", 2)[0];
    }

    /**
     * The same with what became of it.
     *
     * @param at milliseconds since the query began
     * @param sentAt the same for {@link CallTiming#sentAt}
     */
    RequestTrace ended(FetchOutcome outcome, double at, double sentAt) {
        CallTrace trace = outcome.timing().trace();
        HttpReply reply = outcome instanceof HttpReply there ? there : null;
        CallFailure failure = outcome instanceof CallFailure there ? there : null;
        return new RequestTrace(
                services,
                endpoint,
                url,
                method,
                trace.coalesced() ? Source.COALESCED : Source.NETWORK,
                moments.complete(at, trace.requests() == 0 ? null : sentAt, trace),
                reply == null ? null : reply.status(),
                reply == null ? null : reply.body().length,
                trace.requests(),
                failure == null ? null : failure.reason().code(),
                failure == null ? null : failure.message());
    }

    /** The same when its reply has been read. */
    RequestTrace read(double at) {
        return new RequestTrace(
                services, endpoint, url, method, source, moments.parsed(at), status, bytes, attempts, reason, message);
    }
}
