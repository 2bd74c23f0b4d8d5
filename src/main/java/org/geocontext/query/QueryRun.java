package org.geocontext.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.geocontext.fetch.Fetcher;
import org.geocontext.geo.Crs;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.geocontext.source.Lookup;
import org.geocontext.source.Source;
import org.geocontext.source.Sources;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query under way. Conversations settle in any order; whoever settles the last one, the deadline or a cancel —
 * whoever is first — closes the run and builds the answer from what is there. All expensive work is done before a
 * conversation settles, so that closing costs next to nothing on whatever thread it happens.
 */
final class QueryRun implements RunningQuery {

    private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);

    /** More calls than any conversation needs; a source that goes past it has a bug, and the query must not suffer. */
    private static final int MAX_CALLS = 32;

    /** A tenth of a metre. */
    private static final double SHOWN_WITHIN_DEGREES = 1e-6;

    private static final String SHUTTING_DOWN = "the host is shutting down";

    private static final Duration LONGEST_SETTLING = Duration.ofMillis(50);

    private final QueryPlan plan;
    private final QueryListener listener;
    private final Fetcher fetcher;
    private final Executor parsing;
    private final FactStore facts;
    private final long startedAt = System.nanoTime();
    private final CallScope scope;
    private final CompletableFuture<QueryResult> result = new CompletableFuture<>();
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private int settled;
    private boolean closed;

    QueryRun(QueryPlan plan, QueryListener listener, Fetcher fetcher, Executor parsing, FactStore facts) {
        this.plan = plan;
        this.listener = listener;
        this.fetcher = fetcher;
        this.parsing = parsing;
        this.facts = facts;
        this.scope = new CallScope(Deadline.after(plan.timeout().minus(settling(plan.timeout()))));
        plan.lookups().forEach(lookup -> conversations.put(lookup.service().key(), new Conversation(lookup)));
    }

    /**
     * Calls end this much before the query, so that one that is late still says how far it came and when it was sent.
     */
    private static Duration settling(Duration timeout) {
        Duration share = timeout.dividedBy(20);
        return share.compareTo(LONGEST_SETTLING) < 0 ? share : LONGEST_SETTLING;
    }

    void start(ScheduledExecutorService timer) {
        if (conversations.isEmpty()) {
            close(Reason.TIMEOUT, "");
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
        conversations.values().forEach(conversation -> conversation.onParsing(conversation::begin));
    }

    @Override
    public CompletableFuture<QueryResult> result() {
        return result.copy();
    }

    @Override
    public void cancel() {
        close(Reason.CANCELLED, "the query was cancelled");
    }

    /** What a conversation came to. */
    private record Ending(
            List<Reduction.Finding> findings,
            @Nullable String url,
            @Nullable Instant askedAt,
            int elapsedMillis) {}

    /** One service being asked: a chain of steps, never two at once. */
    private final class Conversation {
        private final Lookup lookup;
        private int calls;
        private volatile @Nullable HttpCall lastCall;
        private @Nullable Ending ending;

        Conversation(Lookup lookup) {
            this.lookup = lookup;
        }

        void begin() {
            Source source = Sources.find(lookup.service().type()).orElse(null);
            if (source == null) {
                fail(Reason.UNSUPPORTED, lookup.service().type().label() + " is not spoken here");
            } else {
                advance(source.begin(lookup, facts.of(lookup.service())));
            }
        }

        private void advance(Step step) {
            if (step instanceof Step.Ask ask) {
                ask(ask);
            } else if (step instanceof Step.Answer answer) {
                facts.learn(lookup.service(), answer.learned());
                settle(findings(answer), answer.url(), answer.askedAt());
            } else if (step instanceof Step.Failure failure) {
                facts.learn(lookup.service(), failure.learned());
                settle(failed(failure.reason(), failure.message()), failure.url(), failure.askedAt());
            }
        }

        private void ask(Step.Ask ask) {
            lastCall = ask.call();
            if (++calls > MAX_CALLS) {
                fail(Reason.MALFORMED, "no usable answer after " + MAX_CALLS + " requests");
                return;
            }
            fetcher.fetch(ask.call(), scope)
                    .thenAccept(outcome -> onParsing(() -> advance(ask.then().apply(outcome))));
        }

        void onParsing(Runnable step) {
            try {
                parsing.execute(() -> {
                    try {
                        if (!scope.isCancelled()) {
                            step.run();
                        }
                    } catch (RuntimeException | StackOverflowError e) {
                        LOG.error("Asking service {} failed", lookup.service().key(), e);
                        fail(Reason.MALFORMED, "the reply could not be handled");
                    }
                });
            } catch (RejectedExecutionException e) {
                fail(Reason.CANCELLED, SHUTTING_DOWN);
            }
        }

        private List<Reduction.Finding> findings(Step.Answer answer) {
            return Reduction.reduce(lookup, answer.candidates(), answer.truncated(), plan.features()).stream()
                    .map(QueryRun.this::shown)
                    .toList();
        }

        private void fail(Reason reason, String message) {
            settle(failed(reason, message), lastUrl(), null);
        }

        private void settle(List<Reduction.Finding> findings, @Nullable String url, @Nullable Instant askedAt) {
            boolean last;
            synchronized (QueryRun.this) {
                if (closed || ending != null) {
                    return;
                }
                ending = new Ending(findings, url, askedAt, elapsedMillis());
                settled++;
                tellListener();
                last = settled == conversations.size();
            }
            if (last) {
                close(Reason.TIMEOUT, "");
            }
        }

        /** A listener that fails must not cost the query anything. */
        private void tellListener() {
            try {
                listener.progressed(settled, conversations.size());
            } catch (RuntimeException e) {
                LOG.warn("Following a query failed", e);
            }
        }

        /** What was asked last, without secrets. */
        private @Nullable String lastUrl() {
            HttpCall call = lastCall;
            return call == null ? null : call.displayUrl();
        }

        Ending endingOr(Reason reason, String message) {
            return ending != null ? ending : new Ending(failed(reason, message), lastUrl(), null, elapsedMillis());
        }
    }

    /** Builds the answer, once; services that have not settled have failed for this reason. */
    private void close(Reason reason, String message) {
        Map<String, Ending> endings = new LinkedHashMap<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            conversations.forEach((key, conversation) -> endings.put(key, conversation.endingOr(reason, message)));
        }
        scope.cancel();
        List<ContextValue> rows = new ArrayList<>();
        for (QueryPlan.Row row : plan.rows()) {
            QueryPlan.Skip skipped = row.skipped();
            Ending ending = skipped == null
                    ? Objects.requireNonNull(endings.get(row.service().key()))
                    : new Ending(List.of(skipped(skipped)), null, null, 0);
            for (Reduction.Finding finding : ending.findings()) {
                rows.add(value(row, ending, finding));
            }
        }
        result.complete(new QueryResult(plan.point(), plan.position(), plan.crs(), rows, elapsed()));
    }

    private static ContextValue value(QueryPlan.Row row, Ending ending, Reduction.Finding finding) {
        return new ContextValue(
                finding.geometry(),
                row.collection(),
                row.group(),
                row.service(),
                finding.value(),
                finding.number(),
                finding.status(),
                finding.reason(),
                finding.message(),
                ending.url(),
                finding.distanceMetres(),
                false,
                null,
                ending.elapsedMillis(),
                ending.askedAt());
    }

    private static List<Reduction.Finding> failed(Reason reason, String message) {
        return List.of(new Reduction.Finding(Status.FAILED, null, null, reason, message, null, null));
    }

    private static Reduction.Finding skipped(QueryPlan.Skip why) {
        return new Reduction.Finding(Status.SKIPPED, null, null, why.reason(), why.message(), null, null);
    }

    /** With the geometry to be shown, in the CRS of the request; only values have one. */
    private Reduction.Finding shown(Reduction.Finding finding) {
        Geometry found = finding.geometry();
        if (finding.status() != Status.VALUE || found == null && plan.geometry() == GeometryMode.SOURCE) {
            return finding.withGeometry(null);
        }
        return switch (plan.geometry()) {
            case NONE -> finding.withGeometry(null);
            case POINT -> finding.withGeometry(plan.point());
            case SOURCE -> {
                Geometry inCrs = inCrs(Objects.requireNonNull(found), plan.crs());
                Reduction.Finding shown = finding.withGeometry(inCrs);
                yield inCrs == null ? shown.withMessage("its geometry cannot be shown in " + plan.crs()) : shown;
            }
        };
    }

    /**
     * A feature may reach beyond the area where the request's CRS can show it; its value is no less true. There a
     * projection throws, or brings positions that lead back to somewhere else.
     */
    private static @Nullable Geometry inCrs(Geometry lonLat, Crs crs) {
        try {
            Geometry shown = crs.fromLonLat(lonLat);
            boolean faithful = crs == Crs.WGS84 || crs.toLonLat(shown).equalsExact(lonLat, SHOWN_WITHIN_DEGREES);
            return faithful ? shown : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private int elapsedMillis() {
        return Math.toIntExact(elapsed().toMillis());
    }
}
