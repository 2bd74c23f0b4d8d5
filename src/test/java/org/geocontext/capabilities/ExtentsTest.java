package org.geocontext.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.geocontext.capabilities.ExtentSettings.From;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.fetch.FetchSettings;
import org.geocontext.fetch.Fetching;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentsTest {

    private static final LonLatBox SOUTH_AFRICA = new LonLatBox(16, -35, 33, -22);
    private static final LonLat PRETORIA = new LonLat(28.2, -25.7);
    private static final LonLat PARIS = new LonLat(2.35, 48.86);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @TempDir
    private Path directory;

    private static GeoContextMetrics metrics;
    private static Fetching fetching;

    private DescribedServer server;
    private Extents extents;

    @BeforeAll
    static void startClient() {
        metrics = new GeoContextMetrics();
        FetchSettings settings = FetchSettings.builder().retriesPerCall(0).build();
        fetching = Fetching.start(settings, UrlPolicy.ANY, metrics);
    }

    @AfterAll
    static void stopClient() {
        fetching.close();
        metrics.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new DescribedServer();
        extents = open(ExtentSettings.DEFAULT);
    }

    @AfterEach
    void stop() {
        extents.close();
        server.close();
    }

    private Extents open(ExtentSettings settings) {
        return Extents.start(settings, fetching.fetcher(), file(), now::get, Duration.ofMillis(1));
    }

    private Path file() {
        return directory.resolve("cache").resolve("capabilities.json");
    }

    /** As after a restart of the host. */
    private void restart() {
        extents.close();
        extents = open(ExtentSettings.DEFAULT);
    }

    private ServiceDefinition.Builder wms(String path, String layer) {
        return ServiceDefinition.builder("wms", QueryType.WMS, server.url(path))
                .layer(layer)
                .internal(true);
    }

    private void passTime(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** A query that touches these services begins and ends, and whatever follows in the background too. */
    private void query(ServiceDefinition... services) throws Exception {
        Arrays.stream(services).forEach(extents::extent);
        extents.queryEnded();
        extents.idle().get(20, TimeUnit.SECONDS);
    }

    private static String wmsLayer(String name, LonLatBox extent) {
        return "<Layer queryable='1'><Name>" + name + "</Name><Title>The " + name + "</Title>"
                + "<EX_GeographicBoundingBox><westBoundLongitude>" + extent.west()
                + "</westBoundLongitude><eastBoundLongitude>" + extent.east()
                + "</eastBoundLongitude><southBoundLatitude>" + extent.south()
                + "</southBoundLatitude><northBoundLatitude>" + extent.north()
                + "</northBoundLatitude></EX_GeographicBoundingBox></Layer>";
    }

    private static String wmsOf(String... layers) {
        return "<WMS_Capabilities version='1.3.0'><Service><LayerLimit>16</LayerLimit></Service><Capability><Request>"
                + "<GetFeatureInfo><Format>application/json</Format></GetFeatureInfo></Request><Layer>"
                + String.join("", layers) + "</Layer></Capability></WMS_Capabilities>";
    }

    @Test
    void nothingIsSentBeforeTheFirstQueryHasEnded() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        assertThat(extents.extent(roads)).isEmpty();
        assertThat(server.requests("/wms")).isEmpty();
        query(roads);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        assertThat(server.requests("/wms"))
                .extracting(DescribedServer.Request::query)
                .containsExactly("SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities");
    }

    @Test
    void allLayersOfAnEndpointAreFoundWithOneRequest() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA), wmsLayer("ws:dams", new LonLatBox(1, 2, 3, 4))));
        ServiceDefinition roads = wms("/wms", "roads").build();
        ServiceDefinition dams = wms("/wms", "dams").version("1.1.1").build();
        ServiceDefinition gone = wms("/wms", "gone").build();
        query(roads, dams, gone);
        query(roads, dams, gone);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        assertThat(extents.extent(dams)).contains(new LonLatBox(1, 2, 3, 4));
        assertThat(extents.extent(gone)).isEmpty();
        assertThat(server.requests("/wms")).hasSize(1);
    }

    @Test
    void whatElseTheServerSaysIsAtHand() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        LayerCapabilities said = extents.find(roads).orElseThrow();
        assertThat(said.title()).isEqualTo("The roads");
        assertThat(said.formats()).containsExactly("application/json");
        assertThat(said.queryable()).isTrue();
        assertThat(extents.layerLimit(roads)).hasValue(16);
    }

    @Test
    void aServerThatHangsKeepsNobodyWaiting() throws Exception {
        server.hang("/slow");
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition slow = wms("/slow", "roads").build();
        ServiceDefinition roads = wms("/wms", "roads").build();
        extents.extent(slow);
        extents.queryEnded();
        await(() -> !server.requests("/slow").isEmpty());
        extents.extent(roads);
        extents.queryEnded();
        await(() -> extents.extent(roads).isPresent());
        assertThat(extents.extent(slow)).isEmpty();

        long start = System.nanoTime();
        extents.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        restart();
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whatServersSaidIsAskedForAnewAfterADay() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        server.describe("/wms", wmsOf(wmsLayer("roads", new LonLatBox(1, 2, 3, 4))));
        passTime(Duration.ofHours(21));
        query(roads);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        passTime(Duration.ofHours(6));
        query(roads);
        assertThat(extents.extent(roads)).contains(new LonLatBox(1, 2, 3, 4));
        assertThat(server.requests("/wms")).hasSize(2);
    }

    @Test
    void whatCannotBeRefreshedIsReliedOnForAWeek() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        server.describe("/wms", "out of order");
        passTime(Duration.ofDays(6));
        query(roads);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        passTime(Duration.ofDays(2));
        query(roads);
        assertThat(extents.extent(roads)).isEmpty();
        restart();
        assertThat(extents.extent(roads)).isEmpty();
    }

    @Test
    void afterFailuresServersAreLeftAloneForLongerAndLonger() throws Exception {
        server.describe(
                "/wms", "<ServiceExceptionReport><ServiceException>No</ServiceException></ServiceExceptionReport>");
        ServiceDefinition roads = wms("/wms", "roads").version("1.3.0").build();
        query(roads);
        query(roads);
        passTime(Duration.ofSeconds(50));
        query(roads);
        assertThat(server.requests("/wms")).hasSize(1);
        passTime(Duration.ofSeconds(20));
        query(roads);
        assertThat(server.requests("/wms")).hasSize(2);
        passTime(Duration.ofSeconds(210));
        query(roads, wms("/wms", "dams").build());
        assertThat(server.requests("/wms")).hasSize(2);
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA), wmsLayer("dams", SOUTH_AFRICA)));
        passTime(Duration.ofSeconds(60));
        query(roads, wms("/wms", "dams").build());
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        assertThat(extents.extent(wms("/wms", "dams").build())).contains(SOUTH_AFRICA);
        assertThat(server.requests("/wms")).hasSize(3);
    }

    @Test
    void aServerThatDoesNotKnowTheNewestVersionIsAskedInTheServicesOwn() throws Exception {
        server.describe(
                "/wms",
                request -> request.query().contains("1.1.1")
                        ? wmsOf(wmsLayer("roads", SOUTH_AFRICA))
                        : "<ServiceExceptionReport/>");
        ServiceDefinition roads = wms("/wms", "roads").version("1.1.1").build();
        query(roads);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        assertThat(server.requests("/wms")).hasSize(2);
    }

    @Test
    void whatIsKnownSurvivesARestart() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", new LonLatBox(177, -20, 182, -15))));
        ServiceDefinition roads = wms("/wms", "roads").build();
        ServiceDefinition gone = wms("/wms", "gone").build();
        query(roads, gone);
        LayerCapabilities said = extents.find(roads).orElseThrow();
        restart();
        assertThat(extents.find(roads)).contains(said);
        assertThat(extents.extent(roads)).contains(new LonLatBox(177, -20, 182, -15));
        assertThat(extents.layerLimit(gone)).hasValue(16);
        query(roads, gone);
        assertThat(server.requests("/wms")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2,\"layers\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"layers\":[{\"type\":\"WMS\"}]}",
                "{\"version\":1,\"layers\":[{\"type\":\"WMS\",\"url\":\"u\",\"layer\":\"a\",\"parameters\":{},"
                        + "\"internal\":true,\"fetched_at\":\"yesterday\",\"layer_limit\":null,\"said\":null,"
                        + "\"contradicted_at\":null}]}"
            })
    void aFileThatCannotBeUnderstoodCountsAsNone(String content) throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        restart();
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        restart();
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
    }

    @Test
    void aClockThatWentBackMeansThatServersAreAskedAgain() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        passTime(Duration.ofDays(-100));
        restart();
        query(roads);
        assertThat(server.requests("/wms")).hasSize(2);
    }

    @Test
    void whatIsToldToThoseWhoLogInIsForThemAloneAndNotWrittenDown() throws Exception {
        server.describe(
                "/wms",
                request -> request.authorization() == null
                        ? wmsOf(wmsLayer("roads", new LonLatBox(1, 2, 3, 4)))
                        : wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition open = wms("/wms", "roads").build();
        ServiceDefinition closed = wms("/wms", "roads")
                .credentials(new Credentials(Credentials.Scheme.BASIC, null, "ann", "s3cret"))
                .build();
        query(open, closed);
        assertThat(extents.extent(open)).contains(new LonLatBox(1, 2, 3, 4));
        assertThat(extents.extent(closed)).contains(SOUTH_AFRICA);
        restart();
        assertThat(extents.extent(open)).isPresent();
        assertThat(extents.extent(closed)).isEmpty();
        assertThat(Files.readString(file())).doesNotContain("s3cret", "ann");
    }

    @Test
    void headersAndKeysInUrlsAreNotWrittenDownEither() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition byHeader =
                wms("/wms", "roads").headers(Map.of("X-Who", "s3cret")).build();
        ServiceDefinition byUrl = wms("/wms?api_key=s3cret", "roads").build();
        ServiceDefinition byParameter = wms("/wms", "roads")
                .parameters(Map.of("token", "s3cret"))
                .secrets(Set.of("s3cret"))
                .build();
        query(byHeader, byUrl, byParameter, wms("/wms", "roads").build());
        assertThat(List.of(byHeader, byUrl, byParameter))
                .allSatisfy(service -> assertThat(extents.extent(service)).isPresent());
        extents.close();
        assertThat(Files.readString(file())).contains("roads").doesNotContain("s3cret");
    }

    @Test
    void parametersOfTheServiceGoAlongUnlessTheyChooseData() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms?map=a.map", "roads")
                .parameters(Map.of("TIME", "2020", "tenant", "north", "near", "{lon} {lat}"))
                .build();
        query(roads);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        assertThat(server.requests("/wms"))
                .extracting(DescribedServer.Request::query)
                .containsExactly("map=a.map&SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities&tenant=north");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewparams", "LAYERS", "sld_body"})
    void whereOtherDataIsAskedForTheExtentIsNotReliedOn(String parameter) throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads =
                wms("/wms", "roads").parameters(Map.of(parameter, "x")).build();
        query(roads);
        assertThat(extents.find(roads)).isPresent();
        assertThat(extents.extent(roads)).isEmpty();
    }

    @Test
    void aValueOutsideTheExtentShowsThatItIsWrong() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads);
        extents.answered(roads, PRETORIA, 10);
        assertThat(extents.extent(roads)).contains(SOUTH_AFRICA);
        extents.answered(roads, PARIS, 10);
        assertThat(extents.extent(roads)).isEmpty();
        assertThat(extents.find(roads)).isPresent();

        restart();
        assertThat(extents.extent(roads)).isEmpty();
        passTime(Duration.ofDays(2));
        query(roads);
        assertThat(extents.extent(roads)).isEmpty();
        LonLatBox wider = new LonLatBox(-10, -35, 33, 55);
        server.describe("/wms", wmsOf(wmsLayer("roads", wider)));
        passTime(Duration.ofDays(2));
        query(roads);
        assertThat(extents.extent(roads)).contains(wider);
    }

    @Test
    void valuesThatCameBeforeTheExtentWasKnownCountToo() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA), wmsLayer("dams", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        ServiceDefinition dams = wms("/wms", "dams").build();
        extents.answered(roads, PARIS, 10);
        extents.answered(dams, PRETORIA, 10);
        query(roads, dams);
        assertThat(extents.extent(roads)).isEmpty();
        assertThat(extents.extent(dams)).contains(SOUTH_AFRICA);
    }

    @Test
    void layersThatNobodyAsksAboutAnyMoreAreForgotten() throws Exception {
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA), wmsLayer("dams", SOUTH_AFRICA)));
        ServiceDefinition roads = wms("/wms", "roads").build();
        query(roads, wms("/wms", "dams").build());
        for (int day = 0; day < 9; day++) {
            passTime(Duration.ofDays(2));
            query(roads);
        }
        extents.close();
        assertThat(Files.readString(file())).contains("roads").doesNotContain("dams");
    }

    @Test
    void wfsTypesAndArcGisLayersHaveExtentsToo() throws Exception {
        server.describe(
                "/wfs",
                "<WFS_Capabilities version='2.0.0'><FeatureTypeList><FeatureType><Name>ms:roads</Name>"
                        + "<WGS84BoundingBox><LowerCorner>16 -35</LowerCorner><UpperCorner>33 -22</UpperCorner>"
                        + "</WGS84BoundingBox></FeatureType></FeatureTypeList></WFS_Capabilities>");
        String extent = "{\"xmin\":16,\"ymin\":-35,\"xmax\":33,\"ymax\":-22,\"spatialReference\":{\"wkid\":4326}}";
        server.describe(
                "/a/MapServer/layers", "{\"layers\":[{\"id\":3,\"name\":\"Roads\",\"extent\":" + extent + "}]}");
        server.describe("/a/ImageServer", "{\"name\":\"Height\",\"fullExtent\":" + extent + "}");
        ServiceDefinition wfs = ServiceDefinition.builder("wfs", QueryType.WFS, server.url("/wfs"))
                .layer("roads")
                .internal(true)
                .build();
        ServiceDefinition layer = arcGis("/a/MapServer", "3");
        ServiceDefinition below = arcGis("/a/MapServer/3", "3");
        ServiceDefinition image = arcGis("/a/ImageServer", "");
        query(wfs, layer, below, image);
        assertThat(List.of(wfs, layer, below, image))
                .allSatisfy(service -> assertThat(extents.extent(service)).contains(SOUTH_AFRICA));
        assertThat(server.requests("/a/MapServer/layers")).hasSize(1);
    }

    private ServiceDefinition arcGis(String path, String layer) {
        return ServiceDefinition.builder("arc", QueryType.ARC_REST, server.url(path))
                .layer(layer)
                .internal(true)
                .build();
    }

    @Test
    void whereAUserHasToLogInFirstNothingIsAsked() throws Exception {
        ServiceDefinition closed = ServiceDefinition.builder("arc", QueryType.ARC_REST, server.url("/a/MapServer"))
                .layer("3")
                .internal(true)
                .credentials(new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, "ann", "s3cret"))
                .build();
        query(closed);
        assertThat(server.requests("/a/MapServer/layers")).isEmpty();
    }

    @Test
    void withExtentsOfTheCatalogueOnlyNobodyIsAsked() throws Exception {
        extents.close();
        extents = open(new ExtentSettings(From.CATALOGUE, Duration.ofDays(1)));
        server.describe("/wms", wmsOf(wmsLayer("roads", SOUTH_AFRICA)));
        query(wms("/wms", "roads").build());
        assertThat(server.requests("/wms")).isEmpty();
        assertThat(file()).doesNotExist();
    }
}
