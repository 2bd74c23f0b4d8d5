package org.geocontext.query;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.geocontext.fetch.Fetcher;

/**
 * Runs plans: every lookup is a conversation of its own, all at the same time, against one deadline; their requests are
 * shared as the plan says. The fetcher's threads only hand over; each step of a conversation (it parses) runs on the
 * query's lane. Thread-safe.
 */
public final class QueryEngine {

    private final Fetcher fetcher;
    private final Supplier<Lane> parsing;
    private final ScheduledExecutorService timer;
    private final EndpointMemory memory;
    private final SharingCounts sharing;

    /**
     * @param parsing makes a query's lane, where its replies are read and reduced
     * @param timer ends queries at their deadline; never blocked
     * @param memory the planner's
     * @param sharing counts how services share requests
     */
    public QueryEngine(
            Fetcher fetcher,
            Supplier<Lane> parsing,
            ScheduledExecutorService timer,
            EndpointMemory memory,
            SharingCounts sharing) {
        this.fetcher = fetcher;
        this.parsing = parsing;
        this.timer = timer;
        this.memory = memory;
        this.sharing = sharing;
    }

    /** Starts a plan and returns at once. */
    public RunningQuery start(QueryPlan plan, QueryListener listener) {
        QueryRun run = new QueryRun(plan, listener, fetcher, parsing.get(), memory, sharing);
        run.start(timer);
        return run;
    }
}
