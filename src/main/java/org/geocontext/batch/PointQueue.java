package org.geocontext.batch;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.RequestListener;
import org.geocontext.query.RunningQuery;

/** Asks about points one by one, a limited number at the same time. Belongs to the run's thread. */
final class PointQueue {

    private record Waiting(Site site, List<Integer> services) {}

    private final PointEngine engine;
    private final BatchSettings settings;
    private final Tally tally;
    private final Executor runThread;
    private final BiConsumer<Site, List<Integer>> answered;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Set<RunningQuery> running = new HashSet<>();

    /**
     * @param runThread runs tasks on the run's thread
     * @param answered told of sites whose question has got answers for these services
     */
    PointQueue(
            PointEngine engine,
            BatchSettings settings,
            Tally tally,
            Executor runThread,
            BiConsumer<Site, List<Integer>> answered) {
        this.engine = engine;
        this.settings = settings;
        this.tally = tally;
        this.runThread = runThread;
        this.answered = answered;
    }

    void add(Site site, List<Integer> services) {
        waiting.add(new Waiting(site, services));
        startMore();
    }

    private void startMore() {
        while (running.size() < settings.pointsInFlight() && !waiting.isEmpty()) {
            start(waiting.remove());
        }
    }

    private void start(Waiting next) {
        RunningQuery query;
        try {
            query = engine.start(
                    next.site().question().asking(next.services(), settings.timeoutSeconds()), new RequestCounter());
        } catch (InvalidRequestException e) {
            throw new IllegalStateException("a prepared query was refused", e);
        }
        running.add(query);
        query.result()
                .thenAccept(result -> runThread.execute(() -> {
                    running.remove(query);
                    next.site().question().take(next.services(), result);
                    answered.accept(next.site(), next.services());
                    startMore();
                }));
    }

    /** Ends what is under way and forgets what is waiting. */
    void cancel() {
        waiting.clear();
        List.copyOf(running).forEach(RunningQuery::cancel);
    }

    private final class RequestCounter implements QueryListener {

        @Override
        public void progressed(int done, int total) {}

        @Override
        public RequestListener requesting(List<ServiceDefinition> services, HttpCall call) {
            tally.requested();
            return RequestListener.NONE;
        }
    }
}
