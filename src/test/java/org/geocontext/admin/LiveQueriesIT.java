package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.testing.RealServers;
import org.junit.jupiter.api.Test;

/** Against the servers of {@code src/test/servers}. */
class LiveQueriesIT {

    private static final List<String> MOMENTS =
            List.of("created", "sent", "connected", "first_byte", "complete", "parsed");

    private static ServiceDefinition service(String key, QueryType type, String url, String layer) {
        return ServiceDefinition.builder(key, type, url)
                .layer(layer)
                .property("district")
                .internal(true)
                .build();
    }

    private static List<Double> moments(Map<String, Object> request) {
        Map<?, ?> at = (Map<?, ?>) request.get("at_ms");
        List<Double> moments = new ArrayList<>();
        for (String name : MOMENTS) {
            moments.add(Double.valueOf(String.valueOf(at.get(name))));
        }
        return moments;
    }

    @Test
    void theTimeThatAServerTakesIsTimeOfWaiting() {
        RealServers.LATENCY.assumeUp();
        ServiceDefinition slow = service("slow", QueryType.WMS, RealServers.LATENCY.url() + "/sleep/300/live", "any");
        try (EngineHost host = new EngineHost(slow)) {
            String id = host.post("/queries", "{\"point\":\"26.2,-29.1\",\"collection\":\"all\"}", EngineHost.ANN)
                    .text("id");
            Map<String, Object> request =
                    host.awaitEnd(id, EngineHost.ANN).list("requests").get(0);
            assertThat(moments(request)).isSorted();
            assertThat(Double.parseDouble(request.get("waiting_ms").toString())).isBetween(290.0, 10_000.0);
        }
    }

    @Test
    void everyRequestOfEveryProtocolIsSeenToItsEnd() {
        RealServers.MAPSERVER.assumeUp();
        RealServers.QGIS.assumeUp();
        RealServers.KOOP.assumeUp();
        String koop = RealServers.KOOP.url() + "/districts/FeatureServer";
        try (EngineHost host = new EngineHost(
                service("wms", QueryType.WMS, RealServers.MAPSERVER.url(), "districts"),
                service("wfs", QueryType.WFS, RealServers.QGIS.url(), "districts").toBuilder()
                        .version("1.1.0")
                        .build(),
                service("arcgis", QueryType.ARC_REST, koop, "0"))) {
            String id = host.post("/queries", "{\"point\":\"26.2,-29.1\",\"collection\":\"all\"}", EngineHost.ANN)
                    .text("id");
            Answer answer = host.awaitEnd(id, EngineHost.ANN);
            assertThat(answer.list("features"))
                    .extracting(feature -> String.valueOf(((Map<?, ?>) feature.get("properties")).get("status")))
                    .containsExactly("value", "value", "value");
            assertThat(answer.list("requests"))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(request -> assertThat(moments(request)).isSorted());
        }
    }
}
