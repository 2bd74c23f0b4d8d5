package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The descriptions in {@code src/test/resources/capabilities}, whose PROVENANCE.md says where they come from. */
class CapabilitiesBrowserTest {

    private MapServer server;
    private EngineHost host;

    @BeforeEach
    void start() {
        server = new MapServer();
        host = new EngineHost(ServiceDefinition.builder("districts", QueryType.WFS, server.url("/wfs"))
                .layer("districts")
                .property("name")
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
        host.close();
    }

    private static String file(String name) {
        try (InputStream file = CapabilitiesBrowserTest.class.getResourceAsStream("/capabilities/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MapServer.Reply xml(String name) {
        return MapServer.Reply.xml(file(name));
    }

    private static MapServer.Reply json(String name) {
        return MapServer.Reply.json(file(name));
    }

    private Answer browse(String path, String more) {
        return host.post(
                "/capabilities",
                "{\"url\":\"" + server.url(path) + "\",\"internal\":true" + more + "}",
                Caller.ADMINISTRATOR);
    }

    private static Map<String, Object> candidate(Answer answer, String layer) {
        return answer.list("candidates").stream()
                .filter(candidate -> candidate.get("layer_typename").equals(layer))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> entry(Map<String, Object> candidate) {
        return (Map<?, ?>) candidate.get("entry");
    }

    @Test
    void theLayersOfAWmsAreCandidates() {
        server.says("/wms", xml("geoserver/wms-1.3.0.xml"));
        Answer answer = browse("/wms", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("type")).isEqualTo("WMS");
        assertThat(answer.text("version")).isEqualTo("1.3.0");
        Map<String, Object> states = candidate(answer, "topp:states");
        assertThat(states.get("title")).isEqualTo("USA Population");
        assertThat(states.get("suggested_srid")).hasToString("4326");
        assertThat(states.get("suggested_info_format")).isEqualTo("application/json");
        assertThat((List<?>) states.get("extent")).hasSize(4);
        assertThat(entry(states).get("query_type")).isEqualTo("WMS");
        assertThat(entry(states).get("key")).isEqualTo("usa_population");
        assertThat(entry(states).get("url")).isEqualTo(server.url("/wms"));
        assertThat(entry(states).get("internal")).isEqualTo(true);
    }

    @Test
    void theTypesOfAWfsHaveTheirProperties() {
        server.answers(
                "/wfs",
                query -> query.contains("DescribeFeatureType")
                        ? MapServer.Reply.xml("""
                                <schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="rivers" type="ms:t"/>
                                <complexType name="t"><complexContent><extension><sequence>
                                <element name="shape" type="gml:CurvePropertyType"/>
                                <element name="strahler" type="integer"/><element name="river" type="string"/>
                                </sequence></extension></complexContent></complexType></schema>""")
                        : xml("mapserver/wfs-2.0.0.xml"));
        Answer answer = browse("/wfs", "");
        Map<String, Object> rivers = candidate(answer, "ms:rivers");
        assertThat(rivers.get("properties")).hasToString("[{name=strahler, type=integer}, {name=river, type=text}]");
        assertThat(rivers.get("geometry_field")).isEqualTo("shape");
        assertThat(entry(rivers).get("layer_name")).isEqualTo("river");
        assertThat(entry(rivers).get("layer_geometry_field")).isEqualTo("shape");
        assertThat(entry(candidate(answer, "ms:districts")).get("key")).isEqualTo("districts_2");
    }

    @Test
    void aTypeIsToBeAskedInItsOwnCrs() {
        server.says("/wfs", xml("geoserver/wfs-2.0.0-edge.xml"));
        Map<String, Object> lonely = candidate(browse("/wfs", ""), "edge:lonely_utm");
        assertThat(lonely.get("suggested_srid")).hasToString("32735");
        assertThat(entry(lonely).get("srid")).isEqualTo("32735");
    }

    @Test
    void aLayerOfAWmsIsDescribedByTheWfsAtTheSameAddress() {
        server.answers(
                "/ows",
                query -> query.contains("SERVICE=WFS") ? MapServer.Reply.xml("""
                                <schema><element name="states"><complexType><sequence>
                                <element name="the_geom" type="gml:MultiSurfacePropertyType"/>
                                <element name="STATE_NAME"><simpleType><restriction base="xsd:string"/></simpleType></element>
                                </sequence></complexType></element></schema>""") : xml("geoserver/wms-1.3.0.xml"));
        Answer answer = browse("/ows", ",\"layer\":\"topp:states\"");
        assertThat(answer.list("candidates")).hasSize(1);
        assertThat(answer.at("candidates.0.properties")).hasToString("[{name=STATE_NAME, type=text}]");
        assertThat(answer.at("warnings").toString()).contains("WFS");
    }

    @Test
    void theLayersOfAnArcGisServiceHaveTheirFields() {
        server.says("/rest/services/sites/FeatureServer/layers", json("koop/feature-layers.json"));
        Answer answer = browse("/rest/services/sites/FeatureServer", "");
        assertThat(answer.text("type")).isEqualTo("ArcREST");
        Map<String, Object> sites = candidate(answer, "0");
        assertThat(sites.get("properties").toString()).contains("{name=depth_m, type=number}");
        assertThat(entry(sites).get("url")).isEqualTo(server.url("/rest/services/sites/FeatureServer"));
        assertThat(entry(sites).get("layer_typename")).isEqualTo("0");
    }

    @Test
    void aServiceThatDoesNotDescribeItsLayersAtOnceStillNamesThem() {
        server.says("/rest/services/sites/FeatureServer", json("koop/feature-service.json"));
        Answer answer = browse("/rest/services/sites/FeatureServer", "");
        assertThat(candidate(answer, "0").get("described")).isEqualTo(false);
        assertThat(answer.at("warnings").toString()).contains("choose one");
    }

    @Test
    void anImageServiceIsOneCandidate() {
        server.says("/rest/services/dem/ImageServer", json("arcgis/image-service.json"));
        Answer answer = browse("/rest/services/dem/ImageServer", "");
        assertThat(answer.list("candidates")).hasSize(1);
        assertThat(entry(candidate(answer, "")).get("layer_name")).isEqualTo("value");
    }

    @Test
    void groupsOfLayersAreNoCandidates() {
        server.says("/rest/services/m/MapServer/layers", MapServer.Reply.json("""
                {"layers":[{"id":0,"name":"All","type":"Group Layer","subLayers":[{"id":1}]},
                {"id":1,"name":"Roads","type":"Feature Layer","capabilities":"Query",
                "fields":[{"name":"route","type":"esriFieldTypeString"}]}]}"""));
        assertThat(browse("/rest/services/m/MapServer", "").list("candidates"))
                .extracting(candidate -> candidate.get("layer_typename"))
                .containsExactly("1");
    }

    @Test
    void aDirectoryNamesItsServicesAndThoseInItsFolders() {
        server.says("/rest/services", MapServer.Reply.json("""
                {"folders":["Water","..","a/../../x"],"services":[{"name":"Soils","type":"MapServer"},
                {"name":"Tools","type":"GPServer"}]}"""));
        server.says("/rest/services/Water", MapServer.Reply.json("""
                {"folders":["Water","/"],"services":[{"name":"Water/Big Rivers","type":"FeatureServer"}]}"""));
        Answer answer = browse("/rest/services", "");
        assertThat(answer.list("candidates")).isEmpty();
        assertThat(answer.list("services"))
                .extracting(service -> service.get("url"))
                .containsExactly(
                        server.url("/rest/services/Soils/MapServer"),
                        server.url("/rest/services/Water/Big%20Rivers/FeatureServer"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void tenThousandLayersAreCutToTwoThousand() {
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            layers.append("<Layer queryable='1'><Name>l").append(i).append("</Name><Title>Land</Title></Layer>");
        }
        server.says(
                "/wms",
                MapServer.Reply.xml("<WMS_Capabilities version='1.3.0'><Capability><Layer><CRS>EPSG:4326</CRS>" + layers
                        + "</Layer></Capability></WMS_Capabilities>"));
        Answer all = browse("/wms", "");
        assertThat(all.text("total")).isEqualTo("10000");
        assertThat(all.list("candidates")).hasSize(2000);
        assertThat(entry(all.list("candidates").get(1999)).get("key")).isEqualTo("land_2000");
        assertThat(browse("/wms", ",\"search\":\"L999\"").list("candidates")).hasSize(11);
    }

    @Test
    void groupsWithinGroupsWithoutEndAreRefused() {
        server.says(
                "/wms",
                MapServer.Reply.xml("<WMS_Capabilities version='1.3.0'><Capability>" + "<Layer>".repeat(20_000)));
        Answer answer = browse("/wms", ",\"type\":\"WMS\"");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text("error.reason")).isEqualTo("malformed");
    }

    @Test
    void aBoxThatNobodyCanBelieveIsLeftOut() {
        server.says(
                "/wms",
                MapServer.Reply.xml("<WMS_Capabilities version='1.3.0'><Capability><Layer queryable='1'><Name>l</Name>"
                        + "<EX_GeographicBoundingBox><westBoundLongitude>NaN</westBoundLongitude>"
                        + "<southBoundLatitude>-1e300</southBoundLatitude><eastBoundLongitude>9</eastBoundLongitude>"
                        + "<northBoundLatitude>9</northBoundLatitude></EX_GeographicBoundingBox>"
                        + "</Layer></Capability></WMS_Capabilities>"));
        assertThat(browse("/wms", "").at("candidates.0.extent")).isNull();
    }

    @Test
    void aPrivateAddressMustBeSaidToBeOne() {
        Answer answer = host.post("/capabilities", "{\"url\":\"" + server.url("/wms") + "\"}", Caller.ADMINISTRATOR);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.reason")).isEqualTo("denied_address");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void onlyAdministratorsHaveServersLookedAt() {
        assertThat(host.post("/capabilities", "{\"url\":\"http://a.example/wms\"}", EngineHost.ANN)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPasswordIsSentAndNotTold() {
        server.says("/wms", xml("qgis/wms-1.3.0.xml"));
        Answer answer = browse("/wms", ",\"username\":\"ann\",\"password\":\"hush hush\"");
        assertThat(answer.tree().toString()).doesNotContain("hush");
        assertThat(answer.text("candidates.0.entry.username")).isEqualTo("ann");
    }

    @Test
    void aServerOfAnotherKindIsToldInItsWords() {
        server.says("/there", MapServer.Reply.error(404));
        Answer answer = browse("/there", "");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text("error.message")).contains("404");
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}',url",
        "'{\"url\":\"ftp://a.example/\"}',url",
        "'{\"url\":\"http://ann:pw@a.example/\"}',url",
        "'{\"url\":\"http://a.example/\",\"type\":\"FTP\"}',type",
        "'{\"url\":\"http://a.example/\",\"internal\":\"yes\"}',internal",
    })
    void aMemberThatIsWrongIsNamed(String body, String field) {
        Answer answer = host.post("/capabilities", body, Caller.ADMINISTRATOR);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
    }
}
