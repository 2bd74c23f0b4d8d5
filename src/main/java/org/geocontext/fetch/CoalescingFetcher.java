package org.geocontext.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;

/**
 * Sends equal calls that are under way at the same time once. Equal means the whole {@link HttpCall}, credentials and
 * limits included, so nobody gets what another's password opened.
 *
 * <p>The one request is a flight, with a scope {@linkplain CallScope#beside beside} that of the query that began it: it
 * waits in that query's line, lasts until the latest deadline of all who share it, and is cancelled when the last of
 * them has gone. Whoever is cancelled, or whose deadline comes first, leaves alone.
 */
final class CoalescingFetcher implements Fetcher {

    private final Fetcher next;
    private final Time time;
    private final Consumer<Origin> onShared;
    private final Map<HttpCall, Flight> flights = new ConcurrentHashMap<>();

    /** @param onShared hears of every call that needed no request of its own */
    CoalescingFetcher(Fetcher next, Time time, Consumer<Origin> onShared) {
        this.next = next;
        this.time = time;
        this.onShared = onShared;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        Participant participant = new Participant(scope);
        while (true) {
            Flight flight = flights.computeIfAbsent(call, key -> new Flight(key, scope));
            if (flight.join(participant)) {
                participant.follow(flight);
                flight.startOnce(participant);
                return participant.outcome;
            }
            flights.remove(call, flight);
        }
    }

    /** Requests under way. */
    int flights() {
        return flights.size();
    }

    /** One request, and who waits for it. */
    private final class Flight {

        private final HttpCall call;
        private final CallScope scope;
        private final long beganNanos = time.nanos();
        private final Set<Participant> participants = new LinkedHashSet<>();
        private boolean started;
        private boolean ended;

        Flight(HttpCall call, CallScope first) {
            this.call = call;
            this.scope = first.beside();
        }

        /** @return false if it is too late to share the request */
        boolean join(Participant joining) {
            List<Participant> overtaken = List.of();
            synchronized (this) {
                if (ended || started && scope.deadline().expired()) {
                    return false;
                }
                joining.late = started || !participants.isEmpty();
                participants.add(joining);
                Deadline theirs = joining.scope.deadline();
                Deadline until = scope.deadline();
                if (theirs == until) {
                    return true;
                }
                if (theirs.isAfter(until)) {
                    overtaken = participants.stream()
                            .filter(other -> other.scope.deadline() == until)
                            .toList();
                    scope.postpone(theirs);
                } else {
                    overtaken = List.of(joining);
                }
            }
            overtaken.forEach(Participant::watchDeadline);
            return true;
        }

        void startOnce(Participant participant) {
            synchronized (this) {
                if (started) {
                    onShared.accept(call.origin());
                    return;
                }
                started = true;
                if (ended) {
                    return;
                }
            }
            send().whenComplete(this::land);
        }

        private CompletableFuture<FetchOutcome> send() {
            try {
                return next.fetch(call, scope);
            } catch (RuntimeException bug) {
                return CompletableFuture.failedFuture(bug);
            }
        }

        private void land(FetchOutcome outcome, Throwable bug) {
            List<Participant> waiting;
            synchronized (this) {
                ended = true;
                waiting = new ArrayList<>(participants);
            }
            flights.remove(call, this);
            waiting.forEach(participant -> participant.land(outcome, bug, beganNanos));
        }

        /** The last one to leave calls the request off. */
        void leave(Participant leaving) {
            synchronized (this) {
                if (!participants.remove(leaving) || ended || !participants.isEmpty()) {
                    return;
                }
                ended = true;
            }
            flights.remove(call, this);
            scope.cancel();
        }
    }

    /** One call that waits for a flight. */
    private final class Participant {

        private final CallScope scope;
        private final long joinedNanos = time.nanos();
        private final Alarm alarm = new Alarm(time);
        private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
        /** Whether it came to a flight of others. Set before that lands, under its lock. */
        private boolean late;

        Participant(CallScope scope) {
            this.scope = scope;
        }

        void follow(Flight flight) {
            Runnable forget = scope.onCancel(() -> fail(Reason.CANCELLED, "cancelled"));
            outcome.whenComplete((done, bug) -> {
                forget.run();
                alarm.clear();
                flight.leave(this);
            });
        }

        void watchDeadline() {
            alarm.set(
                    scope.deadline().remaining(),
                    () -> fail(
                            Reason.TIMEOUT,
                            "the query's deadline came while it shared a request of another query, after "
                                    + Failures.text(time.since(joinedNanos))));
            if (outcome.isDone()) {
                alarm.clear();
            }
        }

        private void fail(Reason reason, String message) {
            Duration total = time.since(joinedNanos);
            outcome.complete(new CallFailure(reason, message, new CallTiming(time.now(), total, total)));
        }

        void land(FetchOutcome landed, Throwable bug, long beganNanos) {
            if (landed == null) {
                outcome.completeExceptionally(bug);
            } else {
                outcome.complete(Outcomes.withTiming(landed, timing(landed.timing(), beganNanos)));
            }
        }

        /** As if the request had been sent for this call: its wait begins with its own joining. */
        private CallTiming timing(CallTiming flight, long beganNanos) {
            Duration queued = flight.queued().minusNanos(joinedNanos - beganNanos);
            CallTiming seen = flight.within(queued.isNegative() ? Duration.ZERO : queued, time.since(joinedNanos));
            return late ? seen.withTrace(seen.trace().shared()) : seen;
        }
    }
}
