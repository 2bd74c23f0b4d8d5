package org.geocontext.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;

/**
 * The listener of a run. One that fails costs the query nothing but a line in the log, and none costs next to nothing.
 * But for {@link #requesting}, told by one thread at a time.
 */
final class Follower {

    private final QueryListener listener;
    private final boolean deaf;
    private final List<QueryPlan.Row> rows;
    private final Map<String, List<Integer>> rowsOfService = new HashMap<>();
    private final BitSet told = new BitSet();

    Follower(QueryListener listener, QueryPlan plan) {
        this.listener = listener;
        deaf = listener == QueryListener.NONE;
        rows = plan.rows();
        if (!deaf) {
            for (int row = 0; row < rows.size(); row++) {
                String service = rows.get(row).service().key();
                rowsOfService
                        .computeIfAbsent(service, key -> new ArrayList<>(1))
                        .add(row);
            }
            tell(to -> to.planned(plan));
        }
    }

    void progressed(int done, int total) {
        tell(to -> to.progressed(done, total));
    }

    /** A service has its answer. */
    void answered(String service, Function<QueryPlan.Row, List<ContextValue>> values) {
        rowsOfService.getOrDefault(service, List.of()).forEach(row -> answered(row, values.apply(rows.get(row))));
    }

    /** A row has its answer; it may have been told. */
    void answered(int row, List<ContextValue> values) {
        if (!deaf && !told.get(row)) {
            told.set(row);
            tell(to -> to.answered(row, values));
        }
    }

    RequestListener requesting(List<PendingAsk> asks, HttpCall call) {
        if (deaf) {
            return RequestListener.NONE;
        }
        try {
            return new Careful(listener.requesting(
                    asks.stream().map(ask -> ask.lookup().service()).toList(), call));
        } catch (RuntimeException e) {
            warn(e);
            return RequestListener.NONE;
        }
    }

    private void tell(Consumer<QueryListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            warn(e);
        }
    }

    private static void warn(RuntimeException e) {
        QueryRun.LOG.warn("Following a query failed", e);
    }

    private record Careful(RequestListener listener) implements RequestListener {

        @Override
        public void ended(FetchOutcome outcome) {
            attempt(() -> listener.ended(outcome));
        }

        @Override
        public void read() {
            attempt(listener::read);
        }

        private static void attempt(Runnable event) {
            try {
                event.run();
            } catch (RuntimeException e) {
                warn(e);
            }
        }
    }
}
