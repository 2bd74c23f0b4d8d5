package org.geocontext.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.geocontext.batch.PointEngine;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.capabilities.Extents;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.Visibility;
import org.geocontext.fetch.DaemonThreads;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.fetch.Fetching;
import org.geocontext.fetch.OriginState;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.query.AnswerMemory;
import org.geocontext.query.AreaEngine;
import org.geocontext.query.ContextValue;
import org.geocontext.query.EndpointMemory;
import org.geocontext.query.Explainer;
import org.geocontext.query.Explanation;
import org.geocontext.query.FairExecutor;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.Lane;
import org.geocontext.query.PreparedQuery;
import org.geocontext.query.QueryEngine;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryPlanner;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.SharingCounts;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;

/**
 * The engine, as a host sees it: it owns the HTTP client and every thread. The host owns the catalogue and says who
 * asks. Thread-safe. After {@link #close} no thread and no connection is left, and every query ends as cancelled.
 */
public final class GeoContext implements AutoCloseable {

    private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);
    private static final String CAPABILITIES_FILE = "capabilities.json";
    private static final String ANSWERS_DIRECTORY = "answers";

    private final Settings settings;
    private final Supplier<Catalogue> catalogue;
    private final GeoContextMetrics metrics;
    private final Fetching fetching;
    private final FairExecutor parsing;
    private final Extents extents;
    private final AnswerMemory answers;
    private final ScheduledThreadPoolExecutor timer;
    private final SharingCounts sharing;
    private final QueryEngine engine;
    private final QueryPlanner planner;
    private final Explainer explainer;
    private final RecentQueries recent = new RecentQueries();
    private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> whenClosed = new ConcurrentLinkedQueue<>();
    private final UserQuota quota;
    private volatile boolean closed;

    private GeoContext(Settings settings, Supplier<Catalogue> catalogue, UrlPolicy urlPolicy, @Nullable Path data) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.metrics = new GeoContextMetrics();
        this.fetching = Fetching.start(
                settings.fetch(), urlPolicy, origin -> catalogue.get().manners(origin), metrics);
        this.extents = Extents.start(
                settings.extents(), fetching.background(), data == null ? null : data.resolve(CAPABILITIES_FILE));
        this.answers =
                AnswerMemory.open(settings.answers(), data == null ? null : data.resolve(ANSWERS_DIRECTORY), metrics);
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.parsing = new FairExecutor(processors, new DaemonThreads("geocontext-parse"));
        this.timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads("geocontext-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.quota = new UserQuota(settings.userLimits(), System::nanoTime);
        EndpointMemory memory = new EndpointMemory(settings.merging());
        this.sharing = new SharingCounts(metrics);
        this.engine = new QueryEngine(
                fetching.fetcher(), fetching.background(), parsing::lane, timer, memory, sharing, answers);
        this.planner = new QueryPlanner(settings.timeout(), memory, extents, answers);
        FetchSettings limits = settings.fetch();
        Manners ceiling = new Manners(limits.callsPerOrigin(), Double.POSITIVE_INFINITY);
        this.explainer = new Explainer(
                memory,
                origin -> catalogue.get().manners(origin).and(ceiling),
                fetching::endpoints,
                limits.callsInTotal());
    }

    /**
     * Starts an engine. It is ready at once; {@link #warmUp} makes its first query as quick as the later ones.
     *
     * @param catalogue asked anew for every query, so that a changed catalogue counts from the next query on
     * @param urlPolicy the host's say on which URLs may be fetched
     */
    public static GeoContext start(Settings settings, Supplier<Catalogue> catalogue, UrlPolicy urlPolicy) {
        return start(settings, catalogue, urlPolicy, null);
    }

    /**
     * As {@link #start(Settings, Supplier, UrlPolicy)}, with a memory that survives a restart.
     *
     * @param data directory of the engine's own files, made when there is something to write; whatever is in it may be
     *     deleted while no engine runs, which costs nothing but requests. Null for none
     */
    public static GeoContext start(
            Settings settings, Supplier<Catalogue> catalogue, UrlPolicy urlPolicy, @Nullable Path data) {
        return new GeoContext(settings, catalogue, urlPolicy, data);
    }

    public Settings settings() {
        return settings;
    }

    /** What exists for a caller. */
    public Catalogue catalogue(Caller caller) {
        return Visibility.visibleTo(caller, catalogue.get());
    }

    /**
     * Checks a request and says what it would do; nothing is sent.
     *
     * @throws InvalidRequestException naming the input at fault
     */
    public QueryPlan plan(QueryRequest request, Caller caller, Duration hostLimit) throws InvalidRequestException {
        return planner.plan(request, catalogue(caller), hostLimit);
    }

    /**
     * As {@link #plan} in a host without limits of its own, and what it would take.
     *
     * @param points how many points the estimate is for
     * @throws InvalidRequestException naming the input at fault
     */
    public Explanation explain(QueryRequest request, Caller caller, int points) throws InvalidRequestException {
        QueryPlan plan = plan(request, caller, UNLIMITED);
        boolean nothingKnown = plan.recalled().isEmpty();
        QueryPlan anew = nothingKnown ? plan : plan(request.refreshed(), caller, UNLIMITED);
        return explainer.explain(plan, anew, points);
    }

    /**
     * Starts a query and returns at once.
     *
     * @param hostLimit longest time the host lets it run
     * @throws QuotaExceededException if the caller has to wait; nothing was sent
     * @throws InvalidRequestException naming the input at fault; nothing was sent
     */
    public RunningQuery start(QueryRequest request, Caller caller, Duration hostLimit, QueryListener listener)
            throws InvalidRequestException {
        QueryPlan plan = plan(request, caller, hostLimit);
        Runnable release = quota.admit(caller);
        RunningQuery query = engine.start(plan, listener);
        query.result().whenComplete((result, failure) -> release.run());
        running.add(query);
        recent.started(query, request, caller, plan);
        query.result().thenAccept(result -> ended(query, result, request.tolerance()));
        if (closed) {
            query.cancel();
        }
        return query;
    }

    /** For runs over many points, which do not appear among the recent queries. */
    public PointEngine points(Caller caller) {
        return new PointEngine() {
            @Override
            public PreparedQuery prepare(QueryRequest request) throws InvalidRequestException {
                return planner.prepare(request, catalogue(caller));
            }

            @Override
            public RunningQuery start(QueryRequest request, QueryListener listener) throws InvalidRequestException {
                RunningQuery query = engine.start(plan(request, caller, UNLIMITED), listener);
                running.add(query);
                query.result().thenAccept(result -> running.remove(query));
                if (closed) {
                    query.cancel();
                }
                return query;
            }

            @Override
            public AreaEngine areas() {
                return engine.areas();
            }
        };
    }

    /**
     * Asks one service, be it in the catalogue or not, without what is known of its endpoint, and learns nothing from
     * what it says.
     *
     * @param request for the service's key
     * @throws InvalidRequestException naming the input at fault; nothing was sent
     */
    public RunningQuery probe(ServiceDefinition service, QueryRequest request) throws InvalidRequestException {
        EndpointMemory nothing = new EndpointMemory(settings.merging());
        Catalogue only = new Catalogue(List.of(service), List.of(), List.of());
        QueryPlan plan = new QueryPlanner(settings.timeout(), nothing).plan(request, only, UNLIMITED);
        QueryEngine apart = new QueryEngine(fetching.fetcher(), parsing::lane, timer, nothing, sharing);
        RunningQuery query = apart.start(plan, QueryListener.NONE);
        running.add(query);
        query.result().thenAccept(result -> running.remove(query));
        if (closed) {
            query.cancel();
        }
        return query;
    }

    /**
     * Runs something short once, after a while; not at all if the engine is closed before.
     *
     * @return calls it off
     */
    public Runnable later(Duration delay, Runnable action) {
        try {
            Future<?> due = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Runs something when the engine has been closed, at once if it has been. */
    public void whenClosed(Runnable action) {
        whenClosed.add(action);
        if (closed && whenClosed.remove(action)) {
            action.run();
        }
    }

    private void ended(RunningQuery query, QueryResult result, @Nullable Double tolerance) {
        running.remove(query);
        recent.ended(query, result);
        for (ContextValue row : result.rows()) {
            if (row.status() == Status.VALUE && !row.cached()) {
                double within = tolerance == null ? row.service().tolerance() : tolerance;
                extents.answered(row.service(), result.position(), within);
            }
        }
        extents.queryEnded();
    }

    /** As {@link #start(QueryRequest, Caller, Duration, QueryListener)} in a host without limits of its own. */
    public RunningQuery start(QueryRequest request, Caller caller, QueryListener listener)
            throws InvalidRequestException {
        return start(request, caller, UNLIMITED, listener);
    }

    /**
     * Runs a query on this thread.
     *
     * @throws InvalidRequestException naming the input at fault; nothing was sent
     */
    public QueryResult query(QueryRequest request, Caller caller) throws InvalidRequestException {
        return start(request, caller, QueryListener.NONE).result().join();
    }

    /**
     * Sends a call that belongs to no query, under the same limits and guards as those of queries.
     *
     * @param reader of the outcome, run where replies are read; it may be expensive
     * @return completes by the scope's deadline but for the time to read; exceptionally if the reader throws, or with a
     *     {@link CancellationException} if the engine is closed
     */
    public <T> CompletableFuture<T> fetch(HttpCall call, CallScope scope, Function<FetchOutcome, T> reader) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Lane lane = parsing.lane();
        fetching.fetcher().fetch(call, scope).thenAccept(outcome -> {
            long bytes = outcome instanceof HttpReply reply ? reply.body().length : 0;
            try {
                lane.execute(() -> read(outcome, reader, result), bytes);
            } catch (RejectedExecutionException e) {
                result.completeExceptionally(new CancellationException("the engine is closed"));
            }
        });
        return result;
    }

    private static <T> void read(FetchOutcome outcome, Function<FetchOutcome, T> reader, CompletableFuture<T> result) {
        try {
            result.complete(reader.apply(outcome));
        } catch (RuntimeException | StackOverflowError e) {
            result.completeExceptionally(e);
        }
    }

    /** Whether no query is under way. */
    public boolean isIdle() {
        return running.isEmpty();
    }

    /**
     * The queries that were started last, a hundred at most, the last one first: an administrator is shown everybody's,
     * anybody else his own, and who has no name none.
     */
    public List<RecentQuery> recentQueries(Caller caller) {
        return recent.of(caller);
    }

    /** All meters as Prometheus text. */
    public String metrics() {
        return metrics.scrape();
    }

    /**
     * What is known of every origin called in the last half hour, in the order of their names; for anybody but an
     * administrator only of those whose services exist for the caller.
     */
    public List<OriginState> endpoints(Caller caller) {
        Set<Origin> origins = catalogue(caller).origins();
        return fetching.endpoints().stream()
                .filter(state -> caller.administrator() || origins.contains(state.origin()))
                .toList();
    }

    /** How services have shared requests since the start, by origin. */
    public Map<Origin, SharingCounts.Shared> sharing() {
        return sharing.byOrigin();
    }

    /** What is kept of earlier answers, and how often it has been of use. */
    public CacheStatistics cacheStatistics() {
        return answers.statistics();
    }

    /** Forgets every answer. */
    public void clearCache() {
        answers.clearAll();
    }

    /** Forgets the answers of services, by key; of those, too, that are no longer in the catalogue. */
    public void clearCache(Collection<String> services) {
        answers.clear(Set.copyOf(services));
    }

    /**
     * Forgets the answers of every service of a collection.
     *
     * @throws InvalidRequestException if there is none of this key
     */
    public void clearCacheOfCollection(String key) throws InvalidRequestException {
        Catalogue all = catalogue.get();
        CollectionDefinition collection = all.findCollection(key)
                .orElseThrow(() -> new InvalidRequestException(
                        "collection",
                        "collection: " + InvalidRequestException.shown(key) + " is not in the catalogue"));
        clearCache(all.groupsOf(collection).stream()
                .flatMap(group -> all.servicesOf(group).stream())
                .map(ServiceDefinition::key)
                .toList());
    }

    /** Forgets every answer and what servers said about their layers; on disk too. */
    void forget() {
        answers.clearAll();
        extents.clear();
    }

    /**
     * Writes what is to be written and gives its files back, so that another engine can have them. Goes on with what is
     * in memory.
     */
    void releaseFiles() {
        extents.close();
        answers.close();
    }

    /** Loads the client, the readers and the EPSG database; sends nothing but to itself. Takes about a second. */
    public void warmUp() {
        warmUp(80, 20);
    }

    /**
     * Goes on until the JVM has compiled the way of a query, which makes the first large queries as quick as the later
     * ones. Takes some seconds of one processor, so it belongs on a thread that nobody waits for.
     */
    public void warmUpThoroughly() {
        warmUp(1000, 300);
    }

    private void warmUp(int exchanges, int queries) {
        fetching.warmUp(exchanges);
        WarmUp.run(catalogue.get(), parsing, timer, queries);
    }

    /** Ends every thread and connection; queries under way end as cancelled. */
    @Override
    public void close() {
        closed = true;
        running.forEach(RunningQuery::cancel);
        timer.shutdownNow();
        extents.close();
        fetching.close();
        parsing.close();
        answers.close();
        metrics.close();
        awaitEnd(timer);
        for (Runnable action = whenClosed.poll(); action != null; action = whenClosed.poll()) {
            action.run();
        }
    }

    private static void awaitEnd(ExecutorService executor) {
        try {
            executor.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
