package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Reason;
import org.geocontext.testing.RealServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A FeatureServer as Koop speaks it; points and expectations are those of {@code src/test/servers/README.md}. */
class ArcGisRestSourceIT {

    private static final LonLat A = new LonLat(26.2, -29.1);

    @BeforeEach
    void serverIsUp() {
        RealServers.KOOP.assumeUp();
    }

    private static ServiceDefinition.Builder service(String layer, String property) {
        return ServiceDefinition.builder(
                        layer, QueryType.ARC_REST, RealServers.KOOP.url() + "/" + layer + "/FeatureServer")
                .layer("0")
                .property(property)
                .internal(true);
    }

    private static Conversation ask(ServiceDefinition.Builder service, LonLat point, double tolerance) {
        Lookup lookup = new Lookup(service.build(), point, tolerance, 1, true);
        return Conversation.hold(new ArcGisRestSource(), lookup, Facts.NONE, RealServers::send);
    }

    @ParameterizedTest
    @CsvSource({
        "districts, district, 26.2, -29.1, 10, Łódź – Egoli, 0",
        "districts, residents, 26.2, -29.1, 10, 556000, 0",
        "districts, proclaimed, 26.2, -29.1, 10, 1994-04-27T00:00:00Z, 0",
        "districts, district, 26.5, -29.0, 10, Ring Municipality, 0",
        "districts, district, 26.7, -29.2, 10, Twin Parts, 0",
        "districts, residents, 26.0, -29.8, 10, , 0",
        "rivers, river, 26.2, -29.1, 50, Modder, 40.01",
        "sites, site_ref, 26.2, -29.1, 10, S-001, 3.00",
        "sites, visited_at, 26.9, -29.9, 10, 1969-07-20T20:17:40Z, 0"
    })
    void aHitHasItsValueAndItsDistance(
            String layer, String property, double lon, double lat, double tolerance, String value, double distance) {
        LonLat point = new LonLat(lon, lat);

        Conversation conversation = ask(service(layer, property), point, tolerance);

        assertThat(conversation.calls()).hasSize(1);
        assertThat(conversation.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.properties()).containsEntry(property, value);
            assertThat(Geodesy.distanceMetres(point, candidate.geometry())).isCloseTo(distance, within(0.1));
        });
    }

    @ParameterizedTest
    @CsvSource({"districts, 26.65, -29.15", "districts, 26.45, -29.65", "sites, 24.5, -27.5"})
    void whereNothingIs_nothingIsFound(String layer, double lon, double lat) {
        LonLat point = new LonLat(lon, lat);

        assertThat(ask(service(layer, "x"), point, 10).answer().candidates())
                .allSatisfy(candidate -> assertThat(Geodesy.distanceMetres(point, candidate.geometry()))
                        .isGreaterThan(10));
    }

    @Test
    void anUnknownService_isAServiceException() {
        Step.Failure failure = ask(service("nowhere", "x"), A, 10).failure();

        assertThat(failure.reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
    }
}
