package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

class QueryEngineTest {

    private static final Duration NO_LIMIT = Duration.ofDays(1);
    private static final Instant SENT = Instant.parse("2024-05-01T12:00:00Z");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private ContextValue ask(Fetcher fetcher, String crs, double seconds) throws InvalidRequestException {
        ServiceDefinition service = ServiceDefinition.builder("wells", QueryType.WFS, "http://127.0.0.1/wfs")
                .layer("wells")
                .property("name")
                .build();
        QueryRequest request = new QueryRequest(
                point(crs),
                crs,
                null,
                List.of(),
                List.of("wells"),
                null,
                seconds,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);
        QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), memory)
                .plan(request, new Catalogue(List.of(service), List.of(), List.of()), NO_LIMIT);
        QueryResult result = new QueryEngine(
                        fetcher,
                        () -> (task, bytes) -> threads.execute(task),
                        threads,
                        memory,
                        new SharingCounts(new GeoContextMetrics()))
                .start(plan, QueryListener.NONE)
                .result()
                .join();
        return result.rows().get(0);
    }

    private static CallFailure late(String message) {
        return new CallFailure(Reason.TIMEOUT, message, new CallTiming(SENT, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aCallThatIsLateStillSaysHowFarItCame() throws InvalidRequestException {
        Fetcher untilItsDeadline = (call, scope) -> {
            CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
            threads.schedule(
                    () -> outcome.complete(late("not sent: the queue was long")),
                    scope.deadline().remaining().toNanos(),
                    TimeUnit.NANOSECONDS);
            return outcome;
        };
        ContextValue row = ask(untilItsDeadline, "EPSG:4326", 2);
        assertThat(row.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(row.message()).startsWith("not sent");
        assertThat(row.fetchedAt()).isEqualTo(SENT);
    }

    @Test
    void aReplyThatOverflowsTheStackFailsItsServiceOnly() throws InvalidRequestException {
        ContextValue row = ask(
                (call, scope) -> {
                    throw new StackOverflowError();
                },
                "EPSG:4326",
                30);
        assertThat(row.status()).isEqualTo(Status.FAILED);
        assertThat(row.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(row.elapsedMillis()).isLessThan(20_000);
    }

    /** 33 east, 25 south. */
    private static Point point(String crs) {
        Coordinate position = Crs.of(crs).fromLonLat(new LonLat(33, -25));
        return new GeometryFactory().createPoint(position);
    }

    private static Fetcher answering(String polygon) {
        byte[] body = ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{"
                        + "\"type\":\"Polygon\",\"coordinates\":[" + polygon
                        + "]},\"properties\":{\"name\":\"here\"}}]}")
                .getBytes(StandardCharsets.UTF_8);
        CallTiming timing = new CallTiming(SENT, Duration.ZERO, Duration.ZERO);
        return (call, scope) ->
                CompletableFuture.completedFuture(new HttpReply(call.uri(), 200, Map.of(), body, timing));
    }

    @Test
    void aGeometryIsShownInTheCrsOfTheRequest() throws InvalidRequestException {
        ContextValue row = ask(answering("[[32,-26],[34,-26],[34,-24],[32,-24],[32,-26]]"), "EPSG:32736", 30);
        assertThat(row.value()).isEqualTo("here");
        assertThat(row.geometry().getEnvelopeInternal().contains(500_000, 7_235_000))
                .isTrue();
        assertThat(row.message()).isNull();
    }

    @Test
    void aGeometryThatTheCrsWouldDistortIsLeftOutAndSaidToBe() throws InvalidRequestException {
        ContextValue row = ask(answering("[[-170,-80],[170,-80],[170,80],[-170,80],[-170,-80]]"), "EPSG:32736", 30);
        assertThat(row.value()).isEqualTo("here");
        assertThat(row.distanceMetres()).isZero();
        assertThat(row.geometry()).isNull();
        assertThat(row.message()).isEqualTo("its geometry cannot be shown in EPSG:32736");
    }
}
