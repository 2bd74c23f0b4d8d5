package org.geocontext.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.admin.HealthResult.Fix;
import org.geocontext.admin.HealthResult.Probe;
import org.geocontext.admin.HealthResult.State;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.codec.JsonNumber;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Asks a service at its test point, and where it answers with nothing or an error, whether it would answer if it were
 * asked a little differently. Thread-safe.
 */
public final class HealthCheck {

    /** What another way of asking cannot help against. */
    private static final Set<Reason> BEYOND_ASKING = Set.of(
            Reason.CONNECT,
            Reason.DNS,
            Reason.TLS,
            Reason.TIMEOUT,
            Reason.UNAUTHORIZED,
            Reason.BREAKER_OPEN,
            Reason.DENIED_ADDRESS,
            Reason.CANCELLED);

    private static final double PROBE_SECONDS = 10;

    private final GeoContext engine;

    public HealthCheck(GeoContext engine) {
        this.engine = engine;
    }

    /** Checks a service of the engine's catalogue; completes normally whatever becomes of it. */
    public CompletableFuture<HealthResult> run(ServiceDefinition service) {
        return run(service, null);
    }

    /** @param before an earlier result; if this one is no better, nothing is probed again. Null to probe in any case */
    CompletableFuture<HealthResult> run(ServiceDefinition service, @Nullable HealthResult before) {
        TestPoint test = service.test();
        if (test == null) {
            return CompletableFuture.completedFuture(untested(service, null, "no test point (test_x, test_y)"));
        }
        return ask(service, test.x(), test.y()).thenCompose(row -> judge(service, test, row, before));
    }

    /**
     * What a service of the engine's catalogue says now, be it kept or not.
     *
     * @param x longitude, WGS 84
     * @param y latitude, WGS 84
     * @return the first row; fails with an {@link InvalidRequestException} for a bad point
     */
    CompletableFuture<ContextValue> ask(ServiceDefinition service, double x, double y) {
        QueryRequest request = request(service, x, y, null);
        try {
            return row(engine.points(Caller.ADMINISTRATOR).start(request, QueryListener.NONE));
        } catch (InvalidRequestException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static QueryRequest request(ServiceDefinition service, double x, double y, @Nullable Double timeout) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(x, y)),
                null,
                null,
                List.of(),
                List.of(service.key()),
                null,
                timeout,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                true);
    }

    private static CompletableFuture<ContextValue> row(RunningQuery query) {
        return query.result().thenApply(result -> result.rows().get(0));
    }

    static HealthResult untested(ServiceDefinition service, @Nullable String reason, String why) {
        TestPoint test = service.test();
        String expected = test == null ? null : test.value();
        return new HealthResult(service, State.UNTESTED, reason, why, expected, null, 0, Instant.now(), List.of());
    }

    private CompletableFuture<HealthResult> judge(
            ServiceDefinition service, TestPoint test, ContextValue row, @Nullable HealthResult before) {
        Reason reason = row.reason();
        if (row.status() == Status.SKIPPED) {
            return CompletableFuture.completedFuture(untested(
                    service,
                    reason == null ? null : reason.code(),
                    Objects.requireNonNullElse(row.message(), "not asked")));
        }
        HealthResult result = new HealthResult(
                service,
                state(test.value(), row),
                reason == null ? null : reason.code(),
                row.message(),
                test.value(),
                row.value(),
                row.elapsedMillis(),
                Instant.now(),
                List.of());
        boolean unanswered = row.status() != Status.VALUE && result.state() != State.OK;
        if (!unanswered || reason != null && BEYOND_ASKING.contains(reason)) {
            return CompletableFuture.completedFuture(result);
        }
        return before != null && isNoBetter(result, before)
                ? CompletableFuture.completedFuture(result.with(before.probes()))
                : probe(result, test);
    }

    private static boolean isNoBetter(HealthResult result, HealthResult before) {
        return before.state() == result.state()
                && Objects.equals(before.reason(), result.reason())
                && !before.probes().isEmpty();
    }

    private static State state(@Nullable String expected, ContextValue row) {
        if (row.status() == Status.FAILED) {
            return State.FAILED;
        }
        return expected == null || isSame(expected, row.value()) ? State.OK : State.CHANGED;
    }

    /** Numbers as numbers, texts letter for letter. */
    static boolean isSame(String expected, @Nullable String value) {
        if (value == null || expected.equals(value)) {
            return value != null;
        }
        Double one = number(expected);
        Double other = number(value);
        return one != null && other != null && one.doubleValue() == other.doubleValue();
    }

    private static @Nullable Double number(String text) {
        try {
            return JsonNumber.of(text.strip()).doubleValue();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private CompletableFuture<HealthResult> probe(HealthResult result, TestPoint test) {
        return HealthVariation.of(engine, result.service())
                .thenCompose(variations -> tryOneByOne(result, test, variations, List.of()));
    }

    /** One after the other, up to the first that helps, so that a server in trouble is not troubled more. */
    private CompletableFuture<HealthResult> tryOneByOne(
            HealthResult result, TestPoint test, List<HealthVariation> left, List<Probe> tried) {
        boolean helped = !tried.isEmpty() && tried.get(tried.size() - 1).found();
        if (left.isEmpty() || helped) {
            return CompletableFuture.completedFuture(result.with(tried));
        }
        return tried(left.get(0), test).thenCompose(probe -> {
            List<Probe> more = new ArrayList<>(tried);
            more.add(probe);
            return tryOneByOne(result, test, left.subList(1, left.size()), more);
        });
    }

    private CompletableFuture<Probe> tried(HealthVariation variation, TestPoint test) {
        RunningQuery query;
        try {
            ServiceDefinition service = variation.service();
            query = engine.probe(service, request(service, test.x(), test.y(), PROBE_SECONDS));
        } catch (InvalidRequestException e) {
            return CompletableFuture.completedFuture(
                    new Probe(variation.kind(), false, String.valueOf(e.getMessage()), null));
        }
        return row(query).thenApply(row -> told(variation, test, row));
    }

    private static Probe told(HealthVariation variation, TestPoint test, ContextValue row) {
        String expected = test.value();
        boolean found = row.status() == Status.VALUE && (expected == null || isSame(expected, row.value()));
        String came = row.status() == Status.VALUE
                ? row.value()
                : Objects.requireNonNullElse(row.message(), row.status().code());
        Fix fix = found ? new Fix(variation.id(), variation.title(), variation.patch()) : null;
        return new Probe(variation.kind(), found, variation.title() + ": " + came, fix);
    }
}
