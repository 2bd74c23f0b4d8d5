package org.geocontext.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.geocontext.catalogue.Caller;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.Status;

/** The queries that were started last. Thread-safe. */
final class RecentQueries {

    static final int KEPT = 100;

    private final Map<Long, RecentQuery> byNumber = new LinkedHashMap<>();

    synchronized void started(RunningQuery query, QueryRequest request, Caller caller, QueryPlan plan) {
        byNumber.put(
                query.number(),
                new RecentQuery(
                        query.number(),
                        Instant.now(),
                        caller.name(),
                        plan.position(),
                        request.collection(),
                        request.groups(),
                        request.services(),
                        plan.recalled().size() + plan.openings().size(),
                        plan.requests().size(),
                        null));
        if (byNumber.size() > KEPT) {
            byNumber.remove(byNumber.keySet().iterator().next());
        }
    }

    synchronized void ended(RunningQuery query, QueryResult result) {
        int failed = 0;
        boolean cancelled = false;
        for (ContextValue row : result.rows()) {
            failed += row.status() == Status.FAILED ? 1 : 0;
            cancelled |= row.reason() == Reason.CANCELLED;
        }
        RecentQuery.End end = new RecentQuery.End(result.elapsed(), failed, cancelled);
        byNumber.computeIfPresent(query.number(), (number, recent) -> recent.ended(end));
    }

    /**
     * The caller's own, or for an administrator everybody's, the last one first; nobody's own are an anonymous
     * caller's.
     */
    synchronized List<RecentQuery> of(Caller caller) {
        List<RecentQuery> shown = new ArrayList<>(byNumber.values());
        shown.removeIf(query ->
                !caller.administrator() && (caller.name() == null || !Objects.equals(caller.name(), query.user())));
        Collections.reverse(shown);
        return shown;
    }
}
