package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.geocontext.admin.HealthResult.Fix;
import org.geocontext.admin.HealthResult.Probe;
import org.geocontext.admin.HealthResult.State;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.Test;

/** Against the servers of {@code src/test/servers}, whose README.md says what is where. */
class HealthIT {

    private static ServiceDefinition.Builder districts(RealServers server, QueryType type) {
        return ServiceDefinition.builder("districts", type, server.url())
                .layer("districts")
                .property("district_code")
                .internal(true)
                .test(new TestPoint(
                        TestPoints.A.position().lon(), TestPoints.A.position().lat(), "0042"));
    }

    private static HealthResult check(RealServers server, ServiceDefinition service) {
        server.assumeUp();
        try (EngineHost host = new EngineHost(service)) {
            ServiceDefinition inCatalogue =
                    host.catalogue().get().findService("districts").orElseThrow();
            return new HealthCheck(host.engine()).run(inCatalogue).join();
        }
    }

    private static Map<String, Object> patch(HealthResult result) {
        Optional<Fix> fix =
                result.probes().stream().filter(Probe::found).map(Probe::fix).findFirst();
        return fix.orElseThrow(() -> new AssertionError(result.toString())).patch();
    }

    @Test
    void aServiceThatIsAskedTheRightWayIsOk() {
        for (RealServers server : new RealServers[] {RealServers.MAPSERVER, RealServers.QGIS}) {
            HealthResult result = check(server, districts(server, QueryType.WMS).build());
            assertThat(result.state()).as(result.toString()).isEqualTo(State.OK);
        }
    }

    @Test
    void aWrongAxisOrderIsFound() {
        HealthResult result = check(
                RealServers.MAPSERVER,
                districts(RealServers.MAPSERVER, QueryType.WMS)
                        .axisOrder(AxisOrder.XY)
                        .build());
        assertThat(result.state()).isEqualTo(State.CHANGED);
        assertThat(patch(result)).containsOnlyKeys("axis_order");
    }

    @Test
    void aFormatThatTheServerDoesNotKnowIsFound() {
        HealthResult result = check(
                RealServers.MAPSERVER,
                districts(RealServers.MAPSERVER, QueryType.WMS)
                        .crs("EPSG:3857")
                        .infoFormat("application/x-unheard-of")
                        .build());
        assertThat(result.state()).as(result.toString()).isNotEqualTo(State.OK);
        assertThat(patch(result)).containsOnlyKeys("info_format");
    }

    @Test
    void aCrsThatTheServerDoesNotOfferIsFound() {
        HealthResult result = check(
                RealServers.MAPSERVER,
                districts(RealServers.MAPSERVER, QueryType.WMS)
                        .crs("EPSG:32736")
                        .build());
        assertThat(result.state()).as(result.toString()).isNotEqualTo(State.OK);
        assertThat(patch(result)).containsOnlyKeys("srid");
    }
}
