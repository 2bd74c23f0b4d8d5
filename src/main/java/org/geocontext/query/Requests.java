package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.source.Facts;
import org.geocontext.source.Part;
import org.geocontext.source.SharedAsk;
import org.geocontext.source.Split;
import org.geocontext.source.Step;

/**
 * The requests of a run: sends what its conversations ask, shared where that is possible, and repairs what went wrong
 * with sharing. A shared request that cannot be told apart, or that failed perhaps because of one of its layers, is
 * sent again in halves, down to single ones, so that every lookup ends as if it had been asked alone; the layer at
 * fault is asked alone from then on. What conversations ask next after a shared reply is shared again.
 */
final class Requests {

    private final Map<String, Conversation> conversations;
    private final RequestPlanner planner;
    private final EndpointMemory memory;
    private final SharingCounts sharing;
    private final Fetcher fetcher;
    private final CallScope scope;
    private final QueryRun run;
    private final Follower follower;

    Requests(
            Map<String, Conversation> conversations,
            EndpointMemory memory,
            SharingCounts sharing,
            Fetcher fetcher,
            CallScope scope,
            QueryRun run,
            Follower follower) {
        this.conversations = conversations;
        this.planner = new RequestPlanner(memory);
        this.memory = memory;
        this.sharing = sharing;
        this.fetcher = fetcher;
        this.scope = scope;
        this.run = run;
        this.follower = follower;
    }

    void send(List<PlannedRequest> requests) {
        requests.forEach(this::send);
    }

    private void send(PlannedRequest request) {
        SharedAsk shared = request.sharedAsk();
        if (shared == null) {
            sendSame(request.asks());
        } else {
            sendShared(request.asks(), shared);
        }
    }

    private void sendSame(List<PendingAsk> asks) {
        HttpCall call = asks.get(0).ask().call();
        List<PendingAsk> sent =
                asks.stream().filter(ask -> conversation(ask).sends(call)).toList();
        if (!sent.isEmpty()) {
            fetch(call, sent, (outcome, listener) -> onOutcome(sent, outcome, listener));
        }
    }

    /** Each lookup reads the reply for itself, all at the same time. */
    private void onOutcome(List<PendingAsk> asks, FetchOutcome outcome, RequestListener listener) {
        if (outcome instanceof HttpReply reply) {
            manners(asks).answeredSingle(tookWithoutQueue(reply.timing()));
            if (asks.size() > 1) {
                sharing.answered(asks.get(0).ask().call().origin(), asks.size());
            }
        }
        for (PendingAsk ask : asks) {
            run.onParsing(
                    outcome,
                    () -> send(planner.plan(conversation(ask).advance(() -> goOnAlone(ask, outcome, listener)).stream()
                            .toList())),
                    List.of(conversation(ask)));
        }
    }

    private Step goOnAlone(PendingAsk ask, FetchOutcome outcome, RequestListener listener) {
        Step step = ask.ask().then().apply(outcome);
        listener.read();
        run.wasAlone(ask, step);
        return step;
    }

    private void sendShared(List<PendingAsk> asks, SharedAsk shared) {
        HttpCall call = hurried(shared.call());
        List<PendingAsk> sent =
                asks.stream().filter(ask -> conversation(ask).sends(call)).toList();
        if (!sent.isEmpty()) {
            List<Conversation> involved = conversations(sent);
            fetch(
                    call,
                    sent,
                    (outcome, listener) ->
                            run.onParsing(outcome, () -> onShared(sent, shared, outcome, listener), involved));
        }
    }

    /** A fetcher that throws has a bug, and the query must not suffer. */
    private void fetch(HttpCall call, List<PendingAsk> asks, BiConsumer<FetchOutcome, RequestListener> then) {
        RequestListener listener = follower.requesting(asks, call);
        try {
            fetcher.fetch(call, scope).thenAccept(outcome -> {
                listener.ended(outcome);
                then.accept(outcome, listener);
            });
        } catch (RuntimeException | StackOverflowError e) {
            QueryRun.LOG.error("Sending a request failed", e);
            conversations(asks)
                    .forEach(conversation -> conversation.fail(Reason.MALFORMED, "the request could not be sent"));
        }
    }

