package org.geocontext.fetch;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.request.NettyRequest;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.CallTrace;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, with the time limits on them. Ends exactly once: by the reply, a failure, a limit or the
 * scope's cancellation, whichever comes first; whatever comes later is dropped, and the connection closed.
 */
final class Exchange {

    /**
     * A server may close an idle connection at the very moment it is used again. A request that met this had no reply,
     * so it is sent again (RFC 9112, 9.3.1).
     */
    private static final int MAX_STALE_CONNECTIONS = 3;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** Headers of which every line counts. */
    private static final Set<String> LISTS = Set.of("cache-control", "vary");

    private final Client client;
    private final Request request;
    private final HttpCall call;
    private final CallScope scope;
    private final FetchSettings settings;
    private final Time time;
    private final String peer;

    private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    private final Instant sentAt;
    private final long startedNanos;
    private volatile Attempt current;
    private final Alarm alarm;

    /** @param peer the origin for messages */
    Exchange(
            Client client,
            Request request,
            HttpCall call,
            CallScope scope,
            FetchSettings settings,
            Time time,
            String peer) {
        this.client = client;
        this.request = request;
        this.call = call;
        this.scope = scope;
        this.settings = settings;
        this.time = time;
        this.peer = peer;
        alarm = new Alarm(time);
        sentAt = time.now();
        startedNanos = time.nanos();
        current = new Attempt(0);
    }

    CompletableFuture<FetchOutcome> start() {
        arm();
        Runnable forget = scope.onCancel(() -> cancel("cancelled"));
        outcome.whenComplete((done, bug) -> {
            alarm.clear();
            forget.run();
            current.abandon();
        });
        send(current);
        return outcome;
    }

    void cancel(String message) {
        fail(Reason.CANCELLED, message);
    }

    private void send(Attempt attempt) {
        if (outcome.isDone()) {
            return;
        }
        try {
            attempt.sent = client.send(request, attempt);
        } catch (IllegalStateException closed) {
            cancel("cancelled: the client was closed");
        }
        if (outcome.isDone()) {
            attempt.abandon();
        }
    }

    /** For the deadline or the limit, whichever comes first. */
    private void arm() {
        Deadline deadline = scope.deadline();
        Duration left = deadline.remaining();
        Duration limit = call.timeout() == null ? settings.replyTimeout() : call.timeout();
        Duration leftOfLimit = limit.minus(time.since(startedNanos));
        if (left.compareTo(leftOfLimit) <= 0) {
            alarm.set(left, () -> deadlineCame(deadline));
        } else {
            alarm.set(leftOfLimit, () -> limitCame(limit));
        }
        if (outcome.isDone()) {
            alarm.clear();
        }
    }

    private void deadlineCame(Deadline deadline) {
        boolean postponed = scope.deadline() != deadline;
        if (postponed) {
            arm();
            return;
        }
        fail(
                Reason.TIMEOUT,
                "the query's deadline came " + current.phase + ", " + Failures.text(time.since(startedNanos))
                        + " after the call to " + peer);
    }

    private void limitCame(Duration limit) {
        fail(
                Reason.TIMEOUT,
                "no complete reply from " + peer + " within " + Failures.text(limit) + ": time ran out "
                        + current.phase);
    }

    private void fail(Reason reason, String message) {
        outcome.complete(new CallFailure(reason, message, timing(), current.phase == Phase.READING));
    }

    /** Negative if the header is missing or senseless. */
    private static long announced(@Nullable String contentLength) {
        return contentLength != null && LENGTH.matcher(contentLength).matches() ? Long.parseLong(contentLength) : -1;
    }

    private int maxReplyBytes() {
        Integer own = call.maxReplyBytes();
        return own == null ? settings.maxReplyBytes() : own;
    }

    private CallTiming timing() {
        return new CallTiming(sentAt, Duration.ZERO, time.since(startedNanos), current.trace());
    }

    /** One try on one connection. Its callbacks come one after another. */
    private final class Attempt implements AsyncHandler<Void> {

        private final int staleBefore;
        private final ReplyBody body;
        private final Map<String, String> headers = new HashMap<>();
        private volatile Phase phase = Phase.STARTING;
        private volatile @Nullable Future<?> sent;
        private volatile long writtenNanos;
        private volatile long repliedNanos;
        private volatile Runnable phaseAlarm = () -> {};
        private @Nullable Channel connection;
        private boolean reused;
        private int status;

