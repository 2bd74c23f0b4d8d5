package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** A plan says why a service has a request of its own. */
class AloneReasonTest {

    private EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);

    private static ServiceDefinition layer(String key) {
        return layer(key, service -> service);
    }

    private static ServiceDefinition layer(String key, UnaryOperator<ServiceDefinition.Builder> more) {
        return more.apply(ServiceDefinition.builder(key, QueryType.WMS, "http://127.0.0.1/wms")
                        .layer(key)
                        .property("name"))
                .build();
    }

    private static ServiceDefinition[] layers(int count) {
        return IntStream.range(0, count).mapToObj(i -> layer("layer_" + i)).toArray(ServiceDefinition[]::new);
    }

    private List<PlannedRequest> plan(ServiceDefinition... services) throws InvalidRequestException {
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(30, -25)),
                null,
                null,
                List.of(),
                Arrays.stream(services).map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        Catalogue catalogue = new Catalogue(List.of(services), List.of(), List.of());
        return new QueryPlanner(Duration.ofSeconds(20), memory)
                .plan(request, catalogue, Duration.ofDays(1))
                .requests();
    }

    private List<AloneReason> reasons(ServiceDefinition... services) throws InvalidRequestException {
        List<AloneReason> reasons = new ArrayList<>();
        plan(services).forEach(request -> reasons.add(request.aloneReason()));
        return reasons;
    }

    @Test
    void layersThatShareARequestHaveNoReason() throws Exception {
        assertThat(reasons(layers(3))).containsExactly((AloneReason) null);
    }

    @Test
    void servicesThatNeedTheVerySameRequestHaveNoReason() throws Exception {
        UnaryOperator<ServiceDefinition.Builder> river = service -> service.layer("river");

        assertThat(plan(layer("one", river), layer("two", river)))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.services()).hasSize(2);
                    assertThat(request.isShared()).isFalse();
                    assertThat(request.aloneReason()).isNull();
                });
    }

    @Test
    void theOnlyServiceOfItsKindHasNoOther() throws Exception {
        assertThat(reasons(layer("one"), layer("two", service -> service.version("1.1.1"))))
                .containsExactly(AloneReason.NO_OTHER, AloneReason.NO_OTHER);
    }

    @Test
    void theCatalogueMayForbidIt() throws Exception {
        assertThat(reasons(layer("never", service -> service.merge(false)), layer("one"), layer("two")))
                .containsExactly(AloneReason.MERGE_NEVER, null);
        assertThat(reasons(layer("single", service -> service.maxLayers(1)), layer("one"), layer("two")))
                .containsExactly(AloneReason.MAX_LAYERS, null);
    }

    @Test
    void whatBelongsToOneLayerCannotStandBesideOthers() throws Exception {
        UnaryOperator<ServiceDefinition.Builder> styled = service -> service.parameters(Map.of("STYLES", "blue"));

        assertThat(reasons(layer("one", styled), layer("two", styled)))
                .containsExactly(AloneReason.NOT_SHAREABLE, AloneReason.NOT_SHAREABLE);
    }

    @Test
    void theSettingsMayForbidIt() throws Exception {
        memory = new EndpointMemory(MergeSettings.OFF);

        assertThat(reasons(layers(2))).containsExactly(AloneReason.SWITCHED_OFF, AloneReason.SWITCHED_OFF);
    }

    @Test
    void aLayerThatSpoiltARequestIsAskedAlone() throws Exception {
        memory.merging(layer("bad")).setAlone("bad");

        assertThat(reasons(layer("bad"), layer("one"), layer("two"))).containsExactly(AloneReason.SPOILT, null);
    }

    @Test
    void whereSharedRequestsTakeLongerItDoesNotPay() throws Exception {
        MergeManners manners = memory.merging(layer("one"));
        manners.answeredSingle(Duration.ofMillis(100));
        manners.answered(2, Duration.ofSeconds(5));

        assertThat(reasons(layers(2))).containsExactly(AloneReason.DOES_NOT_PAY, AloneReason.DOES_NOT_PAY);
    }

    @Test
    void nowAndThenALayerIsTakenAsideAsASample() throws Exception {
        MergeManners manners = memory.merging(layer("one"));
        IntStream.range(0, 20).forEach(i -> manners.answered(25, Duration.ofMillis(100)));

        assertThat(reasons(layers(3))).containsExactly(AloneReason.SAMPLE, null);
    }

    @Test
    void whereTheOthersFillARequestThereIsNoRoom() throws Exception {
        UnaryOperator<ServiceDefinition.Builder> pairs = service -> service.maxLayers(2);

        assertThat(reasons(layer("one", pairs), layer("two", pairs), layer("three", pairs)))
                .containsExactly(AloneReason.NO_ROOM, null);
    }
}