    /** With a limit that leaves time for asking otherwise. */
    private HttpCall hurried(HttpCall call) {
        Duration half = scope.deadline().remaining().dividedBy(2);
        Duration own = call.timeout();
        return own != null && own.compareTo(half) <= 0 ? call : call.withTimeout(half);
    }

    private void onShared(List<PendingAsk> asks, SharedAsk shared, FetchOutcome outcome, RequestListener listener) {
        Split split = outcome instanceof HttpReply reply ? shared.split(reply) : split((CallFailure) outcome);
        listener.read();
        ServiceDefinition service = asks.get(0).lookup().service();
        memory.learn(service, split.learned());
        Duration took = tookWithoutQueue(outcome.timing());
        if (split instanceof Split.Attributed attributed) {
            manners(asks).answered(asks.size(), took);
            onAttributed(asks, attributed.steps(), shared.call().origin());
        } else if (split instanceof Split.Again again) {
            sharing.inVain(shared.call().origin());
            sendShared(asks, again.ask());
        } else if (split instanceof Split.Common) {
            advance(asks, ask -> ask.ask().then().apply(outcome));
        } else if (split instanceof Split.Apart apart) {
            sharing.inVain(shared.call().origin());
            separate(asks, apart, isTooMuch(outcome), took);
        }
    }

    private static Split split(CallFailure failure) {
        return switch (failure.reason()) {
            case TIMEOUT, TOO_LARGE, MALFORMED -> new Split.Apart(false, failure.message(), Facts.NONE);
            default -> new Split.Common(Facts.NONE);
        };
    }

    private static boolean isTooMuch(FetchOutcome outcome) {
        return outcome instanceof CallFailure failure
                && (failure.reason() == Reason.TIMEOUT || failure.reason() == Reason.TOO_LARGE);
    }

    private void onAttributed(List<PendingAsk> asks, Map<Part, Step> steps, Origin origin) {
        List<PendingAsk> alone = new ArrayList<>();
        List<PendingAsk> answered = new ArrayList<>();
        asks.forEach(ask -> (steps.containsKey(part(ask)) ? answered : alone).add(ask));
        if (answered.isEmpty()) {
            sharing.inVain(origin);
        } else {
            sharing.answered(origin, answered.size());
        }
        send(planner.planAlone(alone));
        advance(answered, ask -> Objects.requireNonNull(steps.get(part(ask))));
    }

    private interface Next {
        Step of(PendingAsk ask);
    }

    private void advance(List<PendingAsk> asks, Next next) {
        List<PendingAsk> more = new ArrayList<>();
        for (PendingAsk ask : asks) {
            conversation(ask).advance(() -> next.of(ask)).ifPresent(more::add);
        }
        send(planner.plan(more));
    }

    private void separate(List<PendingAsk> asks, Split.Apart apart, boolean tooMuch, Duration took) {
        if (tooMuch) {
            manners(asks).overwhelmed(asks.size());
        }
        boolean noTimeForHalves = scope.deadline().remaining().compareTo(took.multipliedBy(3)) < 0;
        List<PlannedRequest> single = planner.planAlone(asks);
        if (single.size() == 2 && apart.blames()) {
            run.onceSettled(conversations(asks), () -> setAlone(asks));
        }
        send(single.size() == 2 || noTimeForHalves ? single : planner.planHalves(asks));
    }

    /** Of two layers that did not go together, the one that fails by itself is at fault, else both are. */
    private void setAlone(List<PendingAsk> asks) {
        List<PendingAsk> failed = asks.stream()
                .filter(ask -> Optional.ofNullable(conversation(ask).ending())
                        .filter(ending -> ending.said().failed())
                        .isPresent())
                .toList();
        (failed.isEmpty() ? asks : failed)
                .forEach(ask -> manners(asks).setAlone(part(ask).subject()));
    }

    private static Duration tookWithoutQueue(CallTiming timing) {
        return timing.total().minus(timing.queued());
    }

    private MergeManners manners(List<PendingAsk> asks) {
        return memory.merging(asks.get(0).lookup().service());
    }

    private Conversation conversation(PendingAsk ask) {
        return Objects.requireNonNull(conversations.get(ask.lookup().service().key()));
    }

    private List<Conversation> conversations(List<PendingAsk> asks) {
        return asks.stream().map(this::conversation).toList();
    }

    private static Part part(PendingAsk ask) {
        return Objects.requireNonNull(ask.ask().part());
    }
}
