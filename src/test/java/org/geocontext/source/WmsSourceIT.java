package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.http.Reason;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WMS as MapServer and QGIS Server speak it; points and expectations are those of {@code src/test/servers/README.md}.
 */
class WmsSourceIT {

    private static final String[] VECTORS = {
        "districts, district, A, 10, Łódź – Egoli, 0",
        "districts, district_code, A, 10, 0042, 0",
        "districts, residents, A, 10, 556000, 0",
        "districts, extent_km2, A, 10, 6284.125, 0",
        "districts, proclaimed, A, 10, 1994-04-27, 0",
        "districts, district, RING, 10, Ring Municipality, 0",
        "districts, district, HOLE, 10, none,",
        "districts, district, ISLAND, 10, Twin Parts, 0",
        "districts, residents, ISLAND, 10, 0, 0",
        "districts, district, NULLS, 10, Nameless South, 0",
        "districts, residents, NULLS, 10, null, 0",
        "districts, district, GAP, 10, none,",
        "districts, district, OUTSIDE, 10, none,",
        "districts, district, BORDER, 10, Łódź – Egoli, 0",
        "zones, zone_code, A, 10, R1, 0",
        "zones, floor_ratio, A, 10, 0.8, 0",
        "zones, zone_code, CORNER, 300, R1, 0",
        "rivers, river, A, 50, Modder, 40.01",
        "rivers, river, A, 10, none,",
        "rivers, strahler, A, 50, 5, 40.01",
        "rivers, river, OVERLAP, 50, Modder, 34.10",
        "sites, site_ref, A, 10, S-001, 3.00",
        "sites, depth_m, A, 10, 118.25, 3.00",
        "sites, site_ref, A, 1, none,",
        "sites, site_ref, A, 310, S-001, 3.00",
        "sites, site_ref, EMPTY_SITE, 10, S-003, 0",
        "sites, depth_m, EMPTY_SITE, 10, null, 0",
        "sites, depth_m, MINUS, 10, -9999.0, 0",
    };

    private static final String[] RASTERS = {
        "MAPSERVER, elevation, value_0, A, 1352.0625",
        "MAPSERVER, elevation, GRAY_INDEX, A, 1352.0625",
        "MAPSERVER, elevation, value_0, OVERLAP, 1352.1328",
        "MAPSERVER, elevation, value_0, EMPTY_SITE, 1490.3281",
        "MAPSERVER, elevation, value_0, NODATA, -9999",
        "MAPSERVER, elevation, value_0, OUTSIDE, none",
        "MAPSERVER, landcover, value_0, A, 50",
        "MAPSERVER, landcover, value_0, RING, 40",
        "MAPSERVER, landcover, value_0, NULLS, none",
        "MAPSERVER, photo, value_1, A, 134",
        "MAPSERVER, photo, value_2, RING, 28",
        "QGIS, elevation, Band 1: height, A, 1352.06",
        "QGIS, elevation, GRAY_INDEX, A, 1352.06",
        "QGIS, elevation, height, OVERLAP, 1352.13",
        "QGIS, elevation, Band 1, EMPTY_SITE, 1490.33",
        "QGIS, elevation, Band 1: height, NODATA, null",
        "QGIS, elevation, Band 1: height, OUTSIDE, none",
        "QGIS, landcover, Band 1: class, A, 50",
        "QGIS, photo, Band 2: green, A, 134",
        "QGIS, photo, blue, RING, 28",
    };

    private static Conversation ask(
            ServiceDefinition.Builder service, TestPoints point, double tolerance, Facts facts) {
        Lookup lookup = new Lookup(service.internal(true).build(), point.position(), tolerance, 100, true);
        return Conversation.hold(new WmsSource(), lookup, facts, RealServers::send);
    }

    private static ServiceDefinition.Builder service(RealServers server, String layer, String property) {
        server.assumeUp();
        return ServiceDefinition.builder(layer, QueryType.WMS, server.url())
                .layer(layer)
                .property(property);
    }

    private static @Nullable Double distance(Candidate candidate, TestPoints point) {
        return candidate.raster() || candidate.geometry() == null
                ? null
                : Geodesy.distanceMetres(point.position(), candidate.geometry());
    }

