package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Types of real WFS that share requests say what they say alone; points are those of the servers' README. */
class WfsMergingIT {

    private static final Map<String, List<String>> PROPERTIES = Map.of(
            "districts", List.of("district", "residents", "extent_km2", "proclaimed", "remark"),
            "zones", List.of("zone_code", "floor_ratio"),
            "rivers", List.of("river", "strahler"),
            "sites", List.of("site_ref", "depth_m", "visited_at"));

    private static final int DRAWS = 12;

    /** What MapServer cannot write for two types is not among them. */
    static Stream<Arguments> dialects() {
        return Stream.of(
                Arguments.of(RealServers.MAPSERVER, "1.0.0", "GML2"),
                Arguments.of(RealServers.MAPSERVER, "1.1.0", "text/xml; subtype=gml/3.1.1"),
                Arguments.of(RealServers.MAPSERVER, "2.0.0", "application/gml+xml; version=3.2"),
                Arguments.of(RealServers.QGIS, "1.0.0", "application/json"),
                Arguments.of(RealServers.QGIS, "1.1.0", "application/json"),
                Arguments.of(RealServers.QGIS, "1.0.0", "GML2"),
                Arguments.of(RealServers.QGIS, "1.1.0", "text/xml; subtype=gml/3.1.1"));
    }

    private static List<ServiceDefinition> services(RealServers server, String version, String format, String crs) {
        List<ServiceDefinition> services = new ArrayList<>();
        PROPERTIES.forEach((layer, properties) -> properties.forEach(
                property -> services.add(ServiceDefinition.builder(layer + "_" + property, QueryType.WFS, server.url())
                        .version(version)
                        .crs(crs)
                        .infoFormat(format)
                        .layer(layer)
                        .property(property)
                        .internal(true)
                        .build())));
        return services;
    }

    private static long layers(List<ServiceDefinition> services) {
        return services.stream().map(ServiceDefinition::layer).distinct().count();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void onceProved_oneRequestSaysWhatSinglesSay(RealServers server, String version, String format) {
        server.assumeUp();
        for (String crs : List.of("EPSG:4326", "EPSG:3857")) {
            List<ServiceDefinition> all = services(server, version, format, crs);
            try (TalkativeEngine together = new TalkativeEngine(MergeSettings.DEFAULT, RealServers::send);
                    TalkativeEngine alone = new TalkativeEngine(MergeSettings.OFF, RealServers::send)) {
                together.ask(all, TestPoints.A, 50, FeaturesMode.ALL);
                alone.ask(all, TestPoints.A, 50, FeaturesMode.ALL);
                together.sent();
                alone.sent();
                Random random = new Random(20240229);
                for (int draw = 0; draw < DRAWS; draw++) {
                    List<ServiceDefinition> drawn = new ArrayList<>(all);
                    Collections.shuffle(drawn, random);
                    drawn = drawn.subList(0, 2 + random.nextInt(drawn.size() - 2));
                    TestPoints point = TestPoints.values()[random.nextInt(TestPoints.values().length)];
                    double tolerance = List.of(0, 10, 50, 500).get(random.nextInt(4));
                    FeaturesMode mode = FeaturesMode.values()[random.nextInt(2)];

                    List<ContextValue> shared = together.ask(drawn, point, tolerance, mode);
                    List<ContextValue> single = alone.ask(drawn, point, tolerance, mode);

                    String what = crs + " " + point + " within " + tolerance + " " + mode;
                    SameRows.assertSame(what, shared, single);
                    assertThat(together.sent()).as(what).hasSize(1);
                    assertThat(alone.sent()).as(what).hasSize((int) layers(drawn));
                }
            }
        }
    }

    @Test
    void mapServersGeoJsonIsNotProved_andNobodyNoticesTheTrial() {
        RealServers.MAPSERVER.assumeUp();
        List<ServiceDefinition> all = services(RealServers.MAPSERVER, "1.1.0", "application/json", "EPSG:4326");
        try (TalkativeEngine together = new TalkativeEngine(MergeSettings.DEFAULT, RealServers::send);
                TalkativeEngine alone = new TalkativeEngine(MergeSettings.OFF, RealServers::send)) {
            List<ContextValue> shared = together.ask(all, TestPoints.A, 50, FeaturesMode.ALL);
            SameRows.assertSame("first", shared, alone.ask(all, TestPoints.A, 50, FeaturesMode.ALL));
            assertThat(together.sent()).hasSize(alone.sent().size() + 1);

            assertThat(together.plan(all, TestPoints.A, 50, FeaturesMode.ALL).requests())
                    .hasSize((int) layers(all))
                    .noneMatch(PlannedRequest::isShared);
        }
    }

    @Test
    void aTypeThatBreaksTheRequestIsFoundAndAskedAloneFromThenOn() {
        RealServers.MAPSERVER.assumeUp();
        List<ServiceDefinition> sound = services(RealServers.MAPSERVER, "1.1.0", "GML3", "EPSG:4326");
        List<ServiceDefinition> all = new ArrayList<>(sound);
        all.add(
                1,
                ServiceDefinition.builder("broken", QueryType.WFS, RealServers.MAPSERVER.url())
                        .version("1.1.0")
                        .infoFormat("GML3")
                        .layer("broken")
                        .property("x")
                        .internal(true)
                        .build());
        try (TalkativeEngine together = new TalkativeEngine(MergeSettings.DEFAULT, RealServers::send);
                TalkativeEngine alone = new TalkativeEngine(MergeSettings.OFF, RealServers::send)) {
            together.ask(sound, TestPoints.A, 50, FeaturesMode.ALL);
            alone.ask(sound, TestPoints.A, 50, FeaturesMode.ALL);

            List<ContextValue> shared = together.ask(all, TestPoints.A, 50, FeaturesMode.ALL);

            SameRows.assertSame("broken", shared, alone.ask(all, TestPoints.A, 50, FeaturesMode.ALL));
            together.sent();
            together.ask(all, TestPoints.RING, 50, FeaturesMode.ALL);
            assertThat(together.sent().stream().map(HttpCall::displayUrl))
                    .hasSize(2)
                    .filteredOn(url -> url.contains("TYPENAME=broken&"))
                    .hasSize(1);
        }
    }
}
