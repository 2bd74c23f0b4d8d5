package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CurrentEngineTest {

    private static final Settings SETTINGS = Settings.DEFAULT.withExtents(ExtentSettings.OFF);
    private static final Settings OTHERS = SETTINGS.withAnswers(
            new AnswerSettings(1 << 20, Duration.ofMinutes(1), AnswerSettings.DEFAULT.radiusMetres()));

    @TempDir
    private Path directory;

    private FeatureServer server;
    private CurrentEngine engine;

    @BeforeEach
    void start() throws ParseException {
        server = new FeatureServer();
        server.layer(
                "areas",
                List.of(new FeatureServer.Feature(
                        new WKTReader().read("POLYGON((26 -30, 27 -30, 27 -29, 26 -29, 26 -30))"), "west")));
        engine = new CurrentEngine(
                SETTINGS, settings -> GeoContext.start(settings, this::catalogue, UrlPolicy.ANY, directory));
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    @Test
    void otherSettings_keepTheAnswersOfTheFormerEngine() throws InvalidRequestException {
        assertThat(ask().cached()).isFalse();
        assertThat(engine.use(OTHERS)).isTrue();
        until(() -> engine.get().cacheStatistics().total().entries() == 1);
        assertThat(ask().cached()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void theDirectory_isHandedOver_soThatAnswersSurviveARestartAfterAChange() throws InvalidRequestException {
        engine.use(OTHERS);
        assertThat(engine.get().cacheStatistics().persistence()).doesNotContain("in memory only");
        ask();
        engine.close();
        try (GeoContext later = GeoContext.start(SETTINGS, this::catalogue, UrlPolicy.ANY, directory)) {
            until(() -> later.cacheStatistics().total().entries() == 1);
        }
    }

    @Test
    void theSameSettings_keepTheEngine() {
        GeoContext first = engine.get();
        assertThat(engine.use(SETTINGS)).isFalse();
        assertThat(engine.get()).isSameAs(first);
    }

    @Test
    void aListener_isToldOfOtherSettings() {
        Settings[] told = new Settings[1];
        engine.whenSettingsChange(settings -> told[0] = settings);
        engine.use(OTHERS);
        assertThat(told[0]).isEqualTo(OTHERS);
    }

    @Test
    void aReset_forgetsTheAnswers_onDiskToo() throws InvalidRequestException {
        ask();
        engine.reset();
        engine.close();
        try (GeoContext later = GeoContext.start(SETTINGS, this::catalogue, UrlPolicy.ANY, directory)) {
            assertThat(later.query(request(), Caller.ANONYMOUS).rows().get(0).cached())
                    .isFalse();
        }
    }

    @Test
    void aReset_forgetsTheServers() throws InvalidRequestException {
        ask();
        assertThat(engine.get().endpoints(Caller.ADMINISTRATOR)).hasSize(1);
        engine.reset();
        assertThat(engine.get().endpoints(Caller.ADMINISTRATOR)).isEmpty();
    }

    @Test
    void afterTheEnd_nothingIsStarted() {
        GeoContext last = engine.get();
        engine.close();
        assertThat(engine.use(OTHERS)).isFalse();
        assertThat(engine.get()).isSameAs(last);
    }

    @Test
    void aUserWhoHasAskedEnough_isToldSoBeforeAnythingIsSent() throws InvalidRequestException {
        engine.use(SETTINGS.withUserLimits(new UserLimits(1, 0)));
        ask();
        assertThatThrownBy(this::ask).isInstanceOf(QuotaExceededException.class);
        assertThat(engine.get().recentQueries(Caller.ADMINISTRATOR)).hasSize(1);
    }

    private Catalogue catalogue() {
        ServiceDefinition service = ServiceDefinition.builder("areas", QueryType.WFS, server.url("/wfs/areas"))
                .version("2.0.0")
                .layer("areas")
                .property("name")
                .internal(true)
                .build();
        return new Catalogue(List.of(service), List.of(), List.of());
    }

    private ContextValue ask() throws InvalidRequestException {
        return engine.get().query(request(), Caller.ANONYMOUS).rows().get(0);
    }

    private static QueryRequest request() {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(26.5, -29.5)),
                null,
                null,
                List.of(),
                List.of("areas"),
                null,
                10.0,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                never.await(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
