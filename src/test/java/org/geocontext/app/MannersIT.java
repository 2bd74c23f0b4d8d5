package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.BreakerState;
import org.geocontext.fetch.OriginState;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.Manners;
import org.geocontext.http.Reason;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a whole query behaves towards servers that cannot do everything at once, or nothing at all. */
class MannersIT {

    private static final int SERVICES = 60;

    @BeforeEach
    void serversAreUp() {
        RealServers.FAULTS.assumeUp();
    }

    /** So many services that cannot share a request. */
    private static GeoContext engine(String url, Manners manners) {
        List<ServiceDefinition> services = IntStream.range(0, SERVICES)
                .mapToObj(i -> ServiceDefinition.builder("s" + i, QueryType.WFS, url + "?n=" + i)
                        .layer("0")
                        .property("value")
                        .internal(true)
                        .merge(false)
                        .manners(manners)
                        .build())
                .toList();
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        GroupDefinition group = new GroupDefinition("all", "all", "", "text", keys, Set.of(), Map.of());
        Catalogue catalogue = new Catalogue(services, List.of(group), List.of());
        return GeoContext.start(Settings.DEFAULT.withAnswers(AnswerSettings.OFF), () -> catalogue, UrlPolicy.ANY);
    }

    private static QueryResult query(GeoContext engine) throws InvalidRequestException {
        Map<String, List<String>> inputs = Map.of(
                "point", List.of(TestPoints.A.wkt()),
                "group", List.of("all"),
                "timeout", List.of("15"),
                "refresh", List.of("true"));
        return engine.query(QueryInputs.parse(inputs), Caller.ANONYMOUS);
    }

    private static long values(QueryResult result) {
        return result.rows().stream()
                .filter(row -> row.status() == Status.VALUE)
                .count();
    }

    private static List<Reason> reasons(QueryResult result) {
        return result.rows().stream().map(ContextValue::reason).toList();
    }

    private static OriginState state(GeoContext engine) {
        List<OriginState> states = engine.endpoints(Caller.ADMINISTRATOR);
        assertThat(states).hasSize(1);
        return states.get(0);
    }

    /** Its 503s are as many as its limit on requests at once demands, until ours is below it. */
    @Test
    void aServerThatRefusesWhatIsTooMuchIsSoonAskedForWhatItCanDo() throws InvalidRequestException {
        String url = RealServers.FAULTS.urlAt("127.0.1.40") + "/at-most/10/300/m" + System.nanoTime();
        try (GeoContext engine = engine(url, Manners.UNLIMITED)) {
            for (int i = 0; i < 5; i++) {
                query(engine);
            }
            long last = values(query(engine));

            assertThat(last).isGreaterThan(50);
            assertThat(state(engine).breaker()).isEqualTo(BreakerState.CLOSED);
            assertThat(state(engine).limit()).isLessThan(33);
        }
    }

    /** Two more are for what is asked in the background. */
    @Test
    void whatTheCatalogueSaysIsNeverTooMuch() throws InvalidRequestException {
        String url = RealServers.FAULTS.urlAt("127.0.1.40") + "/at-most/12/300/m" + System.nanoTime();
        try (GeoContext engine = engine(url, new Manners(10, Double.POSITIVE_INFINITY))) {
            assertThat(values(query(engine))).isEqualTo(SERVICES);
            assertThat(state(engine).ceiling()).isEqualTo(10);
        }
    }

    @Test
    void whatIsDownIsNotAskedAgainAtOnce() throws InvalidRequestException {
        try (GeoContext engine = engine(RealServers.NOBODY + "/wfs", Manners.UNLIMITED)) {
            assertThat(reasons(query(engine))).contains(Reason.CONNECT);
            assertThat(reasons(query(engine))).containsOnly(Reason.BREAKER_OPEN);
            assertThat(state(engine).breaker()).isEqualTo(BreakerState.OPEN);
        }
    }
}
