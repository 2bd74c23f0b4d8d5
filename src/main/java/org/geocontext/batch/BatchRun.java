package org.geocontext.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.geocontext.query.AreaEngine;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.PreparedQuery;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;

/**
 * One run over many points. Points are read in windows; of each window every position is asked about once, neighbours
 * after each other, and a window is written before the next one is read, so that memory stays bounded and nothing is
 * read faster than it is answered. One thread {@linkplain #run runs} it; {@link #cancel} and {@link #progress} are for
 * any other.
 *
 * @param <T> what goes with points
 */
public final class BatchRun<T> {

    private static final Runnable WAKE_UP = () -> {};

    private final PointEngine engine;
    private final BatchSettings settings;
    private final PreparedQuery query;
    private final Tally tally = new Tally();

    /** Of the services that may be asked for areas, by index. */
    private final Map<Integer, AreaManners> manners = new HashMap<>();

    private final AreaEngine areas;

    /** What has come in for the run's thread. */
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    private volatile boolean cancelled;

    /**
     * Checks the request; nothing is read or sent.
     *
     * @param request its point, CRS and timeout do not matter
     * @throws InvalidRequestException for a bad key or number
     */
    public BatchRun(PointEngine engine, QueryRequest request, BatchSettings settings) throws InvalidRequestException {
        this.engine = engine;
        this.settings = settings;
        this.query = engine.prepare(request);
        this.areas = engine.areas();
        for (int service = 0; settings.areas() && service < query.services().size(); service++) {
            if (areas.mayAsk(query.services().get(service))) {
                manners.put(service, new AreaManners());
            }
        }
    }

    /** What is answered for each point, in catalogue order. */
    public List<QueryPlan.Row> columns() {
        return query.columns();
    }

    /** How many services may be asked for areas. */
    public int areaServices() {
        return manners.size();
    }

    /** About how many requests they take if points are not far from each other. */
    public long areaRequests(long points) {
        return manners.size() * AreaManners.requests(points);
    }

    public BatchProgress progress() {
        return tally.progress(cancelled);
    }

    /** Ends the run soon; rows that are complete are written before, in order if they are wanted in order. */
    public void cancel() {
        cancelled = true;
        events.add(WAKE_UP);
    }

    /**
     * Reads, asks and writes until the points end or the run is cancelled; an interrupt cancels it. To be called once.
     *
     * @return what it came to
     * @throws IOException from reading or writing
     */
    public BatchProgress run(PointSource<T> source, RowSink<T> sink) throws IOException {
        return run(source, sink, null);
    }

    /**
     * As {@link #run(PointSource, RowSink)}, going on from what an earlier run was told: rows are written from the
     * first one on, but only what is not in the journal is asked.
     *
     * @param journal of this run; null for none
     */
    public BatchProgress run(PointSource<T> source, RowSink<T> sink, @Nullable RunJournal journal) throws IOException {
        long first = 0;
        while (!cancelled) {
            List<BatchPoint<T>> points = read(source);
            if (points.isEmpty()) {
                break;
            }
            new Pass(new Window<>(first, points, query), sink, journal).run();
            first += points.size();
        }
        return progress();
    }

    private List<BatchPoint<T>> read(PointSource<T> source) throws IOException {
        int most = settings.windowPoints(query.services().size());
        List<BatchPoint<T>> points = new ArrayList<>();
        while (points.size() < most && !cancelled) {
            BatchPoint<T> point = source.next();
            if (point == null) {
                break;
            }
            points.add(point);
        }
        return points;
    }

    private record News(Site site, int service) {}

    /** The way of one window. */
    private final class Pass {

        private final Window<T> window;
        private final RowSink<T> sink;
        private final @Nullable RunJournal journal;
        private final PointQueue queue;
        private final List<AreaWalk> walks = new ArrayList<>();

        /** Points of which the rows can be written, in order or not. */
        private final List<Integer> ready = new ArrayList<>();

        /** What was answered and is not in the journal yet. */
        private final List<News> news = new ArrayList<>();

        /** Rows in order are written up to here. */
        private int next;

        private int written;

        Pass(Window<T> window, RowSink<T> sink, @Nullable RunJournal journal) {
            this.window = window;
            this.sink = sink;
            this.journal = journal;
            this.queue = new PointQueue(engine, settings, tally, events::add, this::answered);
        }

        void run() throws IOException {
            try {
                if (journal != null) {
                    journal.restore(window.end(), query.services(), window::restore);
                }
                begin();
                write();
                while (written < window.size() && !cancelled) {
                    events.take().run();
                    keep();
                    write();
                }
            } catch (InterruptedException e) {
                cancelled = true;
                Thread.currentThread().interrupt();
            } finally {
                queue.cancel();
                walks.forEach(AreaWalk::cancel);
                events.clear();
            }
        }

        private void begin() {
            IntStream.range(0, window.size()).filter(window::isMistaken).forEach(ready::add);
            Map<Integer, List<Site>> byArea = new TreeMap<>();
            for (Site site : SpatialOrder.sorted(window.sites())) {
                begin(site, byArea);
            }
            byArea.forEach((service, sites) -> {
                AreaManners known = Objects.requireNonNull(manners.get(service));
                known.beginWindow();
                walks.add(new AreaWalk(
                        service,
                        query,
                        sites,
                        areas,
                        known,
                        tally,
                        events::add,
                        (site, index) -> answered(site, List.of(index)),
                        (site, index) -> queue.add(site, List.of(index))));
            });
            walks.forEach(AreaWalk::goOn);
        }

        private void begin(Site site, Map<Integer, List<Site>> byArea) {
            List<Integer> open = open(site);
            site.await(open.size());
            if (open.isEmpty()) {
                ready.addAll(site.points());
                return;
            }
            List<Integer> alone = new ArrayList<>();
            for (int service : open) {
                if (manners.containsKey(service)) {
                    byArea.computeIfAbsent(service, first -> new ArrayList<>()).add(site);
                } else {
                    alone.add(service);
                }
            }
            if (!alone.isEmpty()) {
                queue.add(site, alone);
            }
        }

        private List<Integer> open(Site site) {
            List<Integer> open = new ArrayList<>();
            for (int service = 0; service < query.services().size(); service++) {
                if (!site.question().isAnswered(service) && !site.question().recall(service)) {
                    open.add(service);
                }
            }
            return open;
        }

        private void answered(Site site, List<Integer> services) {
            if (journal != null) {
                services.forEach(service -> news.add(new News(site, service)));
            }
            if (site.answered(services.size())) {
                ready.addAll(site.points());
            }
        }

        /** A failure is not worth keeping: it is asked again. */
        private void keep() throws IOException {
            if (journal == null) {
                return;
            }
            for (News each : news) {
                List<ContextValue> said = each.site().question().answer(each.service());
                if (said != null && said.stream().noneMatch(value -> value.status() == Status.FAILED)) {
                    journal.record(window.index(each.site()), each.service(), said);
                }
            }
            news.clear();
            if (events.isEmpty()) {
                journal.flush();
            }
        }

        private void write() throws IOException {
            if (settings.ordered()) {
                while (next < window.size() && window.isDone(next)) {
                    write(next++);
                }
            } else {
                for (int index : ready) {
                    write(index);
                }
            }
            ready.clear();
        }

        private void write(int index) throws IOException {
            BatchRow<T> row = window.row(index);
            sink.accept(row);
            tally.written(row);
            written++;
        }
    }
}
