package org.geocontext.query;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.geocontext.fetch.Fetcher;

/**
 * Runs plans: every lookup is a conversation of its own, all at the same time, against one deadline; their requests are
 * shared as the plan says. The fetcher's threads only hand over; each step of a conversation (it parses) runs on the
 * query's lane. Thread-safe.
 */
public final class QueryEngine {

    private static final AtomicLong COUNT = new AtomicLong();

    private final Fetcher fetcher;
    private final Fetcher background;
    private final Supplier<Lane> parsing;
    private final ScheduledExecutorService timer;
    private final EndpointMemory memory;
    private final SharingCounts sharing;
    private final AnswerMemory answers;

    /** An engine that keeps no answers, and has no fetcher of its own for what nobody waits for. */
    public QueryEngine(
            Fetcher fetcher,
            Supplier<Lane> parsing,
            ScheduledExecutorService timer,
            EndpointMemory memory,
            SharingCounts sharing) {
        this(fetcher, fetcher, parsing, timer, memory, sharing, AnswerMemory.none());
    }

    /**
     * @param fetcher for what queries wait for
     * @param background for what is tried out after them
     * @param parsing makes a query's lane, where its replies are read and reduced
     * @param timer ends queries at their deadline; never blocked
     * @param memory the planner's
     * @param sharing counts how services share requests
     * @param answers the planner's
     */
    public QueryEngine(
            Fetcher fetcher,
            Fetcher background,
            Supplier<Lane> parsing,
            ScheduledExecutorService timer,
            EndpointMemory memory,
            SharingCounts sharing,
            AnswerMemory answers) {
        this.fetcher = fetcher;
        this.background = background;
        this.parsing = parsing;
        this.timer = timer;
        this.memory = memory;
        this.sharing = sharing;
        this.answers = answers;
    }

    /** Asks for areas, with what this engine has learned. */
    public AreaEngine areas() {
        return new AreaEngine(fetcher, parsing, memory);
    }

    /** Starts a plan and returns at once. */
    public RunningQuery start(QueryPlan plan, QueryListener listener) {
        Lane lane = parsing.get();
        Trial trial = new Trial(background, lane, memory);
        QueryRun run =
                new QueryRun(COUNT.incrementAndGet(), plan, listener, fetcher, lane, memory, sharing, trial, answers);
        run.start(timer);
        return run;
    }
}
