package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.geocontext.catalogue.Entries.ARC_REST;
import static org.geocontext.catalogue.Entries.PLACE_NAME;
import static org.geocontext.catalogue.Entries.WFS;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.load;
import static org.geocontext.catalogue.Entries.object;
import static org.geocontext.catalogue.Entries.read;
import static org.geocontext.catalogue.Entries.services;
import static org.geocontext.catalogue.Entries.with;
import static org.geocontext.catalogue.Entries.without;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.catalogue.CatalogueProblem.Severity;
import org.geocontext.catalogue.Credentials.Scheme;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReaderTest {

    @Test
    void aPlainServiceLoadsWithTheDefaultsOfTheFormat() {
        ServiceDefinition service = load(object(WMS));

        assertThat(service)
                .isEqualTo(ServiceDefinition.builder("altitude", QueryType.WMS, "https://maps.example.org/wms")
                        .name("Altitude")
                        .layer("dem:altitude")
                        .property("GRAY_INDEX")
                        .version("1.3.0")
                        .crs("EPSG:4326")
                        .tolerance(10)
                        .cacheDuration(Duration.ofDays(7))
                        .raw(object(WMS))
                        .build());
    }

    @Test
    void everyOptionalFieldIsRead() {
        ServiceDefinition service = load(with(WFS, """
                "description": "All rivers", "layer_geometry_field": "the_geom", "cache_duration": 60,
                "srid": "EPSG:3857", "tolerance": 250.5, "provenance": "survey", "notes": "slow", "licensing": "CC-BY",
                "test_x": 31.4, "test_y": -24.5, "test_value": "Olifants", "permission_groups": ["staff"],
                "enabled": false, "unit": "m", "no_data": ["none", -1], "labels": {"1": "dry", "2": 2},
                "scale": 0.1, "offset": -273.15, "info_format": "application/json",
                "parameters": {"TIME": "2020", "viewparams": "lat:{lat};lon:{lon}", "n": 1},
                "headers": {"X-Asked-By": "us"}, "merge": "never", "max_layers": 5, "box_m": 12,
                "extent": [16, -35, 33, -22], "skip_outside": false, "axis_order": "yx", "timeout_s": 1.5, "reuse_m": 30,
                "max_concurrent": 4, "requests_per_second": 2.5, "overlaps": true, "internal": true
                """));

        assertThat(service.description()).isEqualTo("All rivers");
        assertThat(service.geometryField()).isEqualTo("the_geom");
        assertThat(service.cacheDuration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(service.crs()).isEqualTo("EPSG:3857");
        assertThat(service.tolerance()).isEqualTo(250.5);
        assertThat(service.provenance()).isEqualTo("survey");
        assertThat(service.notes()).isEqualTo("slow");
        assertThat(service.licence()).isEqualTo("CC-BY");
        assertThat(service.test()).isEqualTo(new TestPoint(31.4, -24.5, "Olifants"));
        assertThat(service.roles()).containsExactly("staff");
        assertThat(service.enabled()).isFalse();
        assertThat(service.unit()).isEqualTo("m");
        assertThat(service.noData()).containsExactly("none", "-1");
        assertThat(service.labels()).isEqualTo(Map.of("1", "dry", "2", "2"));
        assertThat(service.scale()).isEqualTo(0.1);
        assertThat(service.offset()).isEqualTo(-273.15);
        assertThat(service.infoFormat()).isEqualTo("application/json");
        assertThat(service.parameters())
                .isEqualTo(Map.of("TIME", "2020", "viewparams", "lat:{lat};lon:{lon}", "n", "1"));
        assertThat(service.headers()).isEqualTo(Map.of("X-Asked-By", "us"));
        assertThat(service.merge()).isFalse();
        assertThat(service.maxLayers()).isEqualTo(5);
        assertThat(service.boxMetres()).isEqualTo(12);
        assertThat(service.extent()).isEqualTo(new LonLatBox(16, -35, 33, -22));
        assertThat(service.skipOutside()).isFalse();
        assertThat(service.axisOrder()).isEqualTo(AxisOrder.YX);
        assertThat(service.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(service.reuseMetres()).isEqualTo(30);
        assertThat(service.manners()).isEqualTo(new Manners(4, 2.5));
        assertThat(service.overlaps()).isTrue();
        assertThat(service.internal()).isTrue();
    }

    @Test
    void anExtentWhoseWestIsGreaterThanItsEastLiesAcrossTheAntimeridian() {
        ServiceDefinition service = load(with(WMS, "\"extent\": [177, -20, -178, -15]"));
        assertThat(service.extent()).isEqualTo(new LonLatBox(177, -20, 182, -15));
        assertThat(service.skipOutside()).isTrue();
    }

    @Test
    void nullMeansTheDefault() {
        ServiceDefinition service = load(with(WMS, """
                "description": null, "cache_duration": null, "tolerance": null, "provenance": null, "notes": null,
                "licensing": null, "test_x": null, "test_y": null, "test_value": null, "status": null,
                "username": null, "password": null, "api_key": null, "layer_geometry_field": null
                """));

        assertThat(service.tolerance()).isEqualTo(10);
        assertThat(service.cacheDuration()).isEqualTo(Duration.ofDays(7));
        assertThat(service.test()).isNull();
        assertThat(service.credentials()).isEqualTo(Credentials.NONE);
    }

    @Test
    void anOriginBearsTheLeastThatAnyOfItsServicesSays() {
        Catalogue catalogue = read(services(
                        with(WMS, "\"key\": \"a\", \"url\": \"http://a.org/wms\", \"max_concurrent\": 4"),
                        with(
                                WMS,
                                "\"key\": \"b\", \"url\": \"http://A.org:80/ows?x=y\", \"max_concurrent\": 8,"
                                        + " \"requests_per_second\": 3"),
                        with(WMS, "\"key\": \"c\", \"url\": \"https://a.org/wms\"")))
                .catalogue();

        assertThat(catalogue.manners(new Origin("http", "a.org", 80))).isEqualTo(new Manners(4, 3));
        assertThat(catalogue.manners(new Origin("https", "a.org", 443))).isEqualTo(Manners.UNLIMITED);
    }

    @Test
    void unknownFieldsSurviveInRaw() {
        assertThat(load(with(WMS, "\"our_own\": {\"a\": [1.50]}")).raw())
                .containsEntry("our_own", object("{\"a\": [1.50]}"));
    }

    @ParameterizedTest(name = "{0} {1} is asked as {2}")
    @CsvSource({
        "WFS, 1.3.0, 1.1.0", "WFS, 2.0.2, 2.0.0", "WFS, 1.1, 1.1.0", "WFS, 3.0.0, 2.0.0", "WFS, 0.9, 1.0.0",
        "WMS, 1.2.0, 1.1.1", "WMS, 2.0, 1.3.0", "WMS, latest, 1.3.0", "WMS, '', 1.3.0", "WMS, ' 1.1.1 ', 1.1.1"
    })
    void aVersionThatTheProtocolLacksIsAWarning(String type, String written, String asked) {
        CatalogueLoad load =
                read(services(with(type.equals("WMS") ? WMS : WFS, "\"service_version\": \"" + written + "\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::version)
                .containsExactly(asked);
        assertThat(load.warnings()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("service_version");
            assertThat(problem.message()).contains("asked as " + asked + " (expected: 1.0.0, 1.1.0, ");
        });
    }

    @Test
    void aVersionWarningReadsAsOneSentence() {
        CatalogueProblem problem = read(services(with(WFS, "\"service_version\": \"1.3.0\"")))
                .problems()
                .get(0);

        assertThat(problem)
                .isEqualTo(new CatalogueProblem(
                        Severity.WARNING,
                        "service",
                        "rivers",
                        "service_version",
                        "1.3.0",
                        "service_version: 1.3.0, asked as 1.1.0 (expected: 1.0.0, 1.1.0, 2.0.0)"));
    }

    @Test
    void theVersionOfAnArcGisServiceIsIgnored() {
        assertThat(load(with(ARC_REST, "\"service_version\": \"1.0.0\"")).version())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tolerance\": -3          | tolerance: -3, taken as 10 (expected: a number from 0 to 100000)",
                "\"tolerance\": \"wide\"    | tolerance: wide, taken as 10 (expected: a number from 0 to 100000)",
                "\"tolerance\": \"25\"      | tolerance: 25, read as a number (expected: a number from 0 to 100000)",
                "\"tolerance\": 1e400       | tolerance: 1e400, taken as 10 (expected: a number from 0 to 100000)",
                "\"cache_duration\": -1     | cache_duration: -1, taken as 604800 (expected: a whole number from 0 to 315360000)",
                "\"cache_duration\": 1.5    | cache_duration: 1.5, taken as 604800 (expected: a whole number from 0 to 315360000)",
                "\"srid\": 999999           | srid: 999999, taken as 4326 (expected: a number or name of the EPSG database)",
                "\"srid\": \"WGS\"          | srid: WGS, taken as 4326 (expected: a number or name of the EPSG database)",
                "\"srid\": [4326]           | srid: [4326], taken as 4326 (expected: a number or name of the EPSG database)",
                "\"srid\": null             | srid: null, taken as 4326 (expected: a number or name of the EPSG database)",
                "\"name\": \"\"             | name: \"\", the key is shown (expected: a title)",
                "\"name\": 7                | name: 7, taken as text (expected: text)",
                "\"description\": [1]       | description: [1], ignored (expected: text)",
                "\"layer_name\": \"\"       | layer_name: \"\", every answer will be property_missing (expected: the property to read)",
                "\"layer_typename\": \" a\" | layer_typename:  a, taken without the blanks around it (expected: no blanks around it)",
                "\"query_type\": \"wms\"    | query_type: wms, taken as WMS (expected: WMS, WFS, ArcREST, PlaceName)",
                "\"test_x\": 200, \"test_y\": 1 | test_x: 200, ignored (expected: a number from -180 to 180)",
                "\"test_x\": 20             | test_y: missing, no test (expected: test_x and test_y together)",
                "\"test_value\": \"a\"      | test_x: missing, no test (expected: test_x and test_y together)",
                "\"enabled\": \"yes\"       | enabled: yes, taken as true (expected: true or false)",
                "\"internal\": 1            | internal: 1, taken as false (expected: true or false)",
                "\"no_data\": -9999         | no_data: -9999, ignored (expected: a list of texts and numbers)",
                "\"no_data\": [null]        | no_data: [null], ignored (expected: a list of texts and numbers)",
                "\"labels\": [\"a\"]        | labels: [\"a\"], ignored (expected: an object with texts, numbers or true and false)",
                "\"labels\": {\"a\": {}}    | labels: {}, left out for \"a\" (expected: an object with texts, numbers or true and false)",
                "\"headers\": {\"Host\": \"a\"} | headers: Host, left out (expected: names and values of headers that a request may add)",
                "\"headers\": {\"A\": \"b\\r\\nC: d\"} | headers: A, left out (expected: names and values of headers that a request may add)",
                "\"merge\": \"always\"      | merge: always, taken as auto (expected: auto, never)",
                "\"axis_order\": \"en\"     | axis_order: en, taken as auto (expected: auto, xy, yx)",
                "\"max_layers\": 0          | max_layers: 0, ignored (expected: a whole number from 1 to 1000)",
                "\"box_m\": 0               | box_m: 0, ignored (expected: a number from 0.001 to 100000)",
                "\"max_concurrent\": 0      | max_concurrent: 0, ignored (expected: a whole number from 1 to 100000)",
                "\"requests_per_second\": 0 | requests_per_second: 0, ignored (expected: a number from 0.001 to 10000)",
                "\"timeout_s\": 301         | timeout_s: 301, ignored (expected: a number from 0.1 to 300)",
                "\"extent\": [10, 5, 20, 0] | extent: [10,5,20,0], ignored (expected: [west, south, east, north] in degrees, south <= north)",
                "\"extent\": \"10,0,20,5\"  | extent: 10,0,20,5, ignored (expected: [west, south, east, north] in degrees, south <= north)",
                "\"toleranc\": 5            | toleranc: as given, not read (expected: tolerance)",
            })
    void aWarningNamesWhatIsAssumedAndWhatIsAccepted(String members, String message) {
        CatalogueLoad load = read(services(with(WMS, members)));

        assertThat(load.errors()).isEmpty();
        assertThat(load.catalogue().services()).hasSize(1);
        assertThat(load.problems().get(0).message()).isEqualTo(message.replace("\\r\\n", "  "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"query_type\": \"WCS\"    | query_type | query_type: WCS, left out (expected: WMS, WFS, ArcREST, PlaceName)",
                "\"query_type\": null       | query_type | query_type: null, left out (expected: WMS, WFS, ArcREST, PlaceName)",
                "\"layer_typename\": \"\"   | layer_typename | layer_typename: \"\", left out (expected: the name of a layer)",
                "\"permission_groups\": \"staff\" | permission_groups | permission_groups: staff, left out (expected: a list of role names)",
                "\"permission_groups\": [\"\"]    | permission_groups | permission_groups: \"\", left out (expected: a list of role names)",
                "\"auth\": \"digest\"       | auth | auth: digest, left out (expected: none, basic, bearer, header, query, arcgis_token)",
                "\"url\": \"\"              | url | url: \"\", left out (expected: an absolute http or https URL)",
                "\"url\": 5                 | url | url: 5, left out (expected: an absolute http or https URL)",
                "\"url\": \"ftp://a.org/x\" | url | url: ftp://a.org/x, not http or https (expected: an absolute http or https URL)",
                "\"url\": \"/geoserver/wms\" | url | url: /geoserver/wms, not http or https (expected: an absolute http or https URL)",
                "\"url\": \"https://a.org/w ms\" | url | url: https://a.org/w ms, has a blank inside (expected: an absolute http or https URL)",
                "\"url\": \"https:///wms\"  | url | url: https:///wms, names no host (expected: an absolute http or https URL)",
                "\"url\": \"https://a.org/{x}\" | url | url: https://a.org/{x}, not a URL: illegal character in path at character 15 (expected: an absolute http or https URL)",
            })
    void anErrorLeavesOutTheEntryAndNothingElse(String members, String field, String message) {
        CatalogueLoad load = read(services(with(WMS, members), object(WFS)));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::key)
                .containsExactly("rivers");
        assertThat(load.errors())
                .extracting(CatalogueProblem::key, CatalogueProblem::field, CatalogueProblem::message)
                .containsExactly(tuple("altitude", field, message));
    }

    @Test
    void everyErrorOfAnEntryIsReportedAtOnce() {
        CatalogueLoad load =
                read(services(with(WMS, "\"url\": \"nowhere\", \"auth\": \"x\", \"permission_groups\": 1")));

        assertThat(load.errors())
                .extracting(CatalogueProblem::field)
                .containsExactlyInAnyOrder("url", "auth", "permission_groups");
    }

    @Test
    void credentialsInsideAUrlAreAnErrorThatDoesNotShowThem() {
        CatalogueLoad load = read(services(with(WMS, "\"url\": \"https://joe:hunter2@a.org/wms\"")));

        assertThat(load.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).doesNotContain("hunter2").doesNotContain("joe");
            assertThat(problem.message()).contains("has credentials inside");
        });
    }

    @Test
    void aUrlKeepsItsOwnQueryWithoutWhatEveryRequestBrings() {
        CatalogueLoad load = read(services(
                with(WMS, "\"url\": \"https://a.org/cgi?map=/x.map&SERVICE=WMS&request=GetCapabilities&layers=z\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::url)
                .containsExactly("https://a.org/cgi?map=/x.map&layers=z");
        assertThat(load.warnings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .endsWith("taken without SERVICE=WMS and request=GetCapabilities"
                                + " (expected: a URL without service, request and version parameters)"));
    }

    @Test
    void anAddressOfAnotherProtocolIsAWarning() {
        CatalogueLoad load = read(services(with(WFS, "\"url\": \"https://maps.example.org/geoserver/wms\"")));

        assertThat(load.warnings())
                .extracting(CatalogueProblem::message)
                .containsExactly("url: https://maps.example.org/geoserver/wms, asked for WFS all the same"
                        + " (expected: the address of a WFS, as query_type says)");
    }

    @Test
    void theHeadingOfAnArcGisReplyIsTakenAsTheLayerItNames() {
        CatalogueLoad load =
                read(services(with(WMS, "\"layer_typename\": \"FeatureInfoCollection - layer name: 'ZMB_Geology'\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::layer)
                .containsExactly("ZMB_Geology");
        assertThat(load.warnings()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} with layer {1}: {2}")
    @CsvSource({
        "https://a.org/rest/services/P/MapServer, 1, 1, 0",
        "https://a.org/rest/services/P/MapServer/, all:10, 10, 1",
        "https://a.org/rest/services/P/MapServer/3, '', 3, 0",
        "https://a.org/rest/services/P/FeatureServer/3, 3, 3, 0",
        "https://a.org/rest/services/P/FeatureServer/3, 4, 3, 1",
        "https://a.org/rest/services/P/ImageServer, '', '', 0",
        "https://a.org/rest/services/P/MapServer/3/query, 3, 3, 1",
        "https://a.org/rest/services/P, 3, 3, 1",
    })
    void theLayerOfAnArcGisServiceIsANumber(String url, String written, String layer, int warnings) {
        CatalogueLoad load =
                read(services(with(ARC_REST, "\"url\": \"" + url + "\", \"layer_typename\": \"" + written + "\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::layer)
                .containsExactly(layer);
        assertThat(load.warnings()).hasSize(warnings);
        assertThat(load.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"parks\"", "null", "\"1,2\"", "1.5"})
    void anArcGisServiceRootWithoutALayerIdIsAnError(String layer) {
        CatalogueLoad load = read(services(with(ARC_REST, "\"layer_typename\": " + layer)));

        assertThat(load.errors()).extracting(CatalogueProblem::field).containsExactly("layer_typename");
    }

    @Test
    void aLayerIdMayBeANumber() {
        assertThat(load(with(ARC_REST, "\"layer_typename\": 12")).layer()).isEqualTo("12");
    }

    @Test
    void propertiesOfArcGisAndPlaceNamesHaveADefault() {
        assertThat(read(services(without(ARC_REST, "layer_name"))).catalogue().services())
                .extracting(ServiceDefinition::property)
                .containsExactly("value");
        assertThat(read(services(without(PLACE_NAME, "layer_name"))).catalogue().services())
                .extracting(ServiceDefinition::property)
                .containsExactly("toponymName");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"username\": \"u\", \"password\": \"p\"                                     | BASIC  | -        | u | p",
                "\"api_key\": \"k\"                                                           | HEADER | -        | - | k",
                "\"api_key\": \"k\", \"auth\": \"header\", \"auth_name\": \"X-Token\"         | HEADER | X-Token  | - | k",
                "\"api_key\": \"k\", \"auth\": \"query\"                                      | QUERY  | -        | - | k",
                "\"api_key\": \"k\", \"auth\": \"query\", \"auth_name\": \"token\"            | QUERY  | token    | - | k",
                "\"api_key\": \"k\", \"auth\": \"bearer\"                                     | BEARER | -        | - | k",
                "\"api_key\": \"k\", \"auth\": \"arcgis_token\"                               | ARCGIS_TOKEN | -  | - | k",
                "\"username\": \"u\", \"password\": \"p\", \"auth\": \"arcgis_token\"         | ARCGIS_TOKEN | -  | u | p",
                "\"username\": \"u\", \"password\": \"p\", \"auth\": \"basic\"                | BASIC  | -        | u | p",
                "\"username\": \"u\", \"password\": \"p\", \"auth\": \"none\"                 | NONE   | -        | - | -",
                "\"api_key\": \"${env:TOKEN}\"                                                | HEADER | -        | - | s3cret",
                "\"api_key\": \"Key ${env:TOKEN}!\"                                           | HEADER | -        | - | Key s3cret!",
                "\"api_key\": \"crypt:nop\"                                                   | HEADER | -        | - | abc",
            })
    void credentialsFollowFromTheFieldsThatAreThere(
            String members, Scheme scheme, String name, String user, String secret) {
        assertThat(load(with(WMS, members)).credentials()).isEqualTo(new Credentials(scheme, name, user, secret));
    }

    @Test
    void theUserOfAPlaceNameServiceIsARequestParameter() {
        CatalogueLoad load = read(services(with(PLACE_NAME, "\"username\": \"demo\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::credentials)
                .containsExactly(new Credentials(Scheme.QUERY, "username", null, "demo"));
    }

    @Test
    void credentialsOverPlainHttpAreAWarning() {
        CatalogueLoad load = read(services(with(WMS, "\"url\": \"http://a.org/wms\", \"api_key\": \"hunter2\"")));

        assertThat(load.warnings())
                .extracting(CatalogueProblem::message)
                .containsExactly("url: http://a.org/wms, credentials are sent unencrypted (expected: https)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"auth\": \"basic\", \"username\": \"hunter2\"",
                "\"auth\": \"bearer\", \"password\": \"hunter2\"",
                "\"auth\": \"query\", \"username\": \"hunter2\"",
                "\"auth\": \"arcgis_token\"",
                "\"api_key\": \"hunter2 ${env:MISSING}\"",
                "\"password\": [\"hunter2\"]",
                "\"password\": \"crypt:\"",
                "\"headers\": {\"A\": \"hunter2 ${env:MISSING}\"}",
                "\"auth\": \"header\", \"api_key\": \"hunter2\", \"auth_name\": \"a b\"",
            })
    void credentialsThatCannotWorkAreAnErrorThatShowsNoSecret(String members) {
        CatalogueLoad load = read(services(with(WMS, members)));

        assertThat(load.catalogue().services()).isEmpty();
        assertThat(load.errors()).isNotEmpty();
        assertThat(load.problems().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"username\": \"hunter2\"",
                "\"password\": \"hunter2\"",
                "\"username\": \"a\", \"password\": \"hunter2\", \"api_key\": \"hunter2\"",
                "\"headers\": {\"Bad Name\": \"hunter2\"}",
                "\"headers\": [\"hunter2\"]",
                "\"parameters\": {\"key\": [\"hunter2\"]}",
            })
    void halfCredentialsAreAWarningThatShowsNoSecret(String members) {
        CatalogueLoad load = read(services(with(WMS, members)));

        assertThat(load.catalogue().services()).hasSize(1);
        assertThat(load.warnings()).isNotEmpty();
        assertThat(load.problems().toString()).doesNotContain("hunter2");
        assertThat(load.catalogue().services().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"key\": \"Rivers\"", "\"key\": \"a-b\"", "\"key\": \"\"", "\"key\": null", "\"key\": 5"})
    void aBadKeyIsAnErrorAtItsPlace(String key) {
        CatalogueLoad load = read(services(object(WMS), with(WFS, key)));

        assertThat(load.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("[1]");
            assertThat(problem.field()).isEqualTo("key");
            assertThat(problem.message()).endsWith("(expected: lower-case letters, digits and underscores)");
        });
    }

    @Test
    void theSecondEntryOfAKeyIsLeftOut() {
        CatalogueLoad load = read(services(object(WMS), with(WFS, "\"key\": \"altitude\"")));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::type)
                .containsExactly(QueryType.WMS);
        assertThat(load.errors())
                .extracting(CatalogueProblem::message)
                .containsExactly("key: altitude, left out the second time (expected: every key once)");
    }

    @Test
    void anElementThatIsNoObjectIsAnError() {
        CatalogueLoad load = read(object("{\"service\": [\"rivers\"], \"group\": [null]}"));

        assertThat(load.errors())
                .extracting(CatalogueProblem::kind, CatalogueProblem::key)
                .containsExactly(tuple("service", "[0]"), tuple("group", "[0]"));
    }

    @Test
    void groupsAndCollectionsKeepTheirOrder() {
        CatalogueLoad load = read(document(
                List.of(object(WMS), object(WFS)),
                "{\"key\": \"g\", \"name\": \"G\", \"group_type\": \"graph\", \"service_keys\": [\"rivers\", \"altitude\"]}",
                "{\"key\": \"c\", \"name\": \"C\", \"description\": \"All\", \"permission_groups\": [\"staff\"],"
                        + " \"group_keys\": [\"g\"], \"more\": 1}"));

        assertThat(load.problems()).isEmpty();
        assertThat(load.catalogue().findGroup("g")).hasValueSatisfying(group -> {
            assertThat(group.serviceKeys()).containsExactly("rivers", "altitude");
            assertThat(group.groupType()).isEqualTo("graph");
        });
        assertThat(load.catalogue().findCollection("c")).hasValueSatisfying(collection -> {
            assertThat(collection.groupKeys()).containsExactly("g");
            assertThat(collection.roles()).isEqualTo(Set.of("staff"));
            assertThat(collection.description()).isEqualTo("All");
            assertThat(collection.raw()).containsKey("more");
        });
    }

    @Test
    void membersThatDoNotExistAreWarningsThatSuggest() {
        CatalogueLoad load = read(document(List.of(object(WMS), with(WFS, "\"url\": \"nowhere\"")), """
                {"key": "g", "name": "G", "service_keys": ["altitud", "rivers", "altitude", "altitude", 5]}""", """
                {"key": "c", "name": "C", "group_keys": ["g", "x"]}"""));

        assertThat(load.warnings())
                .extracting(CatalogueProblem::message)
                .containsExactly(
                        "service_keys: altitude, left out the second time (expected: every key once)",
                        "service_keys: 5, left out (expected: a list of texts)",
                        "service_keys: altitud, left out (expected: the key of a service; closest: altitude)",
                        "service_keys: rivers, left out (expected: a service without errors)",
                        "group_keys: x, left out (expected: the key of a group; closest: g)");
        assertThat(load.catalogue().findGroup("g"))
                .hasValueSatisfying(group -> assertThat(group.serviceKeys()).containsExactly("altitude"));
    }

    @Test
    void anEmptyGroupIsAWarningAndMembersOfAnotherTypeAreAnError() {
        CatalogueLoad load = read(document(List.of(object(WMS)), """
                {"key": "empty", "name": "E", "service_keys": []}, {"key": "none", "name": "N"},
                {"key": "text", "name": "T", "service_keys": "altitude"}""", ""));

        assertThat(load.catalogue().groups()).extracting(GroupDefinition::key).containsExactly("empty", "none");
        assertThat(load.warnings()).extracting(CatalogueProblem::key).containsExactly("empty", "none");
        assertThat(load.errors())
                .extracting(CatalogueProblem::message)
                .containsExactly("service_keys: altitude, left out (expected: a list of texts)");
    }

    @Test
    void servicesThatLookLikeCopiesAreWarnings() {
        CatalogueLoad load = read(services(
                object(WMS),
                with(WMS, "\"key\": \"second\", \"name\": \"Second\""),
                with(WFS, "\"layer_name\": \"Description\""),
                with(WFS, "\"layer_name\": \"Descrption\", \"key\": \"third\", \"name\": \"Altitude\""),
                with(WFS, "\"layer_name\": \"band_1\", \"key\": \"four\", \"name\": \"4\""),
                with(WFS, "\"layer_name\": \"band_2\", \"key\": \"five\", \"name\": \"5\"")));

        assertThat(load.warnings())
                .extracting(CatalogueProblem::message)
                .containsExactly(
                        "layer_typename: dem:altitude, url, layer and property are those of altitude"
                                + " (expected: another layer or property)",
                        "name: Altitude, also the name of altitude (expected: a name of its own)",
                        "layer_name: Descrption, rivers reads Description of the same layer"
                                + " (expected: a property of the layer, one of the two looks misspelled)");
    }

    @Test
    void anErrorInACollectionWithRolesDoesNotShowItsServicesToEverybody() {
        CatalogueLoad load = read(document(List.of(object(WMS), object(WFS)), """
                {"key": "secret", "name": "S", "service_keys": ["altitude"]},
                {"key": "open", "name": "O", "service_keys": ["rivers"]}""", """
                {"key": "Bad Key", "name": "C", "group_keys": ["secret", "open"], "permission_groups": ["staff"]},
                {"key": "public", "name": "P", "group_keys": ["open"]}"""));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::key)
                .containsExactly("rivers");
        assertThat(load.catalogue().groups()).extracting(GroupDefinition::key).containsExactly("open");
        assertThat(load.errors())
                .extracting(CatalogueProblem::kind, CatalogueProblem::key)
                .containsExactly(tuple("collection", "[0]"), tuple("group", "secret"), tuple("service", "altitude"));
    }

    @Test
    void anErrorInAGroupThatOnlyARestrictedCollectionHoldsDoesNotShowItsServicesEither() {
        CatalogueLoad load = read(document(List.of(object(WMS), object(WFS)), """
                {"key": "held", "name": "S", "service_keys": ["altitude"], "permission_groups": 5},
                {"key": "free", "name": "S", "service_keys": ["rivers"]}""", """
                {"key": "c", "name": "C", "group_keys": ["held"], "permission_groups": ["staff"]}"""));

        assertThat(load.catalogue().services())
                .extracting(ServiceDefinition::key)
                .containsExactly("rivers");
    }

    @Test
    void whatStandsInNoGroupOrCollectionCanBeListed() {
        CatalogueLoad load = read(document(
                List.of(object(WMS), object(WFS)),
                "{\"key\": \"g\", \"name\": \"G\", \"service_keys\": [\"rivers\"]}",
                ""));

        assertThat(load.servicesInNoGroup()).containsExactly("altitude");
        assertThat(load.groupsInNoCollection()).containsExactly("g");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | : the document is empty (expected: one JSON document)",
                "{\"service\": [{\"key\": | : line 1, column 21: the document ends in the middle (half-written?)",
                "{} {}                    | : line 1, column 4: something follows the end of the document (expected: nothing)",
                "[]                       | : not a JSON object (expected: an object with service, group and collection)",
                "'not json'               | : line 1, column 4: Unrecognized token 'not'",
            })
    void aFileThatIsNoCatalogueIsRefusedInOneSentence(String content, String message, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("catalogue.json"), content);

        assertThatThrownBy(() -> new CatalogueReader().read(file))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith(file + message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                               | no service, group or collection in it (expected: a catalogue with them)",
                "{\"service\": {}}                | service: not a list (expected: a list of objects)",
                "{\"context_service_registry\": []} | a GeoContext 1 export (expected: a catalogue; catalogue import --from geocontext1 makes one of it)",
            })
    void aDocumentOfAnotherShapeIsRefused(String document, String message) {
        assertThatThrownBy(() -> new CatalogueReader().read(object(document)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    @Test
    void aMissingFileADirectoryAndAHugeFileAreRefused(@TempDir Path directory) throws IOException {
        CatalogueReader small = new CatalogueReader(name -> null, SecretDecoder.NONE, 10);
        Path file = Files.writeString(directory.resolve("a.json"), "{\"service\": []}");
        Path missing = directory.resolve("b.json");

        assertThatThrownBy(() -> small.read(file)).hasMessage(file + ": more than 10 bytes (expected: at most that)");
        assertThatThrownBy(() -> small.read(missing))
                .hasMessage(missing + ": no such file (expected: a catalogue file)");
        assertThatThrownBy(() -> small.read(directory))
                .hasMessage(directory + ": is a directory (expected: a catalogue file)");
    }

    @Test
    void aHugeCatalogueOfNothingButMistakesIsReadInGoodTime() {
        int count = 20_000;
        List<Object> services = new ArrayList<>();
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            services.add(with(WMS, "\"key\": \"s" + i + "\", \"layer_name\": \"reading" + i % 5000 + "\""));
            members.add("x" + i);
        }
        Map<String, Object> document =
                Map.of("service", services, "group", List.of(Map.of("key", "g", "name", "G", "service_keys", members)));

        CatalogueLoad load = assertTimeout(Duration.ofSeconds(20), () -> read(document));

        assertThat(load.catalogue().services()).hasSize(count);
        assertThat(load.warnings()).hasSizeGreaterThan(2 * count);
    }

    @Test
    void aStreamIsReadAsAFileIs() throws CatalogueException {
        byte[] document = ("\uFEFF{\"service\": [" + WMS + "]}").getBytes(StandardCharsets.UTF_8);

        CatalogueLoad load = new CatalogueReader().read(new ByteArrayInputStream(document), "upload");

        assertThat(load.catalogue().services()).hasSize(1);
    }

    @Test
    void whatTheFileHidesInParametersAndHeadersIsKnownAsSecret() {
        ServiceDefinition service = load(with(
                WMS,
                "\"parameters\": {\"subscription\": \"${env:TOKEN}\", \"time\": \"2024\"},"
                        + " \"headers\": {\"A\": \"Key ${env:TOKEN}\", \"B\": \"crypt:nop\"}"));

        assertThat(service.parameters()).containsEntry("subscription", "s3cret");
        assertThat(service.secrets()).containsExactlyInAnyOrder("s3cret", "abc");
    }
}
