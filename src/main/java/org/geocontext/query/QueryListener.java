package org.geocontext.query;

import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;

/**
 * Follows a query while it runs. Called from any thread, but for {@link #requesting} never twice at once and never
 * after the result: the query stands still meanwhile, so it must neither block nor throw.
 */
@FunctionalInterface
public interface QueryListener {

    /** Follows nothing. */
    QueryListener NONE = (done, total) -> {};

    /** A lookup has ended. */
    void progressed(int done, int total);

    /** What the query is going to do; told before all else. */
    default void planned(QueryPlan plan) {}

    /**
     * A row of the plan has its answer; told once for each of them.
     *
     * @param row index of {@link QueryPlan#rows}
     * @param values what stands there in the result, at least one
     */
    default void answered(int row, List<ContextValue> values) {}

    /**
     * A request is about to go into the queue for its server. Told at any time, by several threads at once.
     *
     * @param services that it is for, at least one
     * @return hears what becomes of the request
     */
    default RequestListener requesting(List<ServiceDefinition> services, HttpCall call) {
        return RequestListener.NONE;
    }
}
