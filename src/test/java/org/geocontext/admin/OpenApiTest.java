package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

    private static final String CATALOGUE = """
            {"service": [{"key": "rivers", "name": "Rivers", "query_type": "WFS", "url": "https://maps.example.org/wfs",
              "layer_typename": "rivers", "layer_name": "name", "tolerance": -1, "username": "me", "password": "p"}],
             "group": [{"key": "water", "name": "Water", "service_keys": ["rivers"]}],
             "collection": [{"key": "land", "name": "Land", "group_keys": ["water"]}]}""";

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static EngineHost host;
    private static Map<?, ?> document;

    @BeforeAll
    static void start() {
        host = new EngineHost(
                new MemoryDocument("catalogue", CATALOGUE.getBytes(StandardCharsets.UTF_8), Clock.systemUTC()));
        document = (Map<?, ?>) host.get("/openapi.json", EngineHost.ANN).tree();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private record Described(String path, String method, Map<?, ?> operation) {}

    private static List<Described> described() {
        List<Described> described = new ArrayList<>();
        map(document, "paths")
                .forEach((path, item) -> ((Map<?, ?>) item).forEach((method, operation) -> {
                    if (METHODS.contains(method.toString())) {
                        described.add(new Described(path.toString(), method.toString(), (Map<?, ?>) operation));
                    }
                }));
        return described;
    }

    private static Map<?, ?> map(Map<?, ?> tree, String name) {
        Object value = tree.get(name);
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    @Test
    void itDescribesEveryOperationAndNoOther() {
        Set<String> there = RestResources.of(host).stream()
                .flatMap(resource -> resource.operations().stream())
                .map(operation -> operation.path().replace("*}", "}") + " "
                        + operation.method().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = OpenApiTest.described().stream()
                .map(operation -> operation.path() + " " + operation.method())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(there);
    }

    @Test
    void theDocumentationNamesEveryPath() throws IOException {
        String documentation = Files.readString(Path.of("doc/rest.md"));

        assertThat(described())
                .extracting(Described::path)
                .allSatisfy(path -> assertThat(documentation).contains("`" + path + "`"));
    }

    @Test
    void everyOperationHasAnIdOfItsOwn() {
        assertThat(described())
                .extracting(operation -> operation.operation().get("operationId"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void everyVariableOfAPathIsDescribed() {
        Map<?, ?> paths = map(document, "paths");
        for (Described operation : described()) {
            List<Object> parameters = new ArrayList<>();
            for (Map<?, ?> from : List.of((Map<?, ?>) paths.get(operation.path()), operation.operation())) {
                if (from.get("parameters") instanceof List<?> list) {
                    parameters.addAll(list);
                }
            }
            Set<String> inPath = new HashSet<>();
            parameters.forEach(parameter -> {
                if ("path".equals(((Map<?, ?>) parameter).get("in"))) {
                    inPath.add("{" + ((Map<?, ?>) parameter).get("name") + "}");
                }
            });
            Set<String> variables = Set.of(operation.path().split("/")).stream()
                    .filter(segment -> segment.startsWith("{"))
                    .collect(Collectors.toSet());
            assertThat(inPath).as(operation.path() + " " + operation.method()).isEqualTo(variables);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Object target = document;
            for (String step : reference.substring(2).split("/")) {
                target = target instanceof Map<?, ?> members ? members.get(step) : null;
            }
            assertThat(target).as(reference).isNotNull();
        });
    }

    private static void collectReferences(@Nullable Object tree, List<String> references) {
        if (tree instanceof Map<?, ?> members) {
            if (members.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            members.values().forEach(value -> collectReferences(value, references));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> collectReferences(value, references));
        }
    }

    @Test
    void everyExampleFitsItsSchema() {
        List<String> checked = new ArrayList<>();
        for (Described operation : described()) {
            Map<String, Map<?, ?>> contents = new HashMap<>();
            contents.put("request", map(map(operation.operation(), "requestBody"), "content"));
            map(operation.operation(), "responses")
                    .forEach((status, response) ->
                            contents.put(status.toString(), map((Map<?, ?>) response, "content")));
            contents.forEach((where, content) -> content.forEach((type, media) -> {
                if (media instanceof Map<?, ?> described && described.containsKey("example")) {
                    String name = operation.method() + " " + operation.path() + " " + where;
                    assertFits(name, described.get("schema"), described.get("example"));
                    checked.add(name);
                }
            }));
        }
        assertThat(checked).hasSizeGreaterThan(30);
    }

    private static void assertFits(String name, Object schema, @Nullable Object value) {
        String text = Json.write(
                Map.of(
                        "$schema", "https://json-schema.org/draft/2020-12/schema",
                        "components", map(document, "components"),
                        "allOf", List.of(schema)),
                false);
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(text)
                        .validate(Json.write(value, false), InputFormat.JSON))
                .as(name)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET | /status | | /status | 200",
                "GET | /services | | /services | 200",
                "GET | /groups | | /groups | 200",
                "GET | /collections | | /collections | 200",
                "GET | /services/rivers | | /services/{key} | 200",
                "PATCH | /services/rivers | {\"unit\": \"m\"} | /services/{key} | 200",
                "GET | /groups/water | | /groups/{key} | 200",
                "GET | /collections/land | | /collections/{key} | 200",
                "GET | /services/river | | /services/{key} | 404",
                "DELETE | /services/rivers | | /services/{key} | 409",
                "PATCH | /services/rivers | {\"query_type\": 7} | /services/{key} | 400",
                "GET | /catalogue | | /catalogue | 200",
                "POST | /catalogue?dry_run=true | {\"service\": [{\"key\": \"a\"}]} | /catalogue | 200",
                "GET | /catalogue/versions | | /catalogue/versions | 200",
                "GET | /settings | | /settings | 200",
                "PATCH | /settings | {\"timeout_s\": 0} | /settings | 400",
                "GET | /cache | | /cache | 200",
                "GET | /endpoints | | /endpoints | 200",
                "GET | /plan?point=1,1&collection=land | | /plan | 200",
                "GET | /query?point=1,1 | | /query | 400",
                "GET | /openapi | | /openapi.json | 200",
                "GET | /schema | | /schema | 200",
            })
    void realRepliesFitTheirSchema(String method, String target, @Nullable String body, String path, String status) {
        Answer answer = host.ask(method, target, body == null ? "" : body, Caller.ADMINISTRATOR);
        Map<?, ?> operation = map(map(map(document, "paths"), path), method.toLowerCase(Locale.ROOT));
        Map<?, ?> content = map(map(map(operation, "responses"), status), "content");

        assertThat(answer.status()).hasToString(status);
        assertFits(
                method + " " + target,
                map((Map<?, ?>) content.values().iterator().next(), "schema"),
                answer.tree());
    }
}
