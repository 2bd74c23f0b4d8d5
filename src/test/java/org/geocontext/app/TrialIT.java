package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.PlannedRequest;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole engine gets to ask a real server for several types at once, by itself. */
class TrialIT {

    private static final int ENOUGH_QUERIES = 200;

    private static final Map<String, String> PROPERTIES =
            Map.of("districts", "district", "zones", "zone_code", "sites", "site_ref");

    private final Catalogue catalogue =
            new Catalogue(PROPERTIES.entrySet().stream().map(TrialIT::service).toList(), List.of(), List.of());

    private static ServiceDefinition service(Map.Entry<String, String> layer) {
        return ServiceDefinition.builder(layer.getKey(), QueryType.WFS, RealServers.QGIS.url())
                .version("1.1.0")
                .layer(layer.getKey())
                .property(layer.getValue())
                .internal(true)
                .build();
    }

    @BeforeEach
    void serverIsUp() {
        RealServers.QGIS.assumeUp();
    }

    private static QueryRequest request() throws InvalidRequestException {
        return QueryInputs.parse(Map.of(
                "point", List.of(TestPoints.A.wkt()),
                "service", List.copyOf(PROPERTIES.keySet()),
                "refresh", List.of("true")));
    }

    private static List<String> values(QueryResult result) {
        return result.rows().stream().map(ContextValue::value).toList();
    }

    @Test
    void queriesComeToBeOneRequestForAllTypes() throws InvalidRequestException {
        try (GeoContext engine = GeoContext.start(Settings.DEFAULT, () -> catalogue, UrlPolicy.ANY)) {
            List<String> alone = values(engine.query(request(), Caller.ANONYMOUS));

            List<PlannedRequest> planned = Stream.generate(() -> planAfterAQuery(engine))
                    .limit(ENOUGH_QUERIES)
                    .filter(requests -> requests.size() == 1)
                    .findFirst()
                    .orElseThrow();

            assertThat(planned.get(0).isShared()).isTrue();
            assertThat(values(engine.query(request(), Caller.ANONYMOUS)))
                    .isEqualTo(alone)
                    .doesNotContainNull();
        }
    }

    private static List<PlannedRequest> planAfterAQuery(GeoContext engine) {
        try {
            engine.query(request(), Caller.ANONYMOUS);
            return engine.plan(request(), Caller.ANONYMOUS, Duration.ofDays(1)).requests();
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
    }
}
