package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.BreakerState;
import org.geocontext.fetch.OriginState;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** What an estimate is made of. */
class ExplainerTest {

    private static final Origin ORIGIN = Origin.of(URI.create("http://maps.example.org"));

    private final EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);

    private static ServiceDefinition service(String key) {
        return ServiceDefinition.builder(key, QueryType.WMS, "http://maps.example.org/" + key)
                .layer(key)
                .property("name")
                .build();
    }

    private static OriginState state(int limit, @Nullable Double p50Millis) {
        return new OriginState(
                ORIGIN,
                10,
                0,
                0,
                limit,
                256,
                null,
                BreakerState.CLOSED,
                null,
                p50Millis,
                p50Millis,
                p50Millis,
                Map.of(),
                0,
                0,
                0,
                0,
                List.of());
    }

    private OriginLoad explain(List<OriginState> known, String... services) throws InvalidRequestException {
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(30, -25)),
                null,
                null,
                List.of(),
                List.of(services),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        List<ServiceDefinition> definitions =
                List.of(services).stream().map(ExplainerTest::service).toList();
        QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), memory)
                .plan(request, new Catalogue(definitions, List.of(), List.of()), Duration.ofDays(1));
        List<OriginLoad> loads = new Explainer(memory, origin -> new Manners(256, 20), () -> known, 1024)
                .explain(plan, plan, 1)
                .estimate()
                .origins();
        assertThat(loads).extracting(OriginLoad::origin).containsExactly(ORIGIN);
        return loads.get(0);
    }

    @Test
    void anOriginThatWasNeverCalledIsAssumedToTakeHalfASecond() throws Exception {
        assertThat(explain(List.of(), "soil").requests()).containsExactly(new Latency(Duration.ofMillis(500), false));
    }

    @Test
    void anEndpointTakesWhatItTookAndAnotherWhatItsOriginDoes() throws Exception {
        memory.merging(service("soil")).answeredSingle(Duration.ofMillis(1500));

        assertThat(explain(List.of(state(256, 120.0)), "soil", "rain").requests())
                .containsExactly(new Latency(Duration.ofMillis(1500), true), new Latency(Duration.ofMillis(120), true));
    }

    @Test
    void anOriginWithoutGoodRepliesIsAssumedToTakeHalfASecond() throws Exception {
        assertThat(explain(List.of(state(256, null)), "soil").requests()).containsExactly(Latency.ASSUMED);
    }

    @Test
    void theLimitIsTheOneOfTheMoment() throws Exception {
        assertThat(explain(List.of(state(8, 120.0)), "soil").manners()).isEqualTo(new Manners(8, 20));
        assertThat(explain(List.of(), "soil").manners()).isEqualTo(new Manners(256, 20));
    }
}
