package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.geocontext.catalogue.CatalogueImport.Format.GEOCONTEXT1;
import static org.geocontext.catalogue.CatalogueImport.Format.GEOCONTEXT2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exports here are made up; their shapes are those that GeoContext's {@code export_data} command wrote. */
class CatalogueImportTest {

    private final CatalogueReader reader = new CatalogueReader(name -> null, SecretDecoder.NONE, 1 << 20);

    @TempDir
    private Path directory;

    private Path in;
    private Path out;

    @BeforeEach
    void nameTheFiles() {
        in = directory.resolve("export.json");
        out = directory.resolve("catalogue.json");
    }

    @Test
    void anExportOfGeoContext1BecomesACatalogue() throws IOException, CatalogueException {
        Files.writeString(in, """
                {"context_service_registry": [
                  {"key": "provinces", "name": "Provinces", "description": null,
                   "url": "https://maps.example.org/geoserver/wfs", "query_type": "WFS",
                   "result_regex": "kartoza:provname", "time_to_live": 3600, "srid": 3857,
                   "layer_typename": "kartoza:sa_provinces", "service_version": "1.0.0", "provenance": null},
                  {"key": "parks", "name": "Parks", "url": "https://gis.example.org/rest/services/P/MapServer/",
                   "query_type": "ARCRest", "result_regex": "value", "time_to_live": 604800, "srid": 4326,
                   "layer_typename": "all:10", "service_version": "1.0.0"},
                  {"key": "place", "name": "Place", "url": "https://api.example.org/findNearbyPlaceNameJSON",
                   "query_type": "PlaceName", "result_regex": "toponymName", "time_to_live": 604800, "srid": 4326,
                   "layer_typename": "Find Nearby Place Name", "service_version": "1.0.0", "api_key": "demo"}],
                 "context_group": [
                  {"key": "g", "name": "G", "description": "", "graphable": true,
                   "context_service_registry_keys": ["provinces", "parks", "place"]},
                  {"key": "t", "name": "T", "description": "", "graphable": false,
                   "context_service_registry_keys": ["parks"]}],
                 "context_collection": [
                  {"key": "c", "name": "C", "description": "", "context_group_keys": ["g", "t"]}]}
                """);

        CatalogueLoad imported = CatalogueImport.run(GEOCONTEXT1, in, out, reader);
        CatalogueLoad load = reader.read(out);

        assertThat(imported.problems()).isEmpty();
        assertThat(load.problems()).isEmpty();
        ServiceDefinition provinces = load.catalogue().findService("provinces").orElseThrow();
        assertThat(provinces.property()).isEqualTo("provname");
        assertThat(provinces.layer()).isEqualTo("kartoza:sa_provinces");
        assertThat(provinces.cacheDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(provinces.crs()).isEqualTo("EPSG:3857");
        ServiceDefinition parks = load.catalogue().findService("parks").orElseThrow();
        assertThat(parks.type()).isEqualTo(QueryType.ARC_REST);
        assertThat(parks.layer()).isEqualTo("10");
        assertThat(load.catalogue().findService("place").orElseThrow().credentials())
                .isEqualTo(new Credentials(Credentials.Scheme.QUERY, "username", null, "demo"));
        assertThat(load.catalogue().findGroup("g").orElseThrow().groupType()).isEqualTo("graph");
        assertThat(load.catalogue().findGroup("t").orElseThrow().groupType()).isEqualTo("text");
        assertThat(load.catalogue().findCollection("c").orElseThrow().groupKeys())
                .containsExactly("g", "t");
    }

    @Test
    void theOldestShapeIsABareListOfServices() throws IOException, CatalogueException {
        Files.writeString(in, """
                [{"key": "provinces", "display_name": "Provinces", "url": "https://maps.example.org/web/?map=/a.qgs",
                  "layer_typename": "sa_provinces", "query_type": "WFS", "srid": 3857, "result_regex": "qgs:provname",
                  "service_version": "1.0.0"},
                 {"key": "Primary Catchment", "url": "https://maps.example.org/web/?map=/a.qgs"}]
                """);

        CatalogueLoad load = CatalogueImport.run(GEOCONTEXT1, in, out, reader);

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::name)
                .containsExactly("Provinces");
        assertThat(load.errors()).extracting(CatalogueProblem::value).containsExactly("Primary Catchment");
        assertThat(reader.read(out).problems()).isEmpty();
    }

