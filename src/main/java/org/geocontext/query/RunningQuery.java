package org.geocontext.query;

import java.util.concurrent.CompletableFuture;

/** A query under way. Thread-safe. */
public interface RunningQuery {

    /** Counts the queries since the start, from 1. */
    long number();

    /**
     * The answer. Completes normally by the query's deadline, whatever becomes of the services; completing or
     * cancelling this copy has no effect on the query.
     */
    CompletableFuture<QueryResult> result();

    /** Ends the query: services that have not answered are {@code failed / cancelled}; the result completes at once. */
    void cancel();
}