        Attempt(int staleBefore) {
            this.staleBefore = staleBefore;
            body = new ReplyBody(maxReplyBytes());
        }

        void abandon() {
            phaseAlarm.run();
            Future<?> exchange = sent;
            if (exchange != null && !exchange.isDone()) {
                exchange.cancel(true);
            }
        }

        private void enter(Phase next) {
            phase = next;
            phaseAlarm.run();
            phaseAlarm = () -> {};
        }

        private void enter(Phase next, Duration limit, String tooLate) {
            enter(next);
            Runnable alarm = time.after(limit, () -> fail(Reason.TIMEOUT, tooLate + Failures.text(limit)));
            phaseAlarm = alarm;
            if (outcome.isDone()) {
                alarm.run();
            }
        }

        CallTrace trace() {
            Phase reached = phase;
            return new CallTrace(
                    reached.compareTo(Phase.WAITING) < 0 ? null : sinceStart(writtenNanos),
                    reached.compareTo(Phase.READING) < 0 ? null : sinceStart(repliedNanos),
                    1,
                    false);
        }

        private Duration sinceStart(long nanos) {
            return Duration.ofNanos(nanos - startedNanos);
        }

        private State proceed() {
            return outcome.isDone() ? State.ABORT : State.CONTINUE;
        }

        @Override
        public void onHostnameResolutionAttempt(String name) {
            enter(
                    Phase.RESOLVING,
                    settings.connectTimeout(),
                    "the name of " + peer + " was not resolved within the connect limit of ");
        }

        @Override
        public void onTcpConnectAttempt(InetSocketAddress address) {
            enter(Phase.CONNECTING);
        }

        @Override
        public void onTlsHandshakeAttempt() {
            enter(Phase.HANDSHAKE);
        }

        @Override
        public void onTcpConnectSuccess(InetSocketAddress address, Channel opened) {
            connection = opened;
        }

        @Override
        public void onConnectionPooled(Channel pooled) {
            connection = pooled;
            reused = true;
        }

        @Override
        public void onRequestSend(NettyRequest sending) {
            writtenNanos = time.nanos();
            if (call.timeout() == null) {
                enter(
                        Phase.WAITING,
                        settings.firstByteTimeout(),
                        "no reply from " + peer + " began within the first-byte limit of ");
            } else {
                enter(Phase.WAITING);
            }
        }

        @Override
        public State onStatusReceived(HttpResponseStatus received) {
            repliedNanos = time.nanos();
            enter(Phase.READING);
            status = received.getStatusCode();
            return proceed();
        }

        @Override
        public State onHeadersReceived(HttpHeaders received) {
            received.forEach(header -> addHeader(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            long announced = announced(received.get(HttpHeaderNames.CONTENT_LENGTH));
            body.announce(announced);
            if (announced > maxReplyBytes()) {
                tooLarge();
            }
            return proceed();
        }

        private void addHeader(String name, String value) {
            headers.merge(name, value, (first, more) -> LISTS.contains(name) ? first + ", " + more : first);
        }

        @Override
        public State onBodyPartReceived(HttpResponseBodyPart part) {
            if (!body.add(part.getBodyByteBuf())) {
                tooLarge();
            }
            return proceed();
        }

        private void tooLarge() {
            fail(Reason.TOO_LARGE, "the reply of " + peer + " is larger than " + maxReplyBytes() + " bytes");
        }

        @Override
        public Void onCompleted() {
            if (connection != null && ResetMark.isOn(connection)) {
                onThrowable(new IOException("reset"));
            } else if (!outcome.isDone()) {
                URI from = URI.create(Secrets.redact(call.uri()));
                outcome.complete(new HttpReply(from, status, headers, body.take(), timing()));
            }
            return null;
        }

        @Override
        public void onThrowable(Throwable thrown) {
            if (outcome.isDone()) {
                return;
            }
            boolean stale = reused && phase.compareTo(Phase.READING) < 0 && thrown instanceof IOException;
            if (stale && staleBefore < MAX_STALE_CONNECTIONS) {
                phaseAlarm.run();
                current = new Attempt(staleBefore + 1);
                send(current);
            } else {
                Failures.Failure failure = Failures.of(thrown, peer, phase, settings.connectTimeout());
                fail(failure.reason(), failure.message());
            }
        }
    }
}
