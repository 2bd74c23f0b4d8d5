package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.geo.Crs;
import org.geocontext.http.Reason;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryResult;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.Status;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * The engine as a whole, from the texts of a request to the rows of its answer, against MapServer, QGIS Server and
 * Koop. Points and expectations are those of {@code src/test/servers/README.md}; {@code servers/catalogue.json} has a
 * service for every property of every layer in every version of every protocol that the servers speak, each asked in
 * its layer's own CRS.
 */
class EngineIT {

    private static final Path CATALOGUE = Path.of("src/test/resources/servers/catalogue.json");

    /** The servers' replies round coordinates to six decimals. */
    private static final double ROUNDING_METRES = 0.1;

    private static Catalogue catalogue;
    private static GeoContext engine;

    @BeforeAll
    static void start() throws IOException, CatalogueException {
        String json = RealServers.withRealPorts(Files.readString(CATALOGUE));
        CatalogueLoad load = new CatalogueReader()
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), CATALOGUE.toString());
        assertThat(load.errors()).isEmpty();
        catalogue = load.catalogue();
        engine = GeoContext.start(
                Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF),
                load::catalogue,
                UrlPolicy.ANY);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void serversAreUp() {
        Stream.of(RealServers.MAPSERVER, RealServers.QGIS, RealServers.KOOP).forEach(RealServers::assumeUp);
    }

    /** Collects the inputs of a query. */
    private static final class Query {

        private final Map<String, List<String>> inputs = new LinkedHashMap<>();

        static Query at(TestPoints point) {
            return new Query().with("point", point.wkt()).with("timeout", "60");
        }

        Query with(String input, String... values) {
            inputs.put(input, List.of(values));
            return this;
        }

        /** Asks for one property in every dialect. */
        Query property(String name) {
            return with(
                    "service",
                    catalogue.services().stream()
                            .map(ServiceDefinition::key)
                            .filter(key -> key.matches("(mapserver|qgis|koop)_(wms|wfs|arcrest)(_\\d+)?_" + name))
                            .toArray(String[]::new));
        }

        List<ContextValue> rows() throws InvalidRequestException {
            return run().rows();
        }

        QueryResult run() throws InvalidRequestException {
            return run(engine);
        }

        QueryResult run(GeoContext asked) throws InvalidRequestException {
            return asked.query(QueryInputs.parse(inputs), Caller.ANONYMOUS);
        }

        RunningQuery start() throws InvalidRequestException {
            return engine.start(QueryInputs.parse(inputs), Caller.ANONYMOUS, QueryListener.NONE);
        }
    }

    private static String key(ContextValue row) {
        return row.service().key();
    }

    private static String said(ContextValue row) {
        return row.status() == Status.VALUE ? String.valueOf(row.value()) : row.status() + ": " + row.message();
    }

    private static Map<String, List<ContextValue>> byService(List<ContextValue> rows) {
        Map<String, List<ContextValue>> byService = new LinkedHashMap<>();
        rows.forEach(row ->
                byService.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row));
        return byService;
    }

    @ParameterizedTest(name = "{0} at {1} within {2} m is {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # property   | point      | within | value                | number   | distance | QGIS Server             | Koop
            district     | A          | 10     | Łódź – Egoli         | -        | 0        | -                       | -
            district_code| A          | 10     | 0042                 | -        | 0        | -                       | -
            residents    | A          | 10     | 556000               | 556000   | 0        | -                       | -
            extent_km2   | A          | 10     | 6284.125             | 6284.125 | 0        | -                       | -
            proclaimed   | A          | 10     | 1994-04-27           | -        | 0        | -                       | 1994-04-27T00:00:00Z
            remark       | A          | 10     | R&D <north> "quoted" | -        | 0        | -                       | -
            district     | RING       | 10     | Ring Municipality    | -        | 0        | -                       | -
            district     | ISLAND     | 10     | Twin Parts           | -        | 0        | -                       | -
            residents    | ISLAND     | 10     | 0                    | 0        | 0        | -                       | -
            district     | NULLS      | 10     | Nameless South       | -        | 0        | -                       | -
            district     | BORDER     | 10     | Łódź – Egoli         | -        | 0        | -                       | -
            district     | BORDER     | 0      | Łódź – Egoli         | -        | 0        | -                       | -
            zone_code    | A          | 10     | R1                   | -        | 0        | -                       | -
            floor_ratio  | A          | 0      | 0.8                  | 0.8      | 0        | -                       | -
            zone_code    | CORNER     | 300    | R1                   | -        | 0        | -                       | -
            river        | A          | 50     | Modder               | -        | 40.01    | -                       | -
            strahler     | A          | 400    | 5                    | 5        | 40.01    | -                       | -
            river        | OVERLAP    | 50     | Modder               | -        | 34.10    | -                       | -
            site_ref     | A          | 10     | S-001                | -        | 3.00     | -                       | -
            depth_m      | A          | 10     | 118.25               | 118.25   | 3.00     | -                       | -
            visited_at   | A          | 10     | 2021-03-04T05:06:07Z | -        | 3.00     | 2021-03-04T05:06:07.000 | -
            site_ref     | A          | 400    | S-001                | -        | 3.00     | -                       | -
            site_ref     | EMPTY_SITE | 0      | S-003                | -        | 0        | -                       | -
            depth_m      | MINUS      | 10     | -9999.0              | -9999    | 0        | -                       | -9999
            visited_at   | MINUS      | 10     | 1969-07-20T20:17:40Z | -        | 0        | 1969-07-20T20:17:40.000 | -
            """)
    void everyDialectBringsTheSameValueAndDistance(
            String property,
            TestPoints point,
            String tolerance,
            String value,
            @Nullable Double number,
            double distance,
            @Nullable String fromQgis,
            @Nullable String fromKoop)
            throws InvalidRequestException {
        List<ContextValue> rows =
                Query.at(point).property(property).with("tolerance", tolerance).rows();

        assertThat(rows).hasSizeBetween(10, 11).allSatisfy(row -> {
            String own = key(row).startsWith("qgis") ? fromQgis : key(row).startsWith("koop") ? fromKoop : null;
            assertThat(said(row)).as(key(row)).isEqualTo(own == null ? value : own);
            assertThat(row.number()).as(key(row)).isEqualTo(number);
            assertThat(row.distanceMetres()).as(key(row)).isCloseTo(distance, within(ROUNDING_METRES));
            assertThat(row.reason()).as(key(row)).isNull();
            assertThat(row.message()).as(key(row)).isNull();
        });
    }

    @ParameterizedTest(name = "{0} at {1} within {2} m: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # property | point      | within | message                      | distance
            district   | HOLE       | 10     | nothing within 10 m          | -
            district   | GAP        | 400    | nothing within 400 m         | -
            district   | OUTSIDE    | 10     | nothing within 10 m          | -
            zone_code  | GAP        | 0      | nothing within 0 m           | -
            river      | A          | 10     | nothing within 10 m          | -
            river      | A          | 0      | nothing within 0 m           | -
            site_ref   | A          | 1      | nothing within 1 m           | -
            site_ref   | A          | 0      | nothing within 0 m           | -
            remark     | RING       | 10     | the value is empty           | 0
            remark     | ISLAND     | 10     | the value means no data: null| 0
            residents  | NULLS      | 10     | the value is empty           | 0
            proclaimed | NULLS      | 10     | the value is empty           | 0
            depth_m    | EMPTY_SITE | 10     | the value is empty           | 0
            """)
    void whereNothingIsEveryDialectSaysSo(
            String property, TestPoints point, String tolerance, String message, @Nullable Double distance)
            throws InvalidRequestException {
        List<ContextValue> rows =
                Query.at(point).property(property).with("tolerance", tolerance).rows();

        assertThat(rows).hasSizeBetween(10, 11).allSatisfy(row -> {
            assertThat(row.status()).as(key(row)).isEqualTo(Status.NO_DATA);
            assertThat(row.distanceMetres()).as(key(row)).isEqualTo(distance);
            assertThat(row.geometry()).as(key(row)).isNull();
            // MapServer's JSON leaves members that are NULL out.
            if (row.reason() == Reason.PROPERTY_MISSING) {
                assertThat(key(row)).startsWith("mapserver_wfs");
                assertThat(row.message()).startsWith("property " + property + " is missing; there are: ");
            } else {
                assertThat(row.reason()).as(key(row)).isNull();
                assertThat(row.message()).as(key(row)).isEqualTo(message);
            }
        });
    }

    @ParameterizedTest(name = "{0} at {1} is {2}, of QGIS Server {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # band    | point      | MapServer                            | QGIS Server
            height    | A          | 1352.0625                            | 1352.06
            height    | OVERLAP    | 1352.1328                            | 1352.13
            height    | EMPTY_SITE | 1490.3281                            | 1490.33
            height    | NODATA     | no_data: the value means no data: -9999 | no_data: the value means no data: null
            height    | RING       | no_data: nothing within 400 m        | no_data: nothing within 400 m
            height    | OUTSIDE    | no_data: nothing within 400 m        | no_data: nothing within 400 m
            landcover | A          | 50                                   | 50
            landcover | RING       | 40                                   | 40
            landcover | NULLS      | no_data: nothing within 400 m        | no_data: the value means no data: null
            red       | A          | 44                                   | 44
            green     | RING       | 164                                  | 164
            blue      | RING       | 28                                   | 28
            """)
    void aPixelIsTheOneAtThePointHoweverFarTheToleranceReaches(
            String band, TestPoints point, String fromMapServer, String fromQgis) throws InvalidRequestException {
        List<ContextValue> rows =
                Query.at(point).property(band).with("tolerance", "400").rows();

        assertThat(rows).hasSize(5).allSatisfy(row -> {
            assertThat(said(row)).as(key(row)).isEqualTo(key(row).startsWith("qgis") ? fromQgis : fromMapServer);
            assertThat(row.distanceMetres()).as(key(row)).isNull();
            assertThat(row.geometry()).as(key(row)).isNull();
        });
    }

    @ParameterizedTest(name = "{0} at {1} within {2} m: {3} at {4} m")
    @CsvSource(delimiter = '|', textBlock = """
            district  | BORDER  | 10  | Łódź – Egoli, Ring Municipality | 0, 4.87
            district  | BORDER  | 1   | Łódź – Egoli                    | 0
            zone_code | CORNER  | 300 | R1, H                           | 0, 230.00
            site_ref  | A       | 10  | S-001                           | 3.00
            site_ref  | A       | 400 | S-001, S-002                    | 3.00, 300.10
            """)
    void allFeaturesWithinToleranceHaveARowTheNearestFirst(
            String property, TestPoints point, String tolerance, String values, String distances)
            throws InvalidRequestException {
        List<ContextValue> rows = Query.at(point)
                .property(property)
                .with("tolerance", tolerance)
                .with("features", "ALL")
                .rows();

        List<Double> expected =
                Stream.of(distances.split(", ")).map(Double::valueOf).toList();
        assertThat(byService(rows)).hasSizeBetween(10, 11).allSatisfy((key, found) -> {
            assertThat(found).extracting(ContextValue::value).containsExactly(values.split(", "));
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).distanceMetres()).isCloseTo(expected.get(i), within(ROUNDING_METRES));
            }
        });
    }

    @Test
    void whatOverlapsAtThePointIsAllFoundInAnyOrder() throws InvalidRequestException {
        List<ContextValue> rows = Query.at(TestPoints.OVERLAP)
                .property("zone_code")
                .with("features", "ALL")
                .rows();

        assertThat(byService(rows)).hasSize(10).allSatisfy((key, found) -> {
            assertThat(found).extracting(ContextValue::value).containsExactlyInAnyOrder("R1", "H");
            assertThat(found).extracting(ContextValue::distanceMetres).containsOnly(0.0);
        });
    }

    @Test
    void theHoleOfAPolygonAndThePartsOfAMultipolygonComeThrough() throws InvalidRequestException {
        assertThat(Query.at(TestPoints.RING).property("district").rows()).allSatisfy(row -> {
            assertThat(row.geometry().getNumGeometries()).as(key(row)).isEqualTo(1);
            assertThat(((Polygon) row.geometry().getGeometryN(0)).getNumInteriorRing())
                    .as(key(row))
                    .isEqualTo(1);
            assertThat(row.geometry().covers(TestPoints.HOLE.geometry())).isFalse();
        });
        assertThat(Query.at(TestPoints.ISLAND).property("district").rows()).allSatisfy(row -> {
            assertThat(row.geometry().getNumGeometries()).as(key(row)).isEqualTo(2);
            assertThat(row.geometry().covers(TestPoints.ISLAND.geometry())).isTrue();
        });
    }

    @Test
    void theGeometryIsThatOfTheFeatureOrThePointOrNone() throws InvalidRequestException {
        Query query = Query.at(TestPoints.A).property("river").with("tolerance", "50");

        assertThat(query.with("geometry", "SOURCE").rows())
                .allSatisfy(row -> assertThat(row.geometry().getDimension()).isEqualTo(1));
        assertThat(query.with("geometry", "POINT").rows())
                .allSatisfy(row -> assertThat(row.geometry().equalsExact(TestPoints.A.geometry()))
                        .isTrue());
        assertThat(query.with("geometry", "NONE").rows()).allSatisfy(row -> {
            assertThat(row.geometry()).isNull();
            assertThat(row.distanceMetres()).isCloseTo(40.01, within(ROUNDING_METRES));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:32735", "EPSG:3857", "EPSG:4148", "EPSG:4326"})
    void thePointMayBeGivenInAnyCrsAndTheGeometriesComeInIt(String name) throws InvalidRequestException {
        Crs crs = Crs.of(name);
        Coordinate ring = crs.fromLonLat(TestPoints.RING.position());

        QueryResult result = new Query()
                .with("point", "POINT (" + ring.x + " " + ring.y + ")")
                .with("crs", name)
                .with("timeout", "60")
                .property("district")
                .run();

        Geometry asked = crs.fromLonLat((Geometry) TestPoints.RING.geometry());
        Geometry hole = crs.fromLonLat((Geometry) TestPoints.HOLE.geometry());
        assertThat(result.crs()).isEqualTo(crs);
        assertThat(result.rows()).hasSize(11).allSatisfy(row -> {
            assertThat(row.value()).as(key(row)).isEqualTo("Ring Municipality");
            assertThat(row.geometry().covers(asked)).as(key(row)).isTrue();
            assertThat(row.geometry().covers(hole)).as(key(row)).isFalse();
        });
    }

    @Test
    void theSridOfThePointWinsOverTheInputCrs() throws InvalidRequestException {
        Coordinate a = Crs.of("EPSG:32735").fromLonLat(TestPoints.A.position());

        QueryResult result = new Query()
                .with("point", "SRID=32735;POINT (" + a.x + " " + a.y + ")")
                .with("crs", "EPSG:3857")
                .with("service", "koop_arcrest_site_ref")
                .run();

        assertThat(result.rows()).singleElement().satisfies(row -> {
            assertThat(row.value()).isEqualTo("S-001");
            assertThat(((Point) row.geometry()).getX()).isCloseTo(a.x, within(5.0));
        });
    }

    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # service                  | point  | value                                   | number    | unit
            landcover_named            | A      | Built-up land                           | -         | -
            landcover_named            | RING   | Cropland                                | -         | -
            landcover_named            | NULLS  | no_data: nothing within 10 m            | -         | -
            height_dm                  | A      | 13520.625                               | 13520.625 | dm
            height_dm                  | NODATA | no_data: the value means no data: -9999 | -         | dm
            height_above_1000          | A      | 352.0625                                | 352.0625  | m
            depth_known                | A      | 118.25                                  | 118.25    | -
            depth_known                | MINUS  | no_data: the value means no data: -9999.0 | -       | -
            residents_if_any           | A      | 556000                                  | 556000    | -
            residents_if_any           | ISLAND | no_data: the value means no data: 0     | -         | -
            remark_as_written          | ISLAND | null                                    | -         | -
            district_without_geometry  | A      | Łódź – Egoli                            | -         | -
            zone_in_its_scale          | A      | R1                                      | -         | -
            """)
    void theCatalogueSaysHowAValueIsRead(
            String service, TestPoints point, String value, @Nullable Double number, @Nullable String unit)
            throws InvalidRequestException {
        assertThat(Query.at(point).with("service", service).rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(said(row)).isEqualTo(value);
                    assertThat(row.number()).isEqualTo(number);
                    assertThat(row.service().unit()).isEqualTo(unit);
                });
    }

    @Test
    void aHitWithoutAGeometryIsKeptAndItsDistanceUnknown() throws InvalidRequestException {
        assertThat(Query.at(TestPoints.A)
                        .with("service", "district_without_geometry")
                        .rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo(Status.VALUE);
                    assertThat(row.distanceMetres()).isNull();
                    assertThat(row.geometry()).isNull();
                });
    }

    @Test
    void whatAServerRefusesIsAServiceExceptionInTheServersWords() throws InvalidRequestException {
        List<ContextValue> rows = Query.at(TestPoints.A).with("group", "errors").rows();

        assertThat(rows).hasSize(7).allSatisfy(row -> {
            assertThat(row.status()).as(key(row)).isEqualTo(Status.FAILED);
            assertThat(row.reason()).as(key(row)).isEqualTo(Reason.SERVICE_EXCEPTION);
            assertThat(row.message()).as(key(row)).isNotBlank().hasLineCount(1);
            assertThat(row.source()).as(key(row)).startsWith("http://127.0.0.1:");
        });
    }

    @Test
    void everyServiceOfACollectionHasItsRowInTheOrderOfTheCatalogue() throws InvalidRequestException {
        List<ContextValue> rows =
                Query.at(TestPoints.A).with("collection", "vectors").rows();

        assertThat(rows.stream().map(row -> row.group() + " " + key(row)))
                .containsExactlyElementsOf(
                        catalogue.groupsOf(catalogue.findCollection("vectors").orElseThrow()).stream()
                                .flatMap(group -> group.serviceKeys().stream().map(key -> group.key() + " " + key))
                                .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.status()).as(key(row)).isNotEqualTo(Status.FAILED);
            assertThat(row.collection()).isEqualTo("vectors");
            assertThat(row.source()).as(key(row)).startsWith(row.service().url());
            assertThat(row.fetchedAt()).as(key(row)).isNotNull();
        });
    }

    @Test
    void onceTheEndpointsAreKnownNoServiceIsAskedTwiceAndAllSayTheSame() throws InvalidRequestException {
        try (GeoContext fresh = GeoContext.start(
                Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF),
                () -> catalogue,
                UrlPolicy.ANY)) {
            Query query = Query.at(TestPoints.A).with("collection", "vectors").with("tolerance", "50");
            QueryResult first = query.run(fresh);
            double calls = Metrics.of(fresh).total("geocontext_fetch_calls_total");

            QueryResult second = query.run(fresh);

            assertThat(Metrics.of(fresh).total("geocontext_fetch_calls_total") - calls)
                    .isBetween(1.0, (double) second.rows().size());
            assertThat(second.rows().stream().map(row -> key(row) + " " + said(row)))
                    .containsExactlyElementsOf(first.rows().stream()
                            .map(row -> key(row) + " " + said(row))
                            .toList());
        }
    }

    @Test
    void queriesAtTheSameTimeDoNotMixTheirAnswersUp() throws InvalidRequestException {
        Map<TestPoints, String> districts = new EnumMap<>(Map.of(
                TestPoints.A, "Łódź – Egoli",
                TestPoints.RING, "Ring Municipality",
                TestPoints.ISLAND, "Twin Parts",
                TestPoints.NULLS, "Nameless South",
                TestPoints.HOLE, "no_data: nothing within 10 m",
                TestPoints.OUTSIDE, "no_data: nothing within 10 m"));
        Map<TestPoints, RunningQuery> running = new EnumMap<>(TestPoints.class);
        for (TestPoints point : districts.keySet()) {
            running.put(point, Query.at(point).property("district").start());
        }

        running.forEach((point, query) -> assertThat(query.result().join().rows())
                .allSatisfy(
                        row -> assertThat(said(row)).as(point + " " + key(row)).isEqualTo(districts.get(point))));
    }
}