    private static Optional<Candidate> nearest(Conversation conversation, TestPoints point, double tolerance) {
        return conversation.answer().candidates().stream()
                .filter(candidate -> {
                    Double distance = distance(candidate, point);
                    return distance == null || distance <= tolerance;
                })
                .min(Comparator.comparing(candidate ->
                        Optional.ofNullable(distance(candidate, point)).orElse(Double.MAX_VALUE)));
    }

    private static String value(Optional<Candidate> candidate, String property) {
        return candidate
                .map(Candidate::properties)
                .map(properties -> PropertyMatch.find(properties.keySet(), property)
                        .map(name -> String.valueOf(properties.get(name)))
                        .orElse("missing: " + properties))
                .map(text -> text.isEmpty() ? "null" : text)
                .orElse("none");
    }

    static Stream<Arguments> vectors() {
        return Stream.of(
                        "MAPSERVER 1.0.0 EPSG:4326",
                        "MAPSERVER 1.1.1 EPSG:4326",
                        "MAPSERVER 1.1.1 EPSG:32735",
                        "MAPSERVER 1.3.0 EPSG:4326",
                        "MAPSERVER 1.3.0 CRS:84",
                        "MAPSERVER 1.3.0 EPSG:3857",
                        "MAPSERVER 1.3.0 EPSG:32735",
                        "MAPSERVER 1.3.0 EPSG:4148",
                        "QGIS 1.1.1 EPSG:4326",
                        "QGIS 1.1.1 EPSG:3857",
                        "QGIS 1.3.0 EPSG:4326",
                        "QGIS 1.3.0 EPSG:3857",
                        "QGIS 1.3.0 EPSG:32735",
                        "QGIS 1.3.0 EPSG:4148")
                .flatMap(manner -> Stream.of(VECTORS).map(expectation -> {
                    String[] how = manner.split(" ");
                    String[] what = expectation.split(", *", -1);
                    return Arguments.of(
                            RealServers.valueOf(how[0]),
                            how[1],
                            how[2],
                            what[0],
                            what[1],
                            what[2],
                            what[3],
                            what[4],
                            what.length > 5 ? what[5] : "");
                }));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}.{4} at {5} within {6} m")
    @MethodSource("vectors")
    void theNearestFeatureIsFound(
            RealServers server,
            String version,
            String crs,
            String layer,
            String property,
            TestPoints point,
            double tolerance,
            String value,
            String distance) {
        Conversation conversation =
                ask(service(server, layer, property).version(version).crs(crs), point, tolerance, Facts.NONE);

        Optional<Candidate> nearest = nearest(conversation, point, tolerance);
        assertThat(value(nearest, property)).isEqualTo(value);
        if (!distance.isEmpty()) {
            assertThat(distance(nearest.orElseThrow(), point)).isCloseTo(Double.parseDouble(distance), within(0.3));
        }
    }

    static Stream<Arguments> rasters() {
        return Stream.of("1.1.1 EPSG:4326 10", "1.3.0 EPSG:4326 10", "1.3.0 EPSG:32735 0", "1.3.0 EPSG:3857 2000")
                .flatMap(manner -> Stream.of(RASTERS).map(expectation -> {
                    String[] how = manner.split(" ");
                    String[] what = expectation.split(", ");
                    return Arguments.of(
                            RealServers.valueOf(what[0]), how[0], how[1], how[2], what[1], what[2], what[3], what[4]);
                }));
    }

