package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.geocontext.testing.TestPoints.A;
import static org.geocontext.testing.TestPoints.BORDER;
import static org.geocontext.testing.TestPoints.EMPTY_SITE;
import static org.geocontext.testing.TestPoints.GAP;
import static org.geocontext.testing.TestPoints.HOLE;
import static org.geocontext.testing.TestPoints.ISLAND;
import static org.geocontext.testing.TestPoints.MINUS;
import static org.geocontext.testing.TestPoints.NULLS;
import static org.geocontext.testing.TestPoints.OUTSIDE;
import static org.geocontext.testing.TestPoints.RING;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WFS as MapServer and QGIS Server speak it; points and expectations are those of {@code src/test/servers/README.md}.
 */
class WfsSourceIT {

    /** MapServer's GML rounds coordinates to six decimals. */
    private static final double ROUNDING_METRES = 0.2;

    /** @param value null for NULL; "none" for no hit */
    private record Expected(
            String layer,
            String property,
            TestPoints point,
            double tolerance,
            @Nullable String value,
            double distance) {

        static Expected covering(String layer, String property, TestPoints point, @Nullable String value) {
            return new Expected(layer, property, point, 10, value, 0);
        }

        static Expected none(String layer, String property, TestPoints point, double tolerance) {
            return new Expected(layer, property, point, tolerance, "none", 0);
        }
    }

    private static final List<Expected> EXPECTED = List.of(
            Expected.covering("districts", "district", A, "Łódź – Egoli"),
            Expected.covering("districts", "district_code", A, "0042"),
            Expected.covering("districts", "residents", A, "556000"),
            Expected.covering("districts", "extent_km2", A, "6284.125"),
            Expected.covering("districts", "proclaimed", A, "1994-04-27"),
            Expected.covering("districts", "remark", A, "R&D <north> \"quoted\""),
            Expected.covering("districts", "district", RING, "Ring Municipality"),
            Expected.none("districts", "district", HOLE, 10),
            Expected.covering("districts", "district", ISLAND, "Twin Parts"),
            Expected.covering("districts", "district", NULLS, "Nameless South"),
            Expected.none("districts", "district", GAP, 10),
            Expected.none("districts", "district", OUTSIDE, 10),
            Expected.covering("districts", "district", BORDER, "Łódź – Egoli"),
            Expected.covering("zones", "zone_code", A, "R1"),
            Expected.covering("zones", "floor_ratio", A, "0.8"),
            new Expected("rivers", "river", A, 50, "Modder", 40.01),
            Expected.none("rivers", "river", A, 10),
            new Expected("sites", "site_ref", A, 10, "S-001", 3.00),
            new Expected("sites", "depth_m", A, 10, "118.25", 3.00),
            Expected.none("sites", "site_ref", A, 1),
            new Expected("sites", "site_ref", A, 310, "S-001", 3.00),
            new Expected("sites", "site_ref", EMPTY_SITE, 10, "S-003", 0),
            new Expected("sites", "site_ref", MINUS, 10, "S-004", 0));

    private static Stream<Arguments> dialects() {
        return Stream.of(
                        Map.entry(RealServers.MAPSERVER, List.of("1.0.0", "1.1.0", "2.0.0")),
                        Map.entry(RealServers.QGIS, List.of("1.0.0", "1.1.0")))
                .flatMap(server -> server.getValue().stream()
                        .flatMap(version -> Stream.of("EPSG:4326", "EPSG:4148", "EPSG:3857", "EPSG:32735")
                                .flatMap(crs -> Stream.of("json", "gml")
                                        .map(format -> Arguments.of(server.getKey(), version, crs, format)))));
    }

    private static String gml(String version) {
        return switch (version) {
            case "1.0.0" -> "GML2";
            case "1.1.0" -> "text/xml; subtype=gml/3.1.1";
            default -> "application/gml+xml; version=3.2";
        };
    }

    private static ServiceDefinition.Builder service(RealServers server, String version) {
        server.assumeUp();
        return ServiceDefinition.builder("x", QueryType.WFS, server.url())
                .version(version)
                .internal(true);
    }

    private static Conversation ask(
            ServiceDefinition.Builder service, TestPoints point, double tolerance, Facts facts) {
        return ask(service, point, tolerance, facts, RealServers::send);
    }

    private static Conversation ask(
            ServiceDefinition.Builder service,
            TestPoints point,
            double tolerance,
            Facts facts,
            Function<HttpCall, FetchOutcome> server) {
        Lookup lookup = new Lookup(service.build(), point.position(), tolerance, 1, true);
        return Conversation.hold(new WfsSource(), lookup, facts, server);
    }

    private static Optional<Candidate> nearest(Step.Answer answer, TestPoints point, double tolerance) {
        return answer.candidates().stream()
                .filter(candidate -> distance(candidate, point) <= tolerance)
                .min(Comparator.comparingDouble(candidate -> distance(candidate, point)));
    }

