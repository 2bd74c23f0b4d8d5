package org.geocontext.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.feature.PlanJson;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;

/**
 * Queries that are started, left to themselves and looked at from time to time. One that has ended is kept for five
 * minutes, or less where it stands in the way of newer ones. Thread-safe.
 */
final class LiveQueries {

    /** Under way at once, for all callers together. */
    static final int MOST_RUNNING = 64;

    /** The same for one caller, administrators excepted. */
    static final int MOST_RUNNING_OF_ONE = 8;

    static final Duration KEPT = Duration.ofMinutes(5);
    static final int MOST_KEPT = 200;

    /** Of those that have ended. */
    static final long MOST_BYTES = 64 << 20;

    private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier nanoClock;
    private final Map<String, LiveQuery> running = new LinkedHashMap<>();
    private final Map<String, Ended> ended = new LinkedHashMap<>();

    private record Ended(LiveQuery query, long atNanos) {}

    LiveQueries() {
        this(System::nanoTime);
    }

    LiveQueries(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Starts a query.
     *
     * @throws InvalidRequestException naming the input at fault
     * @throws RestException 503 if too many are under way
     */
    LiveQuery start(GeoContext engine, QueryRequest request, Caller caller)
            throws InvalidRequestException, RestException {
        Object plan = plan(engine, request, caller);
        LiveQuery query = new LiveQuery(UUID.randomUUID().toString(), caller, plan);
        admit(query);
        RunningQuery started;
        try {
            started = engine.start(request, caller, UNLIMITED, query);
        } catch (InvalidRequestException | RuntimeException e) {
            dismiss(query);
            throw e;
        }
        query.follow(started);
        started.result().thenAccept(result -> ended(query, result));
        return query;
    }

    private static Object plan(GeoContext engine, QueryRequest request, Caller caller) throws InvalidRequestException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try {
            PlanJson.write(engine.explain(request, caller, 1), document, false);
            return Objects.requireNonNull(Json.parse(document.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException("a plan that is no JSON", e);
        }
    }

    private synchronized void admit(LiveQuery query) throws RestException {
        forgetOld();
        Caller owner = query.owner();
        long own = running.values().stream()
                .filter(other -> Objects.equals(other.owner().name(), owner.name()))
                .count();
        boolean tooMany = running.size() >= MOST_RUNNING || !owner.administrator() && own >= MOST_RUNNING_OF_ONE;
        if (tooMany) {
            throw new RestException(
                            503,
                            null,
                            "As many queries as allowed are already being followed; ask again in a moment.",
                            null)
                    .withHeader("Retry-After", "1");
        }
        running.put(query.id(), query);
    }

    private synchronized void dismiss(LiveQuery query) {
        running.remove(query.id());
    }

    private void ended(LiveQuery query, QueryResult result) {
        query.ended(result);
        synchronized (this) {
            running.remove(query.id());
            ended.put(query.id(), new Ended(query, nanoClock.getAsLong()));
            forgetOld();
        }
    }

    private void forgetOld() {
        long now = nanoClock.getAsLong();
        long bytes =
                ended.values().stream().mapToLong(old -> old.query().bytes()).sum();
        for (Iterator<Ended> oldest = ended.values().iterator(); oldest.hasNext(); ) {
            Ended old = oldest.next();
            boolean expired = now - old.atNanos() >= KEPT.toNanos();
            if (!expired && ended.size() <= MOST_KEPT && bytes <= MOST_BYTES) {
                return;
            }
            bytes -= old.query().bytes();
            oldest.remove();
        }
    }

    /** Those that exist for a caller, in the order of their starts. */
    synchronized List<LiveQuery> of(Caller caller) {
        forgetOld();
        List<LiveQuery> queries = new ArrayList<>();
        ended.values().forEach(old -> queries.add(old.query()));
        queries.addAll(running.values());
        queries.removeIf(query -> !query.isFor(caller));
        return queries;
    }

    /** Empty if there is none, or none for the caller. */
    synchronized Optional<LiveQuery> find(String id, Caller caller) {
        forgetOld();
        Ended old = ended.get(id);
        return Optional.ofNullable(old == null ? running.get(id) : old.query()).filter(query -> query.isFor(caller));
    }
}