    @Test
    void theShapeBeforeGeoContext2IsUnderstood() throws IOException, CatalogueException {
        Files.writeString(in, """
                {"csr": [{"key": "a", "name": "A", "url": "https://a.example.org/wms", "query_type": "WMS",
                          "result_regex": "gml:GRAY_INDEX", "time_to_live": 60, "srid": 4326, "search_dist": 25.0,
                          "layer_typename": "a", "service_version": "1.3.0", "user": "u", "password": "p"}],
                 "group": [{"key": "g", "name": "G", "csr_keys": ["a"], "is_graphable": "True"}],
                 "collection": [{"key": "c", "name": "C", "group_keys": ["g"]}]}
                """);

        CatalogueLoad load = CatalogueImport.run(GEOCONTEXT1, in, out, reader);

        assertThat(load.problems()).isEmpty();
        ServiceDefinition service = load.catalogue().findService("a").orElseThrow();
        assertThat(service.property()).isEqualTo("GRAY_INDEX");
        assertThat(service.tolerance()).isEqualTo(25);
        assertThat(service.credentials().scheme()).isEqualTo(Credentials.Scheme.BASIC);
        assertThat(load.catalogue().findGroup("g").orElseThrow().groupType()).isEqualTo("graph");
    }

    @Test
    void anImportOfGeoContext2SpellsOutWhatHadToBeAssumed() throws IOException, CatalogueException {
        Files.writeString(in, """
                {"service": [
                  {"key": "a", "name": "A ", "url": " https://a.example.org/wfs?service=WFS", "query_type": "wfs",
                   "layer_name": "name", "layer_typename": "a", "srid": "WGS", "service_version": "1.3.0",
                   "tolerance": -1, "status": null, "ours": [1.0], "password": "${env:PASSWORD}",
                   "headers": {"A": "b", "Host": "c"}, "box_m": 0},
                  {"key": "b", "name": "B", "url": "nowhere", "query_type": "WMS"}],
                 "group": [{"key": "g", "name": "G", "service_keys": ["a", "a", "b", "c"], "group_type": "list"}],
                 "collection": [{"key": "c", "group_keys": ["g"]}], "version": 2}
                """);
        CatalogueReader withPassword = new CatalogueReader(name -> "hunter2", SecretDecoder.NONE, 1 << 20);

        CatalogueImport.run(GEOCONTEXT2, in, out, withPassword);

        assertThat(withPassword.read(out).problems())
                .extracting(CatalogueProblem::message)
                .containsExactly("password: as given, not sent (expected: username and password together)");
        assertThat(Entries.object(Files.readString(out))).isEqualTo(Entries.object("""
                {"service": [
                  {"key": "a", "name": "A ", "url": "https://a.example.org/wfs", "query_type": "WFS",
                   "layer_name": "name", "layer_typename": "a", "srid": 4326, "service_version": "1.1.0",
                   "status": null, "ours": [1.0], "password": "${env:PASSWORD}", "headers": {"A": "b"}}],
                 "group": [{"key": "g", "name": "G", "service_keys": ["a"]}],
                 "collection": [{"key": "c", "group_keys": ["g"], "name": "c"}], "version": 2}
                """));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"altitude, kartoza, kartoza:altitude", "a:altitude, kartoza, a:altitude", "altitude, '', altitude"})
    void theWorkspaceOfEarlyExportsIsJoinedToTheLayer(String layer, String workspace, String expected)
            throws IOException, CatalogueException {
        Files.writeString(in, """
                {"service": [{"key": "a", "name": "A", "url": "https://a.example.org/wms", "query_type": "WMS",
                   "layer_name": "GRAY_INDEX", "layer_typename": "%s", "layer_workspace": "%s", "srid": 4326,
                   "service_version": "1.3.0"}]}
                """.formatted(layer, workspace));

        CatalogueLoad load = CatalogueImport.run(GEOCONTEXT2, in, out, reader);

        assertThat(load.catalogue().findService("a").orElseThrow().layer()).isEqualTo(expected);
    }

    @Test
    void importingAFileOntoItselfKeepsThePreviousVersion() throws IOException, CatalogueException {
        Files.writeString(in, "{\"service\": [" + Entries.WMS + "]}");

        CatalogueImport.run(GEOCONTEXT2, in, in, reader);

        assertThat(reader.read(in).catalogue().services()).hasSize(1);
        assertThat(CatalogueFiles.previousVersions(in)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"service\": []} | not a GeoContext 1 export (expected: an object with context_service_registry, context_group and context_collection)",
                "\"text\"          | not a GeoContext 1 export (expected: an object with context_service_registry, context_group and context_collection)",
                "[{\"model\": \"geocontext.csr\"}] | a list, but not of GeoContext 1 services (expected: the file that its export_data command writes)",
                "{\"context_service_registry\": 1} | context_service_registry: not a list (expected: a list of objects)",
            })
    void whatIsNoExportOfGeoContext1IsRefusedAndNothingIsWritten(String content, String message) throws IOException {
        Files.writeString(in, content);

        assertThatThrownBy(() -> CatalogueImport.run(GEOCONTEXT1, in, out, reader))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void formatsAreFoundByTheirWords() {
        assertThat(CatalogueImport.Format.find(" GeoContext1")).contains(GEOCONTEXT1);
        assertThat(CatalogueImport.Format.find("geocontext3")).isEmpty();
        assertThat(CatalogueImport.Format.words()).containsExactly("geocontext1", "geocontext2");
    }
}