    private static double distance(Candidate candidate, TestPoints point) {
        assertThat(candidate.geometry()).as("geometry of %s", candidate).isNotNull();
        return Geodesy.distanceMetres(point.position(), candidate.geometry());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyLayerIsFoundInEveryVersionCrsAndFormat(RealServers server, String version, String crs, String format) {
        Facts facts = Facts.NONE;
        for (Expected expected : EXPECTED) {
            ServiceDefinition.Builder service = service(server, version)
                    .crs(crs)
                    .layer(expected.layer())
                    .property(expected.property())
                    .parameters(format.equals("gml") ? Map.of("OUTPUTFORMAT", gml(version)) : Map.of());
            Conversation conversation = ask(service, expected.point(), expected.tolerance(), facts);
            facts = conversation.learned();

            Optional<Candidate> nearest = nearest(conversation.answer(), expected.point(), expected.tolerance());

            assertThat(nearest.isPresent()).as("%s", expected).isEqualTo(!"none".equals(expected.value()));
            nearest.ifPresent(candidate -> {
                String name = PropertyMatch.find(candidate.properties().keySet(), expected.property())
                        .orElseThrow();
                assertThat(candidate.properties().get(name)).as("%s", expected).isEqualTo(expected.value());
                assertThat(distance(candidate, expected.point()))
                        .as("%s", expected)
                        .isCloseTo(expected.distance(), within(ROUNDING_METRES));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"MAPSERVER, 1.0.0", "MAPSERVER, 1.1.0", "MAPSERVER, 2.0.0", "QGIS, 1.0.0", "QGIS, 1.1.0"})
    void theFirstRequestIsUnderstood(RealServers server, String version) {
        for (String layer : List.of("districts", "zones", "sites")) {
            Conversation conversation = ask(service(server, version).layer(layer), A, 10, Facts.NONE);

            assertThat(conversation.calls()).as(layer).hasSize(1);
            assertThat(conversation.answer().candidates()).as(layer).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsLearned_makesTheNextLookupOneCall(RealServers server, String version, String crs, String format) {
        ServiceDefinition.Builder districts = service(server, version)
                .crs(crs)
                .layer("districts")
                .property("district")
                .parameters(format.equals("gml") ? Map.of("OUTPUTFORMAT", gml(version)) : Map.of());
        Facts learned = ask(districts, A, 10, Facts.NONE).learned();

        Conversation hit = ask(districts, RING, 10, learned);
        Conversation noHit = ask(districts, GAP, 10, learned);

        assertThat(hit.answer().candidates()).hasSize(1);
        assertThat(hit.calls()).hasSize(1);
        assertThat(noHit.answer().candidates()).isEmpty();
        assertThat(noHit.calls()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void theServersOwnFilter_findsWhatCovers(RealServers server, String version, String crs, String format) {
        ServiceDefinition.Builder zones = service(server, version)
                .crs(crs)
                .layer("zones")
                .property("zone_code")
                .parameters(format.equals("gml") ? Map.of("OUTPUTFORMAT", gml(version)) : Map.of());

        Conversation conversation = ask(
                zones,
                A,
                10,
                Facts.NONE,
                call -> call.uri().getRawQuery().contains("BBOX=")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : RealServers.send(call));

        assertThat(conversation.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.covers()).isTrue();
            assertThat(candidate.geometry()).isNull();
            assertThat(candidate.properties()).containsEntry("zone_code", "R1");
        });
    }

    @ParameterizedTest
    @CsvSource({"MAPSERVER, shape, 1", "MAPSERVER, the_geom, 2", "QGIS, geometry, 1", "QGIS, the_geom, 2"})
    void aGeometryFieldOfTheWrongName_isSeenThrough(RealServers server, String geometryField, int calls) {
        ServiceDefinition.Builder sites =
                service(server, "1.1.0").layer("sites").property("site_ref").geometryField(geometryField);

        Conversation conversation = ask(sites, A, 10, Facts.NONE);

        assertThat(conversation.calls()).hasSize(calls);
        assertThat(conversation.answer().candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(distance(candidate, A)).isCloseTo(3.0, within(ROUNDING_METRES)));
    }

    @Test
    void aLayerWithoutGeometryInItsReplies_isKept() {
        ServiceDefinition.Builder mute = service(RealServers.MAPSERVER, "1.1.0")
                .layer("districts_nogeom")
                .property("district")
                .parameters(Map.of("OUTPUTFORMAT", gml("1.1.0")));

        Step.Answer answer = ask(mute, A, 10, Facts.NONE).answer();

        assertThat(answer.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.geometry()).isNull();
            assertThat(candidate.properties()).containsEntry("district", "Łódź – Egoli");
        });
    }

    @ParameterizedTest
    @CsvSource({"MAPSERVER, 1.0.0", "MAPSERVER, 1.1.0", "MAPSERVER, 2.0.0", "QGIS, 1.0.0", "QGIS, 1.1.0"})
    void anUnknownLayer_isAServiceException(RealServers server, String version) {
        Step.Failure failure = ask(service(server, version).layer("nowhere").property("x"), A, 10, Facts.NONE)
                .failure();

        assertThat(failure.reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(failure.message()).isNotBlank();
        assertThat(failure.url()).startsWith(server.url());
    }
}
