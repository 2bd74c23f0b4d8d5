package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.Visibility;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Reason;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class QueryPlannerTest {

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private static final Catalogue CATALOGUE = new Catalogue(
            List.of(service("rain"), service("soil"), service("rivers"), service("lonely")),
            List.of(
                    group("climate", Set.of(), "rain"),
                    group("land", Set.of(), "soil", "rain"),
                    group("water", Set.of(), "rivers")),
            List.of(collection("all", Set.of(), "climate", "land"), collection("secret", Set.of("STAFF"), "water")));

    private static ServiceDefinition service(String key) {
        return ServiceDefinition.builder(key, QueryType.WMS, "http://127.0.0.1/wms")
                .build();
    }

    private static GroupDefinition group(String key, Set<String> roles, String... services) {
        return new GroupDefinition(key, key, "", "text", List.of(services), roles, Map.of());
    }

    private static CollectionDefinition collection(String key, Set<String> roles, String... groups) {
        return new CollectionDefinition(key, key, "", List.of(groups), roles, Map.of());
    }

    private static Geometry wkt(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** A request for the collection {@code all} at a harmless point, to be varied. */
    private static final class Ask {
        private Geometry point = wkt("POINT (31 -24)");
        private String crs;
        private String collection;
        private List<String> groups = List.of();
        private List<String> services = List.of();
        private Double tolerance;
        private Double timeout;
        private FeaturesMode features = FeaturesMode.NEAREST;

        QueryPlan plan(Caller caller) throws InvalidRequestException {
            QueryRequest request = new QueryRequest(
                    point, crs, collection, groups, services, tolerance, timeout, features, GeometryMode.SOURCE, false);
            return new QueryPlanner(Duration.ofSeconds(20), new EndpointMemory(MergeSettings.DEFAULT))
                    .plan(request, Visibility.visibleTo(caller, CATALOGUE), NO_LIMIT);
        }

        QueryPlan plan() throws InvalidRequestException {
            return plan(Caller.ANONYMOUS);
        }
    }

    private static Ask all() {
        Ask ask = new Ask();
        ask.collection = "all";
        return ask;
    }

    private static List<String> rows(QueryPlan plan) {
        return plan.rows().stream()
                .map(row -> row.collection() + "/" + row.group() + "/"
                        + row.service().key())
                .toList();
    }

    private static void refused(ThrowingCallable call, String input, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.input()).isEqualTo(input))
                .hasMessageStartingWith(input + ": ")
                .hasMessageContainingAll(parts);
    }

    @Test
    void aServiceInTwoGroupsHasARowInEachAndIsAskedOnce() throws InvalidRequestException {
        QueryPlan plan = all().plan();
        assertThat(rows(plan)).containsExactly("all/climate/rain", "all/land/soil", "all/land/rain");
        assertThat(plan.lookups()).extracting(lookup -> lookup.service().key()).containsExactly("rain", "soil");
    }

    @Test
    void groupsNarrowACollectionAndStandOnTheirOwnWithoutOne() throws InvalidRequestException {
        Ask narrowed = all();
        narrowed.groups = List.of("land");
        assertThat(rows(narrowed.plan())).containsExactly("all/land/soil", "all/land/rain");
        Ask alone = new Ask();
        alone.groups = List.of("land", "climate", "land");
        assertThat(rows(alone.plan())).containsExactly("null/climate/rain", "null/land/soil", "null/land/rain");
    }

    @Test
    void servicesNarrowAndStandOnTheirOwn() throws InvalidRequestException {
        Ask narrowed = all();
        narrowed.services = List.of("rain");
        assertThat(rows(narrowed.plan())).containsExactly("all/climate/rain", "all/land/rain");
        Ask alone = new Ask();
        alone.services = List.of("lonely", "rain", "lonely");
        assertThat(rows(alone.plan())).containsExactly("null/null/rain", "null/null/lonely");
    }

    @Test
    void aKeyThatExistsButIsNotInTheCollectionIsRefused() {
        Ask group = new Ask();
        group.collection = "all";
        group.groups = List.of("water");
        refused(() -> group.plan(Caller.ADMINISTRATOR), "group", "water is not in collection all", "land");
        Ask service = all();
        service.services = List.of("lonely");
        refused(service::plan, "service", "lonely is not in collection all");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheThreeClosest() {
        Ask ask = new Ask();
        ask.services = List.of("rian");
        refused(ask::plan, "service", "rian is not in the catalogue", "closest: rain");
        Ask collection = new Ask();
        collection.collection = "al";
        refused(collection::plan, "collection", "closest: all");
    }

    @Test
    void withoutAnyKeyTheRequestIsRefused() {
        refused(() -> new Ask().plan(), "collection", "at least one");
    }

    @Test
    void whatACollectionsRolesHideDoesNotExistByGroupServiceOrSuggestion() throws InvalidRequestException {
        Ask byService = new Ask();
        byService.services = List.of("rivers");
        refused(byService::plan, "service", "rivers is not in the catalogue");
        assertThatThrownBy(byService::plan).hasMessageNotContaining("closest: rivers");
        Ask byGroup = new Ask();
        byGroup.groups = List.of("water");
        refused(byGroup::plan, "group", "water is not in the catalogue");
        Ask byCollection = new Ask();
        byCollection.collection = "secre";
        assertThatThrownBy(byCollection::plan).hasMessageNotContaining("secret");
        assertThat(rows(byService.plan(new Caller("ann", Set.of("STAFF"), false))))
                .containsExactly("null/null/rivers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POINT EMPTY", "LINESTRING (0 0, 1 1)", "MULTIPOINT ((0 0), (1 1))", "POLYGON EMPTY"})
    void whatIsNotOnePointIsRefused(String text) {
        Ask ask = all();
        ask.point = wkt(text);
        refused(ask::plan, "point", "expected: one point");
    }

    @Test
    void aMissingPointIsRefused() {
        Ask ask = all();
        ask.point = null;
        refused(ask::plan, "point", "missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POINT (NaN 1)", "POINT (1 NaN)"})
    void aPointThatIsNotFiniteIsRefused(String text) {
        Ask ask = all();
        ask.point = wkt(text);
        refused(ask::plan, "point", "finite");
    }

    @ParameterizedTest
    @CsvSource({"181,0,EPSG:4326", "0,-90.1,EPSG:4326", "500000,7000000,EPSG:4326"})
    void aPointOutsideTheWorldIsRefused(double x, double y, String crs) {
        Ask ask = all();
        ask.point = wkt("POINT (" + x + " " + y + ")");
        ask.crs = crs;
        refused(ask::plan, "point", "outside the world");
    }

    @Test
    void aMultiPointsCrsCountsAndItsPointIsLeftAsItIs() throws InvalidRequestException {
        Ask ask = all();
        ask.point = wkt("MULTIPOINT ((500000 7102077))");
        ask.point.setSRID(32735);
        ask.point.setUserData("the caller's");
        assertThat(ask.plan().crs()).hasToString("EPSG:32735");
        assertThat(ask.point.getGeometryN(0).getSRID()).isZero();
        assertThat(ask.point.getGeometryN(0).getUserData()).isNull();
    }

    @Test
    void aMultiPointOfOneAndAZAreAccepted() throws InvalidRequestException {
        Ask ask = all();
        ask.point = wkt("MULTIPOINT Z ((31 -24 99))");
        assertThat(ask.plan().point().toText()).isEqualTo("POINT (31 -24)");
    }

    @Test
    void anUnknownCrsIsRefusedByName() {
        Ask ask = all();
        ask.crs = "EPSG:99999";
        refused(ask::plan, "crs", "EPSG:99999", "EPSG:4326");
    }

    @Test
    void aProjectedPointIsTransformed() throws InvalidRequestException {
        Ask ask = all();
        ask.point = wkt("POINT (500000 7100000)");
        ask.crs = "EPSG:32735";
        QueryPlan plan = ask.plan();
        assertThat(plan.position().lon()).isCloseTo(27, within(1e-9));
        assertThat(plan.crs().code()).isEqualTo("EPSG:32735");
    }

    @Test
    void anSridInThePointWinsOverTheCrsInput() throws InvalidRequestException {
        Ask ask = all();
        ask.point = wkt("POINT (31 -24)");
        ask.point.setSRID(4326);
        ask.crs = "EPSG:32735";
        assertThat(ask.plan().crs().code()).isEqualTo("EPSG:4326");
    }

    @Test
    void aPointReadFromGmlWithAUrnIsTurnedEastFirst() throws Exception {
        Ask ask = all();
        ask.point = wkt("POINT (-24 31)");
        ask.point.setUserData(CRS.decode("urn:ogc:def:crs:EPSG::4326"));
        QueryPlan plan = ask.plan();
        assertThat(plan.position().lon()).isEqualTo(31);
        assertThat(plan.position().lat()).isEqualTo(-24);
    }

    @Test
    void anUnknownCrsIsRefusedEvenWhereThePointNamesItsOwn() {
        Ask ask = all();
        ask.point.setSRID(4326);
        ask.crs = "EPSG:99999";
        refused(ask::plan, "crs", "EPSG:99999");
    }

    @Test
    void aPointReadFromGmlInCrs84IsLonLat() throws Exception {
        Ask ask = all();
        ask.point.setUserData(CRS.decode("urn:ogc:def:crs:OGC:1.3:CRS84"));
        ask.crs = "EPSG:32735";
        QueryPlan plan = ask.plan();
        assertThat(plan.crs().code()).isEqualTo("EPSG:4326");
        assertThat(plan.position().lon()).isEqualTo(31);
    }

    @Test
    void oneFeatureIsWantedUnlessAllAre() throws InvalidRequestException {
        Ask ask = all();
        assertThat(ask.plan().lookups())
                .allSatisfy(lookup -> assertThat(lookup.limit()).isEqualTo(1));
        ask.features = FeaturesMode.ALL;
        assertThat(ask.plan().lookups())
                .allSatisfy(lookup -> assertThat(lookup.limit()).isEqualTo(QueryRequest.MAX_FEATURES + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "31, -24, 10, false",
        "36.1, -24, 10, false",
        "36.3, -24, 10, true",
        "36.3, -24, 40000, false",
        "-179.9999, 0, 100, true"
    })
    void aServiceIsNotAskedOutsideItsExtent(double lon, double lat, double tolerance, boolean skipped)
            throws InvalidRequestException {
        ServiceDefinition bounded = ServiceDefinition.builder("bounded", QueryType.WMS, "http://127.0.0.1/wms")
                .extent(new LonLatBox(16, -35, 36, -20))
                .build();
        QueryRequest request = new QueryRequest(
                wkt("POINT (" + lon + " " + lat + ")"),
                null,
                null,
                List.of(),
                List.of("bounded"),
                tolerance,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), new EndpointMemory(MergeSettings.DEFAULT))
                .plan(request, new Catalogue(List.of(bounded), List.of(), List.of()), NO_LIMIT);
        assertThat(plan.lookups()).hasSize(skipped ? 0 : 1);
        QueryPlan.Skip skip = plan.rows().get(0).skipped();
        assertThat(skip == null ? null : skip.reason()).isEqualTo(skipped ? Reason.OUTSIDE_EXTENT : null);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100_001, Double.NaN, Double.POSITIVE_INFINITY})
    void aToleranceOutOfRangeIsRefused(double metres) {
        Ask ask = all();
        ask.tolerance = metres;
        refused(ask::plan, "tolerance", "0 to 100000 metres");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.09, 301, Double.NaN})
    void aTimeoutOutOfRangeIsRefused(double seconds) {
        Ask ask = all();
        ask.timeout = seconds;
        refused(ask::plan, "timeout", "0.1 to 300 seconds");
    }

    @Test
    void aToleranceOfTenIsTenWhateverTheService() throws InvalidRequestException {
        Ask ask = all();
        ask.tolerance = 10.0;
        assertThat(ask.plan().lookups())
                .allSatisfy(lookup -> assertThat(lookup.toleranceMetres()).isEqualTo(10));
    }

    @Test
    void theDeadlineStaysUnderTheHostsLimit() throws InvalidRequestException {
        QueryRequest request = QueryRequest.of(wkt("POINT (31 -24)"), "all");
        QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), new EndpointMemory(MergeSettings.DEFAULT))
                .plan(request, CATALOGUE, Duration.ofMillis(1500));
        assertThat(plan.timeout()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aServiceThatIsSwitchedOffHasARowAndIsNotAsked() throws InvalidRequestException {
        ServiceDefinition off = ServiceDefinition.builder("off", QueryType.WMS, "http://127.0.0.1/wms")
                .enabled(false)
                .build();
        QueryRequest request = new QueryRequest(
                wkt("POINT (31 -24)"),
                null,
                null,
                List.of(),
                List.of("off"),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), new EndpointMemory(MergeSettings.DEFAULT))
                .plan(request, new Catalogue(List.of(off), List.of(), List.of()), NO_LIMIT);
        assertThat(plan.lookups()).isEmpty();
        assertThat(plan.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.skipped().message()).contains("switched off"));
    }
}
