package org.geocontext.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RequestListener;
import org.geocontext.query.RunningQuery;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A query that somebody watches: its rows in the order in which they arrive, and the way of its requests. Every change
 * has a number, its revision, so that who looks again is told only what is new. Thread-safe.
 */
final class LiveQuery implements QueryListener {

    /** What it holds is then left without geometries. */
    static final long MOST_BYTES = 16 << 20;

    private static final int BYTES_OF_ROW = 600;
    private static final int BYTES_OF_POSITION = 40;

    enum State {
        RUNNING,
        DONE,
        CANCELLED
    }

    /**
     * A row that has come.
     *
     * @param row its place in the plan; several values of one service share it
     */
    record Arrival(int row, int number, ContextValue value) {}

    /**
     * A request and when it last changed.
     *
     * @param id its place among the requests of the query, from 0
     */
    record Traced(int id, long revision, RequestTrace trace) {}

    /**
     * The query as it stands.
     *
     * @param total rows of the plan
     * @param finished those of them that have come
     * @param arrivals from the one that was asked for
     * @param next the number of the arrival that comes next
     * @param requests that have changed since the revision that was asked for
     */
    record View(
            State state,
            Duration elapsed,
            Crs crs,
            Duration timeout,
            int total,
            int finished,
            List<Arrival> arrivals,
            int next,
            List<Traced> requests,
            long revision) {}

    private final String id;
    private final Caller owner;
    private final Object plan;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Traced> requests = new ArrayList<>();
    private Crs crs = Crs.WGS84;
    private Duration timeout = Duration.ZERO;
    private State state = State.RUNNING;
    private @Nullable Duration elapsed;
    private @Nullable RunningQuery query;
    private long number;
    private int total;
    private int finished;
    private long bytes;
    private long revision;
    private boolean calledOff;

    /**
     * @param id that nobody can guess
     * @param plan as a JSON tree
     */
    LiveQuery(String id, Caller owner, Object plan) {
        this.id = id;
        this.owner = owner;
        this.plan = plan;
    }

    String id() {
        return id;
    }

    /** As a JSON tree. */
    Object plan() {
        return plan;
    }

    /** Whether it exists for a caller. */
    boolean isFor(Caller caller) {
        return caller.administrator() || Objects.equals(caller.name(), owner.name());
    }

    Caller owner() {
        return owner;
    }

    synchronized void follow(RunningQuery running) {
        number = running.number();
        if (state == State.RUNNING) {
            query = running;
        }
    }

    /** As {@link RunningQuery#number}; 0 as long as there is none. */
    synchronized long number() {
        return number;
    }

    /** Ends the query, unless it has ended. */
    void cancel() {
        RunningQuery running;
        synchronized (this) {
            calledOff = state == State.RUNNING;
            running = query;
        }
        if (running != null) {
            running.cancel();
        }
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /** About as many as it takes. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * What there is to see.
     *
     * @param from the number of the first arrival to be shown
     * @param since the revision that was seen before; 0 for all requests
     */
    synchronized View view(int from, long since) {
        return new View(
                state,
                elapsed == null ? Duration.ofNanos(System.nanoTime() - startedNanos) : elapsed,
                crs,
                timeout,
                total,
                finished,
                List.copyOf(arrivals.subList(Math.min(from, arrivals.size()), arrivals.size())),
                arrivals.size(),
                requests.stream().filter(request -> request.revision() > since).toList(),
                revision);
    }

    @Override
    public synchronized void planned(QueryPlan planned) {
        crs = planned.crs();
        timeout = planned.timeout();
        total = planned.rows().size();
        planned.recalled().forEach(answer -> add(RequestTrace.recalled(answer.service())));
        Set<String> skipped = new HashSet<>();
        for (QueryPlan.Row row : planned.rows()) {
            QueryPlan.Skip why = row.skipped();
            if (why != null && skipped.add(row.service().key())) {
                add(RequestTrace.skipped(row.service(), why.reason().code(), why.message()));
            }
        }
    }

    private void add(RequestTrace trace) {
        requests.add(new Traced(requests.size(), ++revision, trace));
        bytes += BYTES_OF_ROW;
    }

    @Override
    public void progressed(int done, int lookups) {}

    @Override
    public synchronized void answered(int row, List<ContextValue> values) {
        finished++;
        revision++;
        values.forEach(value -> arrive(row, value));
    }

    private void arrive(int row, ContextValue value) {
        Geometry geometry = value.geometry();
        long size = geometry == null ? 0 : (long) BYTES_OF_POSITION * geometry.getNumPoints();
        boolean fits = bytes + size <= MOST_BYTES;
        arrivals.add(new Arrival(row, arrivals.size(), fits ? value : withoutGeometry(value)));
        bytes += BYTES_OF_ROW + (fits ? size : 0);
    }

    private static ContextValue withoutGeometry(ContextValue value) {
        return new ContextValue(
                null,
                value.collection(),
                value.group(),
                value.service(),
                value.value(),
                value.number(),
                value.status(),
                value.reason(),
                value.message() == null
                        ? "its geometry is too large to be shown while the query runs"
                        : value.message(),
                value.source(),
                value.distanceMetres(),
                value.cached(),
                value.ageSeconds(),
                value.elapsedMillis(),
                value.fetchedAt());
    }

    @Override
    public RequestListener requesting(List<ServiceDefinition> services, HttpCall call) {
        int place;
        synchronized (this) {
            place = requests.size();
            add(RequestTrace.created(services, call, millis()));
        }
        return new RequestListener() {
            @Override
            public void ended(FetchOutcome outcome) {
                double sentAt =
                        Duration.between(startedAt, outcome.timing().sentAt()).toNanos() / 1e6;
                change(place, trace -> trace.ended(outcome, millis(), sentAt));
            }

            @Override
            public void read() {
                change(place, trace -> trace.read(millis()));
            }
        };
    }

    private synchronized void change(int place, UnaryOperator<RequestTrace> change) {
        RequestTrace before = requests.get(place).trace();
        requests.set(place, new Traced(place, ++revision, change.apply(before)));
    }

    synchronized void ended(QueryResult result) {
        revision++;
        state = calledOff ? State.CANCELLED : State.DONE;
        elapsed = result.elapsed();
        query = null;
    }

    private double millis() {
        return (System.nanoTime() - startedNanos) / 1e6;
    }
}
