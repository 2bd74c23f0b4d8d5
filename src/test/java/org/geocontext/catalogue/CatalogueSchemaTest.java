package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.catalogue.Entries.ARC_REST;
import static org.geocontext.catalogue.Entries.PLACE_NAME;
import static org.geocontext.catalogue.Entries.WFS;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.object;
import static org.geocontext.catalogue.Entries.read;
import static org.geocontext.catalogue.Entries.services;
import static org.geocontext.catalogue.Entries.with;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueSchemaTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(CatalogueSchema.text());

    static Stream<Arguments> fields() {
        return Stream.of(
                        Map.entry("service", Fields.SERVICE),
                        Map.entry("group", Fields.GROUP),
                        Map.entry("collection", Fields.COLLECTION))
                .flatMap(kind -> kind.getValue().stream().map(field -> Arguments.of(kind.getKey(), field)));
    }

    @Test
    void theSchemaListsTheFieldsThatAreReadAndNoOthers() {
        assertThat(CatalogueSchema.properties("service").keySet())
                .containsExactlyInAnyOrderElementsOf(names(Fields.SERVICE));
        assertThat(CatalogueSchema.properties("group").keySet())
                .containsExactlyInAnyOrderElementsOf(names(Fields.GROUP));
        assertThat(CatalogueSchema.properties("collection").keySet())
                .containsExactlyInAnyOrderElementsOf(names(Fields.COLLECTION));
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("fields")
    void rangesWordsAndDefaultsOfTheSchemaAreThoseOfTheReader(String kind, Field field) {
        Map<String, Object> property = CatalogueSchema.at(CatalogueSchema.properties(kind), field.name());

        if (field instanceof Field.Decimal decimal) {
            assertThat(property).containsEntry("type", List.of("number", "null"));
            assertRange(property, decimal.min(), decimal.max());
            assertThat(number(property.get("default"))).isEqualTo(decimal.otherwise());
        } else if (field instanceof Field.Whole whole) {
            assertThat(property).containsEntry("type", List.of("integer", "null"));
            assertRange(property, whole.min(), whole.max());
            assertThat(number(property.get("default")))
                    .isEqualTo(
                            whole.otherwise() == null ? null : whole.otherwise().doubleValue());
        } else if (field instanceof Field.Flag flag) {
            assertThat(property).containsEntry("default", flag.otherwise());
        } else if (field instanceof Field.Choice choice) {
            List<Object> words = new ArrayList<>((List<?>) property.get("enum"));
            words.remove(null);
            assertThat(words).isEqualTo(choice.words());
            assertThat(property.get("default")).isEqualTo(choice.otherwise());
        } else {
            assertThat(property).containsKey("description");
        }
    }

    private static void assertRange(Map<String, Object> property, double min, double max) {
        assertThat(number(property.get("minimum"))).isEqualTo(min == -Double.MAX_VALUE ? null : (Double) min);
        assertThat(number(property.get("maximum"))).isEqualTo(max == Double.MAX_VALUE ? null : (Double) max);
    }

    private static Double number(Object value) {
        return value == null ? null : ((JsonNumber) value).doubleValue();
    }

    @Test
    void keysHaveTheReadersPattern() {
        assertThat(CatalogueSchema.at(CatalogueSchema.properties("service"), "key"))
                .containsEntry("pattern", "^" + Fields.KEY_PATTERN.pattern() + "$");
    }

    static Stream<Arguments> samples() {
        List<Arguments> samples = new ArrayList<>();
        List.of(WMS, WFS, ARC_REST, PLACE_NAME)
                .forEach(service -> MEMBERS.lines()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> samples.add(Arguments.of(service, line))));
        return samples.stream();
    }

    /** What is tried on a service of every type. */
    private static final String MEMBERS = """
            "more": 1
            "key": "A"
            "key": ""
            "key": null
            "name": ""
            "name": 5
            "description": null
            "description": ["a"]
            "url": "https://maps.example.org/a?map=/b.map"
            "url": "HTTPS://maps.example.org:8443"
            "url": "https://gis.example.org/rest/services/P/FeatureServer/1"
            "url": "https://gis.example.org/rest/services/P/ImageServer"
            "url": "https://gis.example.org/rest/services/P/MapServer"
            "url": "ftp://maps.example.org/a"
            "url": "maps.example.org"
            "url": "https://u:p@maps.example.org/a"
            "url": "https://maps.example.org/a b"
            "url": " https://maps.example.org/a/MapServer/1"
            "url": "https://maps.example.org/a#b"
            "url": "https://maps.example.org/{x}"
            "url": "https:///a"
            "url": 5
            "url": null
            "query_type": "WCS"
            "query_type": null
            "layer_name": "a b"
            "layer_name": ""
            "layer_name": " a"
            "layer_name": null
            "layer_typename": 1
            "layer_typename": "12"
            "layer_typename": " 1"
            "layer_typename": ["1"]
            "cache_duration": 0
            "cache_duration": 60.0
            "cache_duration": null
            "cache_duration": -1
            "cache_duration": 1.5
            "cache_duration": "60"
            "cache_duration": 315360001
            "srid": 3857
            "srid": "EPSG:32735"
            "srid": 12
            "srid": 4326.5
            "srid": true
            "tolerance": 0
            "tolerance": 100000
            "tolerance": 100000.1
            "tolerance": -0.1
            "tolerance": "wide"
            "provenance": 5
            "username": "u", "password": "p", "url": "https://a.org/MapServer/1"
            "api_key": 5
            "api_key": null
            "api_key": "k", "url": "https://a.org/MapServer/1"
            "test_x": 1, "test_y": 2
            "test_x": 1
            "test_x": null, "test_y": 2
            "test_x": 181, "test_y": 2
            "test_x": 1, "test_y": 2, "test_value": 5
            "test_value": "a"
            "test_value": ""
            "permission_groups": ["a", "b"]
            "permission_groups": []
            "permission_groups": null
            "permission_groups": "a"
            "permission_groups": [""]
            "permission_groups": [1]
            "enabled": false
            "enabled": "no"
            "unit": "m"
            "unit": 1
            "no_data": ["a", -1]
            "no_data": []
            "no_data": -1
            "no_data": [true]
            "labels": {"1": "a", "2": 3, "3": true}
            "labels": {"1": null}
            "labels": ["a"]
            "scale": 0.5
            "scale": "0.5"
            "offset": -273.15
            "info_format": "text/xml"
            "info_format": false
            "parameters": {"TIME": "2020", "N": 1}
            "parameters": {"A": []}
            "parameters": "A=b"
            "headers": {"X-A": "b"}
            "headers": {"X A": "b"}
            "headers": {"X-A": "b\\nc"}
            "headers": {"": "b"}
            "auth": "none"
            "auth": "digest"
            "auth": "basic"
            "auth": "basic", "username": "u", "password": "p", "url": "https://a.org/MapServer/1"
            "auth": "bearer"
            "auth": "bearer", "api_key": "k", "url": "https://a.org/MapServer/1"
            "auth": "header"
            "auth": "header", "api_key": "k", "auth_name": "X-K", "url": "https://a.org/MapServer/1"
            "auth": "header", "api_key": "k", "auth_name": "X K", "url": "https://a.org/MapServer/1"
            "auth": "query", "api_key": "k", "url": "https://a.org/MapServer/1"
            "auth": "arcgis_token"
            "auth": "arcgis_token", "username": "u", "password": "p", "url": "https://a.org/MapServer/1"
            "auth": "arcgis_token", "api_key": "k", "url": "https://a.org/MapServer/1"
            "merge": "never"
            "merge": "no"
            "merge": false
            "max_layers": 1
            "max_layers": 0
            "max_layers": 1001
            "box_m": 0.5
            "box_m": 0
            "extent": [10, -35, 33, -22]
            "extent": [10, -35, 33]
            "extent": [10, -35, 33, -22, 5]
            "extent": [10, -95, 33, -22]
            "extent": [10, "a", 33, -22]
            "extent": {"west": 10}
            "extent": [177, -20, -178, -15]
            "skip_outside": false
            "skip_outside": "no"
            "axis_order": "yx"
            "axis_order": "YX"
            "axis_order": "north"
            "timeout_s": 0.1
            "timeout_s": 0.05
            "max_concurrent": 1
            "max_concurrent": 0
            "max_concurrent": 1.5
            "requests_per_second": 0.5
            "requests_per_second": 0
            "requests_per_second": "fast"
            "reuse_m": 0
            "reuse_m": -1
            "overlaps": true
            "overlaps": 1
            "internal": null
            "internal": "true"
            """;

    @ParameterizedTest(name = "{1}")
    @MethodSource("samples")
    void aServiceIsValidExactlyIfItLoadsWithoutAProblem(String service, String members) {
        assertAgreement(services(with(service, members)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.0", "1.1.1", "1.3.0", "2.0.0", "2.0.2", "1.3", "", "latest"})
    void versionsAreValidExactlyIfTheyAreSpoken(String version) {
        String member = "\"service_version\": \"" + version + "\"";

        assertAgreement(services(with(WMS, member)));
        assertAgreement(services(with(WFS, member)));
        assertAgreement(services(with(ARC_REST, member)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key", "name", "url", "query_type", "layer_name", "layer_typename", "srid", "service_version"})
    void fieldsAreRequiredExactlyIfTheirAbsenceIsReported(String field) {
        assertAgreement(services(Entries.without(WMS, field)));
        assertAgreement(services(Entries.without(WFS, field)));
        assertAgreement(services(Entries.without(ARC_REST, field)));
        assertAgreement(services(Entries.without(PLACE_NAME, field)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"key\": \"g\"",
                "\"key\": \"G\"",
                "\"name\": null",
                "\"description\": 1",
                "\"group_type\": \"graph\"",
                "\"group_type\": \"list\"",
                "\"service_keys\": []",
                "\"service_keys\": null",
                "\"service_keys\": \"altitude\"",
                "\"service_keys\": [1]",
                "\"service_keys\": [\"altitude\", \"altitude\"]",
                "\"permission_groups\": [\"staff\"]",
                "\"permission_groups\": \"staff\""
            })
    void aGroupIsValidExactlyIfItLoadsWithoutAProblem(String members) {
        Map<String, Object> group =
                with("{\"key\": \"g\", \"name\": \"G\", \"service_keys\": [\"altitude\"]}", members);

        assertAgreement(document(List.of(object(WMS)), Json.write(group, false), ""));
    }

    private static void assertAgreement(Map<String, Object> document) {
        var violations = SCHEMA.validate(Json.write(document, false), InputFormat.JSON);
        var problems = read(document).problems();

        assertThat(violations.isEmpty())
                .as("%s against %s", violations, problems)
                .isEqualTo(problems.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "group", "collection"})
    void theReferenceTableIsTheSchemas(String kind) throws IOException {
        assertThat(Files.readString(Path.of("doc", "catalogue.md"))).contains(CatalogueSchema.table(kind));
    }
}
