package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.geocontext.cache.CacheStatistics;
import org.geocontext.cache.HitKind;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.geo.LonLat;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.Explanation;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.Recalled;
import org.geocontext.query.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedAnswersTest {

    private static final String WEST = "POLYGON((26 -30, 27 -30, 27 -29, 26 -29, 26 -30))";
    private static final String EAST = "POLYGON((27 -30, 28 -30, 28 -29, 27 -29, 27 -30))";
    private static final LonLat IN_WEST = new LonLat(26.5, -29.5);

    /** One metre in degrees of longitude there. */
    private static final double METRE = 1 / 96_500.0;

    @TempDir
    private Path directory;

    private final List<ServiceDefinition> services = new CopyOnWriteArrayList<>();
    private GeoContext geoContext;
    private FeatureServer server;

    @BeforeAll
    void open() {
        geoContext = open(AnswerSettings.DEFAULT, null);
    }

    @AfterAll
    void close() {
        geoContext.close();
    }

    @BeforeEach
    void start() throws ParseException {
        server = new FeatureServer();
        server.layer("areas", List.of(feature(WEST, "west"), feature(EAST, "east")));
        server.layer("wells", List.of(feature("POINT(26.5 -29.5)", "deep"), feature("POINT(26.6 -29.5)", null)));
    }

    @AfterEach
    void stop() {
        geoContext.clearCache();
        server.close();
    }

    private GeoContext open(AnswerSettings answers, Path data) {
        Settings settings = Settings.DEFAULT.withAnswers(answers).withExtents(ExtentSettings.OFF);
        return GeoContext.start(settings, this::catalogue, UrlPolicy.ANY, data);
    }

    private Catalogue catalogue() {
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        GroupDefinition group = new GroupDefinition("group", "Group", "", "text", keys, Set.of(), Map.of());
        CollectionDefinition collection =
                new CollectionDefinition("all", "All", "", List.of("group"), Set.of(), Map.of());
        return new Catalogue(services, List.of(group), List.of(collection));
    }

    private static FeatureServer.Feature feature(String wkt, String value) throws ParseException {
        return new FeatureServer.Feature(new WKTReader().read(wkt), value);
    }

    private ServiceDefinition.Builder wfs(String layer) {
        return ServiceDefinition.builder(layer, QueryType.WFS, server.url("/wfs/" + layer))
                .version("2.0.0")
                .layer(layer)
                .property("name")
                .internal(true);
    }

    private ServiceDefinition.Builder wms(String layer) {
        return ServiceDefinition.builder(layer, QueryType.WMS, server.url("/wms/" + layer))
                .version("1.3.0")
                .layer(layer)
                .property("name")
                .internal(true);
    }

    private void catalogue(ServiceDefinition.Builder... builders) {
        services.clear();
        Stream.of(builders).map(ServiceDefinition.Builder::build).forEach(services::add);
    }

    private static QueryRequest request(LonLat point, FeaturesMode features, GeometryMode geometry, boolean refresh) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(point.lon(), point.lat())),
                null,
                "all",
                List.of(),
                List.of(),
                null,
                10.0,
                features,
                geometry,
                refresh);
    }

    private static QueryRequest request(LonLat point) {
        return request(point, FeaturesMode.NEAREST, GeometryMode.SOURCE, false);
    }

    private ContextValue ask(QueryRequest request) throws InvalidRequestException {
        List<ContextValue> rows = geoContext.query(request, Caller.ANONYMOUS).rows();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private ContextValue ask(double lon, double lat) throws InvalidRequestException {
        return ask(request(new LonLat(lon, lat)));
    }

    private ContextValue ask(LonLat point) throws InvalidRequestException {
        return ask(request(point));
    }

    @ParameterizedTest
    @EnumSource(
            value = QueryType.class,
            names = {"WFS", "WMS"})
    void insideThePolygonThatWasTheAnswerNothingIsAsked(QueryType type) throws InvalidRequestException {
        catalogue(type == QueryType.WFS ? wfs("areas") : wms("areas"));
        ContextValue fresh = ask(IN_WEST);
        int requests = server.requests().size();

        ContextValue cached = ask(26.9, -29.1);

        assertThat(server.requests()).hasSize(requests);
        assertThat(cached.value()).isEqualTo("west");
        assertThat(cached.cached()).isTrue();
        assertThat(cached.ageSeconds()).isBetween(0, 60);
        assertThat(cached.distanceMetres()).isZero();
        assertThat(cached.fetchedAt()).isEqualTo(fresh.fetchedAt().truncatedTo(ChronoUnit.MILLIS));
        assertThat(cached.source()).isEqualTo(fresh.source());
        assertThat(cached.geometry().equalsExact(fresh.geometry())).isTrue();
        assertThat(fresh.cached()).isFalse();
        assertThat(fresh.ageSeconds()).isNull();
    }

    @Test
    void withinTheToleranceOfItsBoundaryThePolygonIsAskedFor() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(IN_WEST);

        assertThat(ask(27 - 9 * METRE, -29.5).cached()).isFalse();
        assertThat(ask(27.5, -29.5).value()).isEqualTo("east");
    }

    @Test
    void aServiceMarkedToOverlapIsAskedFor() throws InvalidRequestException {
        catalogue(wfs("areas").overlaps(true));
        ask(IN_WEST);

        assertThat(ask(26.9, -29.1).cached()).isFalse();
    }

    @Test
    void aLayerSeenToOverlapIsAskedFor() throws Exception {
        server.layer(
                "areas",
                List.of(feature(WEST, "west"), feature("POLYGON((26.8 -30, 28 -30, 28 -29, 26.8 -30))", "east")));
        catalogue(wfs("areas"));
        ask(IN_WEST);
        assertThat(ask(26.1, -29.9).cached()).isTrue();

        ask(request(new LonLat(26.9, -29.95), FeaturesMode.NEAREST, GeometryMode.SOURCE, true));

        assertThat(ask(26.1, -29.8).cached()).isFalse();
        assertThat(ask(26.11, -29.8).cached()).isFalse();
    }

    @Test
    void neighboursThatTouchDoNotOverlap() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(27, -29.5);
        ask(IN_WEST);

        assertThat(ask(26.9, -29.1).cached()).isTrue();
    }

    @Test
    void allFeaturesAreAskedForEverywhere() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(request(IN_WEST, FeaturesMode.ALL, GeometryMode.SOURCE, false));

        ContextValue elsewhere = ask(request(new LonLat(26.9, -29.1), FeaturesMode.ALL, GeometryMode.SOURCE, false));

        assertThat(elsewhere.cached()).isFalse();
    }

    @Test
    void nearAPointNothingIsAsked() throws InvalidRequestException {
        catalogue(wfs("wells"));
        ask(IN_WEST);

        ContextValue near = ask(26.5 + 8 * METRE, -29.5);
        ContextValue beyondTolerance = ask(26.5 + 15 * METRE, -29.5);
        ContextValue far = ask(26.5 + 25 * METRE, -29.5);

        assertThat(near.cached()).isTrue();
        assertThat(near.value()).isEqualTo("deep");
        assertThat(near.distanceMetres()).isBetween(7.9, 8.1);
        assertThat(beyondTolerance.cached()).isTrue();
        assertThat(beyondTolerance.status()).isEqualTo(Status.NO_DATA);
        assertThat(beyondTolerance.message()).isEqualTo("nothing within 10 m");
        assertThat(far.cached()).isFalse();
    }

    @Test
    void thatThereIsNothingIsKnownForPointsNearby() throws InvalidRequestException {
        catalogue(wfs("wells"));
        ask(26.55, -29.5);

        ContextValue near = ask(26.55 + 15 * METRE, -29.5);

        assertThat(near.cached()).isTrue();
        assertThat(near.status()).isEqualTo(Status.NO_DATA);
    }

    @Test
    void aWmsThatHasShownHowFarItLooksIsBelievedForPointsNearby() throws InvalidRequestException {
        catalogue(wms("wells"));
        ask(26.5 + 9.5 * METRE, -29.5);
        ask(26.55, -29.5);
        int requests = server.requests().size();

        ContextValue near = ask(26.55 + 10 * METRE, -29.5);

        assertThat(server.requests()).hasSize(requests);
        assertThat(near.status()).isEqualTo(Status.NO_DATA);
        assertThat(near.cached()).isTrue();
    }

    @Test
    void aReplyWithoutGeometryIsForTheSamePointOnly() throws InvalidRequestException {
        server.setGeometries(false);
        catalogue(wms("wells"));
        ask(IN_WEST);

        assertThat(ask(IN_WEST).cached()).isTrue();
        assertThat(ask(26.5 + METRE, -29.5).cached()).isFalse();
    }

    @Test
    void aServiceMayAllowItsAnswersToBeReused() throws InvalidRequestException {
        server.setGeometries(false);
        catalogue(wms("wells").reuseMetres(100.0));
        ask(IN_WEST);

        ContextValue same = ask(IN_WEST);
        ContextValue near = ask(26.5 + 60 * METRE, -29.5);

        assertThat(same.message()).isNull();
        assertThat(near.cached()).isTrue();
        assertThat(near.value()).isEqualTo("deep");
        assertThat(near.message()).isEqualTo("the answer for a point 60 m away, which reuse_m allows");
        assertThat(ask(26.5 + 110 * METRE, -29.5).cached()).isFalse();
    }

    @Test
    void whatGeometryIsWantedMakesNoDifference() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(request(IN_WEST, FeaturesMode.NEAREST, GeometryMode.NONE, false));

        ContextValue source = ask(26.9, -29.1);
        ContextValue point = ask(request(IN_WEST, FeaturesMode.NEAREST, GeometryMode.POINT, false));
        ContextValue none = ask(request(IN_WEST, FeaturesMode.NEAREST, GeometryMode.NONE, false));

        assertThat(source.cached()).isTrue();
        assertThat(source.geometry().getGeometryType()).isEqualTo("Polygon");
        assertThat(point.geometry().toText()).isEqualTo("POINT (26.5 -29.5)");
        assertThat(none.geometry()).isNull();
    }

    @Test
    void anotherToleranceIsAnotherQuestion() throws InvalidRequestException {
        catalogue(wfs("wells"));
        ask(IN_WEST);
        services.set(0, wfs("wells").tolerance(500).build());

        assertThat(ask(IN_WEST).cached()).isFalse();
    }

    @Test
    void labelsAndWhatMeansNoDataAreAppliedWhenTheAnswerIsFoundAgain() throws InvalidRequestException {
        catalogue(wfs("wells"));
        ask(IN_WEST);
        services.set(0, wfs("wells").labels(Map.of("deep", "very deep")).build());
        assertThat(ask(IN_WEST).value()).isEqualTo("very deep");
        services.set(0, wfs("wells").noData(List.of("deep")).build());

        ContextValue noData = ask(IN_WEST);

        assertThat(noData.cached()).isTrue();
        assertThat(noData.status()).isEqualTo(Status.NO_DATA);
        assertThat(noData.message()).isEqualTo("the value means no data: deep");
    }

    @Test
    void aNullAndAMissingPropertyAreToldAsFromAFreshAnswer() throws InvalidRequestException {
        for (String property : List.of("name", "depth")) {
            catalogue(wfs("wells").property(property));
            ContextValue fresh = ask(26.6, -29.5);

            ContextValue cached = ask(26.6, -29.5);

            assertThat(cached.cached()).isTrue();
            assertThat(cached.status()).isEqualTo(Status.NO_DATA);
            assertThat(cached.reason()).isEqualTo(fresh.reason());
            assertThat(cached.message()).isEqualTo(fresh.message());
        }
    }

    @Test
    void anotherDefinitionIsAnotherService() throws InvalidRequestException {
        catalogue(wfs("wells"));
        ask(IN_WEST);
        services.set(0, wfs("wells").property("other").build());
        assertThat(ask(IN_WEST).value()).isEqualTo("1");
        services.set(
                0,
                wfs("wells")
                        .credentials(new Credentials(Credentials.Scheme.BASIC, null, "u", "p"))
                        .build());
        assertThat(ask(IN_WEST).cached()).isFalse();
        services.set(
                0,
                wfs("wells")
                        .credentials(new Credentials(Credentials.Scheme.BASIC, null, "u", "q"))
                        .build());
        assertThat(ask(IN_WEST).cached()).isFalse();
        services.set(0, wfs("wells").build());
        assertThat(ask(IN_WEST).cached()).isTrue();
    }

    @Test
    void anEstimateTakesNothingForKnown() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(IN_WEST);

        Explanation explanation = geoContext.explain(request(IN_WEST), Caller.ANONYMOUS, 1000);

        assertThat(explanation.plan().recalled()).hasSize(1);
        assertThat(explanation.plan().requests()).isEmpty();
        assertThat(explanation.estimate().requests()).isEqualTo(1000);
    }

    @Test
    void anAnswerThatWouldDriveOutManyOthersIsNotKept() throws InvalidRequestException, ParseException {
        Geometry round = new WKTReader().read("POINT(26.5 -29.5)").buffer(0.4, 500);
        server.layer("areas", List.of(new FeatureServer.Feature(round, "round")));
        catalogue(wfs("areas"));
        int share = 16;
        long bytes = 16L * round.getNumPoints() * share;
        try (GeoContext small = open(new AnswerSettings(bytes - 1, Duration.ZERO, 20), null);
                GeoContext large = open(new AnswerSettings(bytes, Duration.ZERO, 20), null)) {
            small.query(request(IN_WEST), Caller.ANONYMOUS);
            large.query(request(IN_WEST), Caller.ANONYMOUS);

            assertThat(small.cacheStatistics().total().entries()).isZero();
            assertThat(large.cacheStatistics().total().entries()).isOne();
        }
    }

    @Test
    void aServiceWithoutCacheDurationIsAlwaysAsked() throws InvalidRequestException {
        catalogue(wfs("areas").cacheDuration(Duration.ZERO));
        ask(IN_WEST);

        assertThat(ask(IN_WEST).cached()).isFalse();
        assertThat(geoContext.cacheStatistics().total().entries()).isZero();
        assertThat(server.requests().get(0)).contains("BBOX=-29.50009");
    }

    @Test
    void aPointInAParameterMakesItAnotherQuestion() throws InvalidRequestException {
        catalogue(wfs("areas").parameters(Map.of("viewparams", "x:{lon}")));
        ask(IN_WEST);

        assertThat(ask(26.9, -29.1).cached()).isFalse();
        assertThat(ask(IN_WEST).cached()).isTrue();
    }

    @Test
    void refreshTakesNothingFromTheCacheButWrites() throws Exception {
        catalogue(wfs("areas"));
        ask(IN_WEST);
        server.layer("areas", List.of(feature(WEST, "renamed")));

        ContextValue refreshed = ask(request(IN_WEST, FeaturesMode.NEAREST, GeometryMode.SOURCE, true));

        assertThat(refreshed.cached()).isFalse();
        assertThat(refreshed.value()).isEqualTo("renamed");
        assertThat(ask(26.9, -29.1).value()).isEqualTo("renamed");
    }

    @Test
    void failuresAreNotKept() throws InvalidRequestException {
        catalogue(wfs("areas"));
        server.setStatus(500);
        assertThat(ask(IN_WEST).status()).isEqualTo(Status.FAILED);
        server.setStatus(200);

        assertThat(ask(IN_WEST).value()).isEqualTo("west");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void whileTheOriginFailsAnOldAnswerStandsIn(int status) throws Exception {
        catalogue(wfs("areas").cacheDuration(Duration.ofSeconds(1)));
        long before = geoContext.cacheStatistics().total().stale();
        ask(IN_WEST);
        expire();
        server.setStatus(status);

        ContextValue stale = ask(26.9, -29.1);

        assertThat(stale.value()).isEqualTo("west");
        assertThat(stale.cached()).isTrue();
        assertThat(stale.ageSeconds()).isGreaterThanOrEqualTo(1);
        assertThat(stale.message())
                .startsWith("an earlier answer, because asking again failed (http_status: HTTP " + status);
        assertThat(geoContext.cacheStatistics().total().stale()).isEqualTo(before + 1);
    }

    /** Waits until an answer that is good for a second is not good any more. */
    private void expire() throws InvalidRequestException {
        while (!plan(IN_WEST).recalled().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private QueryPlan plan(LonLat point) throws InvalidRequestException {
        return geoContext.plan(request(point), Caller.ANONYMOUS, Duration.ofSeconds(10));
    }

    @Test
    void whileNobodyListensAnOldAnswerStandsIn() throws Exception {
        catalogue(wfs("areas").cacheDuration(Duration.ofSeconds(1)));
        ask(IN_WEST);
        expire();
        server.close();

        ContextValue stale = ask(IN_WEST);

        assertThat(stale.value()).isEqualTo("west");
        assertThat(stale.message()).startsWith("an earlier answer, because asking again failed (connect: ");
    }

    @Test
    void refreshIsNeverAnsweredByAnOldAnswer() throws Exception {
        catalogue(wfs("areas"));
        ask(IN_WEST);
        server.setStatus(503);

        ContextValue failed = ask(request(IN_WEST, FeaturesMode.NEAREST, GeometryMode.SOURCE, true));

        assertThat(failed.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aWrongQuestionIsNotAnsweredByAnOldAnswer() throws Exception {
        catalogue(wfs("areas").cacheDuration(Duration.ofSeconds(1)));
        ask(IN_WEST);
        expire();
        server.setStatus(404);

        assertThat(ask(IN_WEST).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void thePlanTellsWhatComesFromTheCacheAndCountsNothing() throws InvalidRequestException {
        catalogue(wfs("areas"), wfs("wells"));
        geoContext.query(request(IN_WEST), Caller.ANONYMOUS);

        long hits = geoContext.cacheStatistics().total().allHits();

        QueryPlan plan = plan(new LonLat(26.9, -29.1));

        assertThat(plan.recalled()).extracting(Recalled::kind).containsExactly("polygon");
        assertThat(plan.recalled()).extracting(answer -> answer.service().key()).containsExactly("areas");
        assertThat(plan.requests()).hasSize(1);
        assertThat(plan.requests().get(0).services())
                .extracting(ServiceDefinition::key)
                .containsExactly("wells");
        assertThat(geoContext.cacheStatistics().total().allHits()).isEqualTo(hits);
    }

    @Test
    void hitsAndMissesAreCountedByService() throws InvalidRequestException {
        catalogue(wfs("areas"), wfs("wells"));
        try (GeoContext counting = open(AnswerSettings.DEFAULT, null)) {
            counting.query(request(IN_WEST), Caller.ANONYMOUS);
            counting.query(request(new LonLat(26.9, -29.1)), Caller.ANONYMOUS);

            CacheStatistics statistics = counting.cacheStatistics();

            assertThat(statistics.services().get("areas").hits()).containsEntry(HitKind.POLYGON, 1L);
            assertThat(statistics.services().get("areas").misses()).isEqualTo(1);
            assertThat(statistics.services().get("wells").misses()).isEqualTo(2);
            assertThat(statistics.total().entries()).isEqualTo(3);
            assertThat(counting.metrics()).contains("geocontext_cache_hits_total{kind=\"polygon\"} 1.0");
        }
    }

    @Test
    void servicesAndCollectionsAndEverythingCanBeCleared() throws InvalidRequestException {
        catalogue(wfs("areas"), wfs("wells"));
        geoContext.query(request(IN_WEST), Caller.ANONYMOUS);
        geoContext.clearCache(List.of("areas"));
        assertThat(plan(IN_WEST).recalled())
                .extracting(answer -> answer.service().key())
                .containsExactly("wells");

        geoContext.query(request(IN_WEST), Caller.ANONYMOUS);
        geoContext.clearCacheOfCollection("all");
        assertThat(plan(IN_WEST).recalled()).isEmpty();

        geoContext.query(request(IN_WEST), Caller.ANONYMOUS);
        geoContext.clearCache();
        assertThat(plan(IN_WEST).recalled()).isEmpty();
        assertThatThrownBy(() -> geoContext.clearCacheOfCollection("none"))
                .hasMessage("collection: none is not in the catalogue");
    }

    @Test
    void answersAreThereAfterARestart() throws Exception {
        catalogue(wfs("areas"));
        try (GeoContext before = open(AnswerSettings.DEFAULT, directory)) {
            before.query(request(IN_WEST), Caller.ANONYMOUS);
        }
        int requests = server.requests().size();
        try (GeoContext after = open(AnswerSettings.DEFAULT, directory)) {
            while (after.cacheStatistics().total().entries() == 0) {
                Thread.onSpinWait();
            }
            ContextValue row = after.query(request(new LonLat(26.9, -29.1)), Caller.ANONYMOUS)
                    .rows()
                    .get(0);
            assertThat(row.value()).isEqualTo("west");
            assertThat(row.cached()).isTrue();
            assertThat(server.requests()).hasSize(requests);
        }
    }

    @Test
    void noSecretIsOnDisk() throws Exception {
        catalogue(
                wfs("areas").credentials(new Credentials(Credentials.Scheme.QUERY, "api_key", null, "hush-hush-1")),
                wfs("wells").parameters(Map.of("map", "hush-hush-2")).secrets(Set.of("hush-hush-2")));
        try (GeoContext keeping = open(AnswerSettings.DEFAULT, directory)) {
            keeping.query(request(IN_WEST), Caller.ANONYMOUS);
        }

        assertThat(written()).contains("areas", "wells").doesNotContain("hush-hush");
    }

    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void withTheCacheOffNothingIsKept() throws InvalidRequestException {
        catalogue(wfs("areas"));
        try (GeoContext off = open(AnswerSettings.OFF, directory)) {
            off.query(request(IN_WEST), Caller.ANONYMOUS);
            ContextValue again =
                    off.query(request(IN_WEST), Caller.ANONYMOUS).rows().get(0);

            assertThat(again.cached()).isFalse();
            assertThat(directory.resolve("answers")).doesNotExist();
        }
    }

    @Test
    void aGeometryThatTheCallerChangesStaysAsItWas() throws InvalidRequestException {
        catalogue(wfs("areas"));
        ask(IN_WEST);
        ask(26.9, -29.1).geometry().apply((CoordinateFilter) position -> position.setX(0));

        assertThat(ask(26.9, -29.1).geometry().getEnvelopeInternal().getMinX()).isEqualTo(26);
    }
}
