package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.source.Proof;
import org.geocontext.testing.LargeCollection;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** How many requests 135 services of one host take. */
class LargeCollectionTest {

    private final EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);

    private List<PlannedRequest> plan() throws InvalidRequestException {
        List<ServiceDefinition> services = LargeCollection.services();
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(27, -29)),
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        return new QueryPlanner(Duration.ofSeconds(20), memory)
                .plan(request, new Catalogue(services, List.of(), List.of()), Duration.ofDays(1))
                .requests();
    }

    private void prove(PlannedRequest request) {
        PendingAsk ask = request.asks().get(0);
        Proof proof = Objects.requireNonNull(ask.ask().part()).lacking().orElseThrow();
        memory.learn(ask.lookup().service(), proof.learned());
    }

    @Test
    void theyTakeThirtyRequestsAtFirst() throws InvalidRequestException {
        List<PlannedRequest> requests = plan();

        assertThat(requests).hasSizeLessThanOrEqualTo(30);
        assertThat(requests.stream().filter(request -> request.type() == QueryType.WFS))
                .hasSize(24)
                .allMatch(request -> request.aloneReason() == AloneReason.UNPROVEN);
    }

    @Test
    void theyTakeTwelveOnceTheWfsHasShownThatItAnswersSeveralTypes() throws InvalidRequestException {
        plan().stream()
                .filter(request -> request.aloneReason() == AloneReason.UNPROVEN)
                .forEach(this::prove);

        List<PlannedRequest> requests = plan();

        assertThat(requests).hasSizeLessThanOrEqualTo(12);
        assertThat(requests.stream()
                        .mapToInt(request -> request.services().size())
                        .sum())
                .isEqualTo(135);
    }
}
