package org.geocontext.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.geocontext.feature.ContextValueFeatures;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryPlanner;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.ProcessException;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.util.SimpleInternationalString;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * {@code geocontext:Query} as a GeoTools annotated process: its description and its execution in GeoServer. The
 * standalone host reads the description from here too. Thread-safe.
 */
@DescribeProcess(
        title = "GeoContext query",
        description =
                "Asks every map service of a collection what it knows about a point, all at the same time, and returns"
                        + " a value, a unit, a status and a provenance for each, in the time of the slowest one.")
public final class QueryProcess implements ContextProcess {

    private static final long POLL_MILLIS = 100;

    /** Every progress report is a write to GeoServer's status store: at most two a second. */
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ProcessHost host;

    public QueryProcess(ProcessHost host) {
        this.host = host;
    }

    /**
     * Runs a query to its end.
     *
     * @throws ProcessException naming the input that is wrong, or when the execution was cancelled
     */
    @DescribeResult(
            name = "result",
            description = "One feature for every service asked, whatever became of it: geocontext:ContextValue",
            type = SimpleFeatureCollection.class)
    public SimpleFeatureCollection execute(
            @DescribeParameter(
                            name = "point",
                            description =
                                    "The point, x east and y north, as in POINT(31.3963 -24.4561): WKT, EWKT, GML or GeoJSON."
                                            + " A SRID in EWKT or a srsName in GML wins over crs.")
                    Geometry point,
            @DescribeParameter(
                            name = "collection",
                            description =
                                    "Key of the collection to ask; at least one of collection, group and service is needed",
                            min = 0)
                    @Nullable
                    String collection,
            @DescribeParameter(
                            name = "group",
                            description = "Keys of the groups to keep; without a collection, the groups to ask",
                            min = 0,
                            max = Integer.MAX_VALUE,
                            collectionType = String.class)
                    String @Nullable [] group,
            @DescribeParameter(
                            name = "service",
                            description =
                                    "Keys of the services to keep; without collection and group, the services to ask",
                            min = 0,
                            max = Integer.MAX_VALUE,
                            collectionType = String.class)
                    String @Nullable [] service,
            @DescribeParameter(
                            name = "crs",
                            description =
                                    "CRS of the point and of the geometries in GML, CSV and shapefile output; EPSG:4326 by default",
                            min = 0,
                            defaultValue = "EPSG:4326")
                    @Nullable
                    String crs,
            @DescribeParameter(
                            name = "tolerance",
                            description =
                                    "Search radius on the ground, 0 to 100000 metres; each service has its own by default",
                            min = 0,
                            minValue = 0,
                            maxValue = QueryPlanner.MAX_TOLERANCE)
                    @Nullable
                    Double tolerance,
            @DescribeParameter(
                            name = "timeout",
                            description =
                                    "Longest time for the whole query, 0.1 to 300 seconds, by default what the administrator has set;"
                                            + " what has not answered by then has failed",
                            min = 0,
                            minValue = QueryPlanner.MIN_TIMEOUT,
                            maxValue = QueryPlanner.MAX_TIMEOUT)
                    @Nullable
                    Double timeout,
            @DescribeParameter(
                            name = "features",
                            description =
                                    "NEAREST, the nearest feature of each service (default), or ALL within tolerance, at most 100 of each",
                            min = 0,
                            defaultValue = "NEAREST")
                    @Nullable
                    FeaturesMode features,
            @DescribeParameter(
                            name = "geometry",
                            description =
                                    "SOURCE, the geometry of the matched feature (default), POINT, the asked point, or NONE",
                            min = 0,
                            defaultValue = "SOURCE")
                    @Nullable
                    GeometryMode geometry,
            @DescribeParameter(
                            name = "refresh",
                            description = "true: take nothing from the cache; false by default",
                            min = 0,
                            defaultValue = "false")
                    @Nullable
                    Boolean refresh,
            @Nullable ProgressListener progress) {
        QueryRequest request = new QueryRequest(
                point,
                crs,
                collection,
                group == null ? List.of() : List.of(group),
                service == null ? List.of() : List.of(service),
                tolerance,
                timeout,
                features == null ? FeaturesMode.NEAREST : features,
                geometry == null ? GeometryMode.SOURCE : geometry,
                refresh != null && refresh);
        Progress report = new Progress(progress);
        report.begin();
        Duration timeLeft = host.timeLeft(progress);
        if (timeLeft.isNegative() || timeLeft.isZero()) {
            throw new FailedExecution("The execution waited for its turn longer than the host lets it take");
        }
        try {
            RunningQuery query = host.engine().start(request, host.caller(), timeLeft, report::counted);
            return ContextValueFeatures.of(await(query, report));
        } catch (InvalidRequestException e) {
            throw new FailedExecution(e.getMessage());
        }
    }

    /** The host's own thread waits here, the only place where one does, and looks for a cancel while it waits. */
    private static QueryResult await(RunningQuery query, Progress report) {
        CompletableFuture<QueryResult> result = query.result();
        try {
            while (true) {
                report.publish();
                try {
                    return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    report.checkCancelled();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedExecution("The query was interrupted");
        } catch (ExecutionException e) {
            throw new ProcessException(e.getCause());
        } finally {
            query.cancel();
        }
    }

    /** A sentence for the client; hosts log what they catch, and its stack says nothing. */
    private static final class FailedExecution extends ProcessException {
        private static final long serialVersionUID = 1L;

        FailedExecution(@Nullable String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** Counts on any thread, reports on the host's. */
    private static final class Progress {
        private final @Nullable ProgressListener listener;
        private volatile @Nullable Count count;
        private @Nullable Count published;
        private long publishedAt = System.nanoTime();

        Progress(@Nullable ProgressListener listener) {
            this.listener = listener;
        }

        void counted(int done, int total) {
            count = new Count(done, total);
        }

        /** Else the status text stays that of the last input read. */
        void begin() {
            checkCancelled();
            publish("Asking the services", 0);
        }

        /** GeoServer throws away what a cancelled process returns and calls it a success: so it must not return. */
        void checkCancelled() {
            if (listener != null && listener.isCanceled()) {
                throw new FailedExecution("The query was dismissed, or reached the time limit of the host");
            }
        }

        void publish() {
            Count latest = count;
            if (latest != null && !latest.equals(published) && System.nanoTime() - publishedAt >= REPORT_NANOS) {
                published = latest;
                publish(
                        latest.done + " of " + latest.total + " services have answered",
                        100f * latest.done / latest.total);
            }
        }

        /** The host's listener throws an exception of its own if the execution was dismissed. */
        private void publish(String task, float percent) {
            if (listener != null) {
                publishedAt = System.nanoTime();
                listener.setTask(new SimpleInternationalString(task));
                listener.progress(percent);
            }
        }

        private record Count(int done, int total) {}
    }
}
