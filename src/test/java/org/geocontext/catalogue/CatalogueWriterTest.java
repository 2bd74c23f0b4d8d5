package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.geocontext.catalogue.Entries.WFS;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.object;
import static org.geocontext.catalogue.Entries.read;
import static org.geocontext.catalogue.Entries.services;
import static org.geocontext.catalogue.Entries.with;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.geo.LonLatBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueWriterTest {

    @Test
    void aCatalogueIsWrittenAsItWasRead() throws IOException {
        Map<String, Object> document = document(
                List.of(
                        with(WMS, "\"api_key\": \"${env:TOKEN}\", \"ours\": {\"b\": 1.50, \"a\": [null, \"é\"]}"),
                        object(WFS)),
                "{\"key\": \"g\", \"name\": \"G\", \"more\": true, \"service_keys\": [\"rivers\", \"altitude\"]}",
                "{\"key\": \"c\", \"name\": \"C\", \"x\": 1e3, \"group_keys\": [\"g\"]}");

        String written = text(CatalogueWriter.document(read(document).catalogue()));

        assertThat(written).isEqualTo(text(document));
        assertThat(object(written)).isEqualTo(document);
    }

    @Test
    void resolvedSecretsAreNeverWritten() throws IOException {
        Map<String, Object> document = services(
                with(WMS, "\"api_key\": \"${env:TOKEN}\", \"headers\": {\"A\": \"${env:TOKEN}\"}"),
                with(WFS, "\"username\": \"joe\", \"password\": \"crypt:nop\""));

        String written = text(CatalogueWriter.document(read(document).catalogue()));

        assertThat(written).contains("${env:TOKEN}", "crypt:nop").doesNotContain("s3cret", "abc");
    }

    @Test
    void aServiceMadeInMemoryWithCredentialsIsNotWritten() {
        ServiceDefinition service = ServiceDefinition.builder("a", QueryType.WMS, "https://a.org/wms")
                .credentials(new Credentials(Credentials.Scheme.BEARER, null, null, "hunter2"))
                .build();
        Catalogue catalogue = new Catalogue(List.of(service), List.of(), List.of());

        assertThatThrownBy(() -> CatalogueWriter.document(catalogue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "credentials of a: cannot be written (expected: a service that was read from a file, or none)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theTextIsIndentedAndEndsWithANewline() throws IOException {
        assertThat(text(services()))
                .isEqualTo("{\n    \"service\": [],\n    \"group\": [],\n    \"collection\": []\n}\n");
    }

    static Stream<Long> seeds() {
        return new Random(20261120).longs(60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyCatalogueMadeInMemoryReadsBackAsItself(long seed) throws IOException {
        Random random = new Random(seed);
        List<ServiceDefinition> services = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> service("s" + i, random))
                .toList();
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        GroupDefinition group = new GroupDefinition("g", "Group", "", "graph", keys, Set.of("r"), Map.of());
        CollectionDefinition collection =
                new CollectionDefinition("c", "Collection", "All of it", List.of("g"), Set.of(), Map.of());
        Catalogue made = new Catalogue(services, List.of(group), List.of(collection));

        CatalogueLoad load = read(object(text(CatalogueWriter.document(made))));

        assertThat(load.problems()).isEmpty();
        assertThat(load.catalogue().services())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("raw")
                .containsExactlyElementsOf(services);
        assertThat(load.catalogue().groups())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("raw")
                .containsExactly(group);
        assertThat(load.catalogue().collections())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("raw")
                .containsExactly(collection);
    }

    private static ServiceDefinition service(String key, Random random) {
        QueryType type = QueryType.values()[random.nextInt(QueryType.values().length)];
        List<String> versions = Versions.of(type);
        ServiceDefinition.Builder service = ServiceDefinition.builder(
                        key, type, "https://" + key + ".example.org/rest/services/A/MapServer")
                .name("Name of " + key)
                .layer(type == QueryType.ARC_REST ? "7" : "ns:layer")
                .property("prop_" + random.nextInt(5));
        if (!versions.isEmpty()) {
            service.version(versions.get(random.nextInt(versions.size())));
        }
        List<Runnable> optional = new ArrayList<>(List.of(
                () -> service.description("“Thiéblemont” \"quoted\" \\ \n line"),
                () -> service.enabled(false),
                () -> service.crs("EPSG:3857"),
                () -> service.tolerance(random.nextInt(1000) / 8.0),
                () -> service.cacheDuration(Duration.ofSeconds(random.nextInt(1_000_000))),
                () -> service.geometryField("geom")
                        .unit("°C")
                        .provenance("p")
                        .licence("l")
                        .notes("n"),
                () -> service.noData(random.nextBoolean() ? List.of() : List.of("-1", "none")),
                () -> service.labels(Map.of("1", "one")),
                () -> service.scale(0.1).offset(-273.15),
                () -> service.infoFormat("application/json"),
                () -> service.parameters(Map.of("TIME", "2020-01-01")),
                () -> service.headers(Map.of("X-A", "b")),
                () -> service.merge(false).maxLayers(1 + random.nextInt(1000)),
                () -> service.boxMetres(0.5).reuseMetres(0.0),
                () -> service.extent(new LonLatBox(170, -90, random.nextInt(171, 529), 90.0 - random.nextInt(90))),
                () -> service.skipOutside(false),
                () -> service.axisOrder(random.nextBoolean() ? AxisOrder.XY : AxisOrder.YX),
                () -> service.timeout(Duration.ofMillis(100 + random.nextInt(299_900))),
                () -> service.overlaps(true).internal(true),
                () -> service.roles(Set.of("staff", "guests")),
                () -> service.test(new TestPoint(31.5, -24.25, random.nextBoolean() ? null : "x"))));
        optional.stream().filter(field -> random.nextBoolean()).forEach(Runnable::run);
        return service.build();
    }

    private static String text(Map<String, Object> document) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        CatalogueWriter.write(document, stream);
        return stream.toString(StandardCharsets.UTF_8);
    }
}
