package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.source.Facts;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query under way. Conversations settle in any order; whoever settles the last one, the deadline or a cancel —
 * whoever is first — closes the run and builds the answer from what is there. All expensive work is done before a
 * conversation settles, so that closing costs next to nothing on whatever thread it happens.
 */
final class QueryRun implements RunningQuery {

    static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);

    private static final String SHUTTING_DOWN = "the host is shutting down";

    private static final Duration LONGEST_SETTLING = Duration.ofMillis(50);

    private final long number;
    private final QueryPlan plan;
    private final AnswerRows shown;
    private final Follower follower;
    private final Lane parsing;
    private final EndpointMemory memory;
    private final AnswerMemory answers;
    private final long startedAt = System.nanoTime();
    private final CallScope scope;
    private final CompletableFuture<QueryResult> result = new CompletableFuture<>();
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private final Map<String, Conversation.Ending> recalled = new HashMap<>();
    private final Requests requests;
    private final Trial trial;
    private final List<Sequel> sequels = new ArrayList<>();
    private int settled;
    private boolean closed;

    QueryRun(
            long number,
            QueryPlan plan,
            QueryListener listener,
            Fetcher fetcher,
            Lane parsing,
            EndpointMemory memory,
            SharingCounts sharing,
            Trial trial,
            AnswerMemory answers) {
        this.number = number;
        this.plan = plan;
        this.shown = new AnswerRows(plan.geometry(), plan.point(), plan.crs());
        this.follower = new Follower(listener, plan);
        this.parsing = parsing;
        this.memory = memory;
        this.answers = answers;
        this.scope = new CallScope(Deadline.after(plan.timeout().minus(settling(plan.timeout()))));
        for (QueryPlan.Opening opening : plan.openings()) {
            String key = opening.lookup().service().key();
            conversations.put(key, new Conversation(opening.lookup(), opening.known(), this));
        }
        this.trial = trial;
        this.requests = new Requests(conversations, memory, sharing, fetcher, scope, this, follower);
    }

    /**
     * Calls end this much before the query, so that one that is late still says how far it came and when it was sent.
     */
    private static Duration settling(Duration timeout) {
        Duration share = timeout.dividedBy(20);
        return share.compareTo(LONGEST_SETTLING) < 0 ? share : LONGEST_SETTLING;
    }

    void start(ScheduledExecutorService timer) {
        recall();
        tellWhatIsKnown();
        if (conversations.isEmpty()) {
            finish();
            return;
        }
        String late = "no answer within the query's " + plan.timeout().toMillis() / 1000.0 + " s";
        Future<?> alarm;
        try {
            alarm = timer.schedule(
                    () -> close(Reason.TIMEOUT, late), plan.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            close(Reason.CANCELLED, SHUTTING_DOWN);
            return;
        }
        result.whenComplete((answer, error) -> alarm.cancel(false));
        requests.send(plan.requests());
        for (QueryPlan.Opening opening : plan.openings()) {
            if (!(opening.first() instanceof Step.Ask)) {
                conversation(opening.lookup()).advance(opening::first);
            }
        }
    }

    /** Everything that the plan found in the cache, and that counts from now on. */
    private void recall() {
        for (Recalled answer : plan.recalled()) {
            answer.use();
            recalled.put(answer.service().key(), new Conversation.Ending(said(answer), elapsedMillis()));
        }
        for (QueryPlan.Opening opening : plan.openings()) {
            answers.missed(opening.lookup().service());
        }
    }

    private synchronized void tellWhatIsKnown() {
        for (int row = 0; row < plan.rows().size(); row++) {
            QueryPlan.Row planned = plan.rows().get(row);
            Conversation.Ending ending = recalled.get(planned.service().key());
            if (planned.skipped() != null) {
                follower.answered(row, AnswerRows.values(planned, AnswerRows.skipped(planned.skipped())));
            } else if (ending != null) {
                follower.answered(row, AnswerRows.values(planned, ending));
            }
        }
    }

    private Conversation.Said said(Recalled answer) {
        try {
            return Conversation.Said.recalled(shown.of(answer.findings(plan.features())), answer, false);
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.error(
                    "Reading a kept answer of service {} failed",
                    answer.service().key(),
                    bug);
            return Conversation.Said.failed(Reason.MALFORMED, "the kept answer could not be read", null, null);
        }
    }

    private Conversation conversation(Lookup lookup) {
        return Objects.requireNonNull(conversations.get(lookup.service().key()));
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public CompletableFuture<QueryResult> result() {
        return result.copy();
    }

    @Override
    public void cancel() {
        close(Reason.CANCELLED, "the query was cancelled");
    }

    /** What was learned of a service's endpoint. */
    void learn(Lookup lookup, Facts learned) {
        memory.learn(lookup.service(), learned);
    }

    /** The lookup was asked alone, which may serve to find out whether it has to be. */
    void wasAlone(PendingAsk ask, Step step) {
        trial.note(ask, step);
    }

    /** What an answer says, with the geometries to be shown; it is kept for later. */
    Conversation.Said answered(Lookup lookup, Step.Answer answer) {
        answers.keep(lookup, plan.features(), answer);
        List<Reduction.Finding> findings =
                Reduction.reduce(lookup, answer.candidates(), answer.truncated(), plan.features());
        return Conversation.Said.fresh(shown.of(findings), answer);
    }

    /** What is said in place of an answer: an old one, if the origin is in trouble and there is one. */
    Conversation.Said failed(Lookup lookup, Step.Failure failure) {
        Optional<Recalled> old = failure.isOfOrigin() && !plan.refresh()
                ? answers.recallStale(lookup, plan.features())
                : Optional.empty();
        if (old.isEmpty()) {
            return Conversation.Said.failed(failure.reason(), failure.message(), failure.url(), failure.askedAt());
        }
        old.get().use();
        String why = "an earlier answer, because asking again failed ("
                + failure.reason().code() + ": " + failure.message() + ")";
        List<Reduction.Finding> findings = old.get().findings(plan.features()).stream()
                .map(finding -> finding.withMessage(why))
                .toList();
        return Conversation.Said.recalled(shown.of(findings), old.get(), true);
    }

    /**
     * Runs a step of conversations where replies are read; whatever goes wrong, they end.
     *
     * @param outcome what the step reads
     */
    void onParsing(FetchOutcome outcome, Runnable step, Collection<Conversation> involved) {
        long bytes = outcome instanceof HttpReply reply ? reply.body().length : 0;
        try {
            parsing.execute(
                    () -> {
                        try {
                            if (!scope.isCancelled()) {
                                step.run();
                            }
                        } catch (RuntimeException | StackOverflowError e) {
                            LOG.error("Handling a reply failed", e);
                            involved.forEach(conversation ->
                                    conversation.fail(Reason.MALFORMED, "the reply could not be handled"));
                        }
                    },
                    bytes);
        } catch (RejectedExecutionException e) {
            involved.forEach(conversation -> conversation.fail(Reason.CANCELLED, SHUTTING_DOWN));
        }
    }

    /** Ends a conversation, unless it has ended already. */
    void settle(Conversation conversation, Conversation.Said said) {
        boolean last;
        List<Runnable> due;
        synchronized (this) {
            if (closed || conversation.ending() != null) {
                return;
            }
            Conversation.Ending ending = new Conversation.Ending(said, elapsedMillis());
            conversation.setEnding(ending);
            settled++;
            follower.answered(conversation.lookup().service().key(), row -> AnswerRows.values(row, ending));
            follower.progressed(recalled.size() + settled, recalled.size() + conversations.size());
            last = settled == conversations.size();
            due = sequels.stream().filter(Sequel::isDue).map(Sequel::action).toList();
            sequels.removeIf(Sequel::isDue);
        }
        due.forEach(Runnable::run);
        if (last) {
            finish();
        }
    }

    /** Runs the action when all of these have ended by themselves; not if the run closes before. */
    synchronized void onceSettled(List<Conversation> awaited, Runnable action) {
        sequels.add(new Sequel(awaited, action));
    }

    private record Sequel(List<Conversation> awaited, Runnable action) {
        boolean isDue() {
            return awaited.stream().allMatch(conversation -> conversation.ending() != null);
        }
    }

    /** Every conversation has ended by itself. */
    private void finish() {
        close(Reason.CANCELLED, "");
        trial.begin();
    }

    /** Builds the answer, once; services that have not settled have failed for this reason. */
    private void close(Reason reason, String message) {
        Map<String, Conversation.Ending> endings = new HashMap<>(recalled);
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            int elapsed = elapsedMillis();
            conversations.forEach(
                    (key, conversation) -> endings.put(key, conversation.endingOr(reason, message, elapsed)));
        }
        scope.cancel();
        List<ContextValue> rows = new ArrayList<>();
        for (int index = 0; index < plan.rows().size(); index++) {
            QueryPlan.Row row = plan.rows().get(index);
            QueryPlan.Skip skipped = row.skipped();
            Conversation.Ending ending = skipped == null
                    ? Objects.requireNonNull(endings.get(row.service().key()))
                    : AnswerRows.skipped(skipped);
            List<ContextValue> values = AnswerRows.values(row, ending);
            follower.answered(index, values);
            rows.addAll(values);
        }
        result.complete(new QueryResult(plan.point(), plan.position(), plan.crs(), rows, elapsed()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private int elapsedMillis() {
        return Math.toIntExact(elapsed().toMillis());
    }
}
