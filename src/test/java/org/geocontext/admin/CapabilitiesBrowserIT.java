package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.testing.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the servers of {@code src/test/servers}. */
class CapabilitiesBrowserIT {

    private static EngineHost host;

    @BeforeAll
    static void start() {
        host = new EngineHost();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    private static Answer browse(RealServers server, String more) {
        server.assumeUp();
        String body = "{\"url\":\"" + server.url() + more + "\",\"internal\":true}";
        Answer answer = host.post("/capabilities", body, Caller.ADMINISTRATOR);
        assertThat(answer.status()).as(String.valueOf(answer.tree())).isEqualTo(200);
        return answer;
    }

    private static Map<String, Object> candidate(Answer answer, String title) {
        return answer.list("candidates").stream()
                .filter(candidate -> candidate.get("layer_typename").toString().endsWith(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mapServersWfsIsDescribed() {
        Map<String, Object> sites = candidate(browse(RealServers.MAPSERVER, "?SERVICE=WFS"), "sites");
        assertThat(sites.get("properties").toString()).contains("{name=depth_m, type=number}");
        assertThat(sites.get("geometry_field")).isEqualTo("shape");
        assertThat(((Map<?, ?>) sites.get("entry")).get("url")).isEqualTo(RealServers.MAPSERVER.url());
    }

    @Test
    void mapServersWmsLeavesOutWhatCannotBeAsked() {
        Answer answer = browse(RealServers.MAPSERVER, "?SERVICE=WMS");
        assertThat(answer.list("candidates"))
                .extracting(candidate -> candidate.get("layer_typename"))
                .contains("districts", "elevation")
                .doesNotContain("sites_mute");
    }

    @Test
    void mapServersOwnAddressIsNotTakenForArcGis() {
        assertThat(browse(RealServers.MAPSERVER, "").list("candidates"))
                .extracting(candidate -> candidate.get("query_type"))
                .containsOnly("WMS");
    }

    @Test
    void qgisIsDescribed() {
        Map<String, Object> sites = candidate(browse(RealServers.QGIS, "?service=WFS"), "sites");
        assertThat(sites.get("properties").toString()).contains("{name=site_ref, type=text}");
        assertThat(candidate(browse(RealServers.QGIS, "?service=WMS"), "sites").get("suggested_info_format"))
                .isEqualTo("application/json");
    }

    @Test
    void koopIsDescribed() {
        Map<String, Object> sites = candidate(browse(RealServers.KOOP, "/sites/FeatureServer"), "0");
        assertThat(sites.get("properties").toString()).contains("{name=depth_m, type=number}");
    }
}