    @ParameterizedTest(name = "{0} {1} {2} within {3} m: {4}.{5} at {6}")
    @MethodSource("rasters")
    void thePixelAtThePointIsFound_whateverTheTolerance(
            RealServers server,
            String version,
            String crs,
            double tolerance,
            String layer,
            String property,
            TestPoints point,
            String value) {
        ServiceDefinition.Builder service =
                service(server, layer, property).version(version).crs(crs);

        Conversation first = ask(service, point, tolerance, Facts.NONE);
        Conversation next = ask(service, point, tolerance, first.learned());

        assertThat(value(nearest(first, point, tolerance), property)).isEqualTo(value);
        assertThat(value(nearest(next, point, tolerance), property)).isEqualTo(value);
        if (!value.equals("none")) {
            assertThat(next.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAPSERVER, application/json",
        "MAPSERVER, application/geo+json",
        "MAPSERVER, application/vnd.ogc.gml",
        "MAPSERVER, application/x-ogr-gml; version=2",
        "MAPSERVER, application/x-ogr-gml; version=3",
        "MAPSERVER, application/x-template+json",
        "MAPSERVER, text/plain",
        "MAPSERVER, text/html",
        "QGIS, application/json",
        "QGIS, application/geo+json",
        "QGIS, application/vnd.ogc.gml",
        "QGIS, application/vnd.ogc.gml/3.1.1",
        "QGIS, text/xml",
        "QGIS, text/plain",
        "QGIS, text/html",
    })
    void everyFormatTheCatalogueMayAskForIsRead(RealServers server, String infoFormat) {
        ServiceDefinition.Builder service =
                service(server, "districts", "district").infoFormat(infoFormat);

        Conversation hit = ask(service, TestPoints.A, 10, Facts.NONE);
        Conversation miss = ask(service, TestPoints.GAP, 10, hit.learned());

        assertThat(hit.calls()).hasSize(1);
        assertThat(value(nearest(hit, TestPoints.A, 10), "district")).isEqualTo("Łódź – Egoli");
        assertThat(miss.answer().candidates()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RealServers.class,
            names = {"MAPSERVER", "QGIS"})
    void allFeaturesWithinReachAreCandidates(RealServers server) {
        Conversation zones = ask(service(server, "zones", "zone_code"), TestPoints.OVERLAP, 10, Facts.NONE);
        Conversation sites = ask(service(server, "sites", "state"), TestPoints.A, 310, Facts.NONE);

        assertThat(zones.answer().candidates()).hasSize(2);
        assertThat(sites.answer().candidates()).hasSize(2);
    }

    @Test
    void anAliasOfQgisIsLearned() {
        ServiceDefinition.Builder service = service(RealServers.QGIS, "districts", "residents");

        Conversation first = ask(service, TestPoints.A, 10, Facts.NONE);
        Conversation next = ask(service, TestPoints.ISLAND, 10, first.learned());

        assertThat(first.calls()).hasSize(2);
        assertThat(next.calls()).hasSize(1);
        assertThat(value(nearest(next, TestPoints.ISLAND, 10), "residents")).isEqualTo("0");
    }

    @Test
    void aLayerWithScaleLimitsAnswersInTheBoxThatTheCatalogueSets() {
        ServiceDefinition.Builder service = service(RealServers.MAPSERVER, "zones_scaled", "zone_code");

        assertThat(ask(service, TestPoints.A, 10, Facts.NONE).answer().candidates())
                .isEmpty();
        assertThat(value(
                        nearest(ask(service.boxMetres(50.0), TestPoints.A, 10, Facts.NONE), TestPoints.A, 10),
                        "zone_code"))
                .isEqualTo("R1");
    }

    @Test
    void aGroupThatJsonFailsForIsReadAsGml() {
        Conversation conversation =
                ask(service(RealServers.MAPSERVER, "districts,zones", "zone_code"), TestPoints.A, 10, Facts.NONE);

        assertThat(conversation.answer().candidates()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "MAPSERVER, 1.0.0, nowhere",
        "MAPSERVER, 1.1.1, nowhere",
        "MAPSERVER, 1.3.0, nowhere",
        "MAPSERVER, 1.3.0, sites_mute",
        "MAPSERVER, 1.3.0, broken",
        "QGIS, 1.1.1, nowhere",
        "QGIS, 1.3.0, nowhere",
        "QGIS, 1.0.0, districts",
    })
    void anErrorOfTheServerIsAServiceException(RealServers server, String version, String layer) {
        Conversation conversation =
                ask(service(server, layer, "district").version(version), TestPoints.A, 10, Facts.NONE);

        assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(conversation.calls()).hasSize(1);
    }

    @Test
    void anUnknownFormatIsAServiceException() {
        Conversation conversation = ask(
                service(RealServers.QGIS, "districts", "district").infoFormat("application/x-nonsense"),
                TestPoints.A,
                10,
                Facts.NONE);

        assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
    }

    @Test
    void withoutGeometriesEveryHitIsKept() {
        List<Candidate> candidates = ask(
                        service(RealServers.MAPSERVER, "districts_nogeom", "district")
                                .infoFormat("application/vnd.ogc.gml"),
                        TestPoints.A,
                        10,
                        Facts.NONE)
                .answer()
                .candidates();

        assertThat(candidates).hasSize(1);
        assertThat(candidates.get(0).geometry()).isNull();
    }
}
