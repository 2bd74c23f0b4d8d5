package org.geocontext.standalone.web;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.query.Explanation;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;

/**
 * What every query of the host passes: it is refused when too many are under way. A caller who goes away is not noticed
 * before the reply (HTTP/1.1); the query's deadline bounds what that costs. Thread-safe.
 */
public final class QueryGate {

    private final Supplier<GeoContext> engine;
    private final int maxQueries;
    private final Semaphore places;

    /**
     * @param engine asked anew for every query
     * @param maxQueries under way at once
     */
    public QueryGate(Supplier<GeoContext> engine, int maxQueries) {
        this.engine = engine;
        this.maxQueries = maxQueries;
        this.places = new Semaphore(maxQueries);
    }

    /** What exists for a caller. */
    public Catalogue catalogue(Caller caller) {
        return engine.get().catalogue(caller);
    }

    /**
     * Says what a query would do; nothing is sent.
     *
     * @param points how many points the estimate is for
     * @throws RefusedException 400 naming the input at fault
     */
    public Explanation explain(QueryRequest request, Caller caller, int points) throws RefusedException {
        try {
            return engine.get().explain(request, caller, points);
        } catch (InvalidRequestException e) {
            throw RefusedException.badInput(e.input(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Starts a query.
     *
     * @return completes normally by the query's deadline
     * @throws RefusedException 400 naming the input at fault, 429 if the caller has to wait, or 503 if too many queries
     *     are under way
     */
    public CompletionStage<QueryResult> run(QueryRequest request, Caller caller) throws RefusedException {
        if (!places.tryAcquire()) {
            throw new RefusedException(
                    503,
                    null,
                    "As many queries as allowed are already under way (" + maxQueries + "); ask again in a moment.");
        }
        RunningQuery query;
        try {
            query = engine.get().start(request, caller, QueryListener.NONE);
        } catch (InvalidRequestException e) {
            places.release();
            throw RefusedException.of(e);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
        return query.result().whenComplete((result, failure) -> places.release());
    }
}
