package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.query.QueryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class LiveQueriesTest {

    private static final String QUESTION = "{\"point\":\"28,-26\",\"collection\":\"all\"}";

    private MapServer server;
    private EngineHost host;

    @BeforeEach
    void start() {
        server = new MapServer();
        server.says("/quick", MapServer.Reply.json(MapServer.HIGHVELD));
        server.says("/slow", MapServer.Reply.json(MapServer.HIGHVELD));
        server.says("/sick", MapServer.Reply.error(500));
        server.hold("/slow");
        host = new EngineHost(service("slow", "/slow"), service("quick", "/quick"), service("sick", "/sick"));
    }

    @AfterEach
    void stop() {
        server.close();
        host.close();
    }

    private ServiceDefinition service(String key, String path) {
        return ServiceDefinition.builder(key, QueryType.WMS, server.url(path))
                .layer("areas")
                .property("name")
                .internal(true)
                .build();
    }

    private String begin(Caller caller) {
        Answer answer = host.post("/queries", QUESTION, caller);
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("id");
    }

    /** Looks until so many rows have come. */
    private Answer awaitRows(String id, int rows) {
        Answer answer = host.get("/queries/" + id, EngineHost.ANN);
        while (answer.list("features").size() < rows) {
            Thread.onSpinWait();
            answer = host.get("/queries/" + id, EngineHost.ANN);
        }
        return answer;
    }

    private static Map<String, Object> request(Answer answer, String service) {
        return answer.list("requests").stream()
                .filter(request -> request.get("services").equals(List.of(service)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStartedQuerySaysWhereItCanBeSeen() {
        Answer answer = host.post("/queries", QUESTION, EngineHost.ANN);
        assertThat(answer.headers())
                .containsEntry("Location", "http://localhost/rest/geocontext/queries/" + answer.text("id"));
        assertThat(answer.text("total")).isEqualTo("3");
        assertThat(answer.text("timeout_s")).isEqualTo("20.0");
    }

    @Test
    void rowsAreThereBeforeTheQueryHasEnded() {
        String id = begin(EngineHost.ANN);
        Answer early = awaitRows(id, 2);
        assertThat(early.text("state")).isEqualTo("running");
        assertThat(early.text("finished")).isEqualTo("2");
        assertThat(early.list("features"))
                .extracting(feature ->
                        ((Map<?, ?>) feature.get("properties")).get("row").toString())
                .containsExactlyInAnyOrder("1", "2");
        server.release("/slow");
        Answer late = host.awaitEnd(id, EngineHost.ANN);
        assertThat(late.text("state")).isEqualTo("done");
        assertThat(late.text("features.2.properties.value")).isEqualTo("Highveld");
        assertThat(late.text("features.2.properties.row")).isEqualTo("0");
        assertThat(late.text("features.2.geometry.type")).isEqualTo("Polygon");
    }

    @Test
    void whoLooksAgainIsToldOnlyWhatIsNew() {
        String id = begin(EngineHost.ANN);
        Answer early = awaitRows(id, 2);
        server.release("/slow");
        host.awaitEnd(id, EngineHost.ANN);
        Answer late = host.get(
                "/queries/" + id + "?from=" + early.text("next") + "&since=" + early.text("revision"), EngineHost.ANN);
        assertThat(late.list("features")).hasSize(1);
        assertThat(late.list("requests")).hasSize(1);
        assertThat(late.text("requests.0.services.0")).isEqualTo("slow");
        assertThat(late.at("plan")).isNull();
        assertThat(early.text("plan.totals.requests")).isEqualTo("3");
    }

    @Test
    void theMomentsOfARequestComeOneAfterTheOther() {
        server.release("/slow");
        Answer answer = host.awaitEnd(begin(EngineHost.ANN), EngineHost.ANN);
        Map<String, Object> quick = request(answer, "quick");
        List<Double> moments = new ArrayList<>();
        Map<?, ?> at = (Map<?, ?>) quick.get("at_ms");
        for (String moment : List.of("created", "sent", "connected", "first_byte", "complete", "parsed")) {
            moments.add(Double.valueOf(at.get(moment).toString()));
        }
        assertThat(moments).isSorted().allSatisfy(moment -> assertThat(moment).isNotNegative());
        assertThat(moments.get(5)).isGreaterThan(moments.get(1));
        assertThat(quick.get("source")).isEqualTo("network");
        assertThat(quick.get("status")).hasToString("200");
        assertThat(quick.get("attempts")).hasToString("1");
        assertThat(quick.get("bytes")).hasToString(String.valueOf(MapServer.HIGHVELD.length()));
    }

    @Test
    void aRequestThatIsUnderWayIsShownAsFarAsItHasCome() {
        String id = begin(EngineHost.ANN);
        Map<String, Object> slow = request(awaitRows(id, 2), "slow");
        Map<?, ?> at = (Map<?, ?>) slow.get("at_ms");
        assertThat(at.get("created")).isNotNull();
        assertThat(at.get("complete")).isNull();
    }

    @Test
    void aFailedReplyIsShownWithItsStatusAndItsAttempts() {
        server.release("/slow");
        Map<String, Object> sick = request(host.awaitEnd(begin(EngineHost.ANN), EngineHost.ANN), "sick");
        assertThat(sick.get("status")).hasToString("500");
    }

    @Test
    void whatCameFromTheCacheIsShownAsSuch() {
        server.release("/slow");
        host.awaitEnd(begin(EngineHost.ANN), EngineHost.ANN);
        Map<String, Object> quick = request(host.awaitEnd(begin(EngineHost.ANN), EngineHost.ANN), "quick");
        assertThat(quick.get("source")).isEqualTo("cache");
        assertThat(quick.get("url")).isNull();
        assertThat(quick.get("endpoint")).isEqualTo(server.url("/quick"));
    }

    @Test
    void noSecretIsInAnyUrl() {
        ServiceDefinition guarded = ServiceDefinition.builder(
                        "guarded", QueryType.WMS, server.url("/quick?token=abcd1234"))
                .layer("areas")
                .property("name")
                .internal(true)
                .build();
        try (EngineHost other = new EngineHost(guarded)) {
            String id = other.post("/queries", QUESTION, EngineHost.ANN).text("id");
            Answer answer = other.awaitEnd(id, EngineHost.ANN);
            assertThat(server.requests()).anyMatch(request -> request.contains("abcd1234"));
            assertThat(answer.tree().toString()).contains("token=***").doesNotContain("abcd1234");
        }
    }

    @Test
    void aCancelledQueryEndsWithWhatItHas() {
        String id = begin(EngineHost.ANN);
        awaitRows(id, 2);
        assertThat(host.ask("DELETE", "/queries/" + id, "", EngineHost.ANN).status())
                .isEqualTo(204);
        Answer answer = host.awaitEnd(id, EngineHost.ANN);
        assertThat(answer.text("state")).isEqualTo("cancelled");
        assertThat(answer.text("finished")).isEqualTo("3");
        assertThat(answer.text("features.2.properties.reason")).isEqualTo("cancelled");
    }

    @Test
    void aQueryExistsForWhoStartedItAndForAdministrators() {
        String id = begin(EngineHost.ANN);
        assertThat(host.get("/queries/" + id, EngineHost.BOB).status()).isEqualTo(404);
        assertThat(host.ask("DELETE", "/queries/" + id, "", EngineHost.BOB).status())
                .isEqualTo(404);
        assertThat(host.get("/queries/" + id, Caller.ADMINISTRATOR).status()).isEqualTo(200);
        assertThat(host.get("/queries", EngineHost.BOB).list("queries")).isEmpty();
        assertThat(host.get("/queries", EngineHost.ANN).text("queries.0.id")).isEqualTo(id);
        assertThat(host.get("/queries", EngineHost.ANN).text("queries.0.state")).isEqualTo("running");
    }

    @Test
    void queriesThatNobodyFollowsAreListedWithoutAnId() {
        server.release("/slow");
        assertThat(host.post("/query", QUESTION, EngineHost.ANN).status()).isEqualTo(200);
        Answer answer = host.get("/queries", EngineHost.ANN);
        while ("running".equals(answer.text("queries.0.state"))) {
            answer = host.get("/queries", EngineHost.ANN);
        }
        assertThat(answer.text("queries.0.id")).isNull();
        assertThat(answer.text("queries.0.state")).isEqualTo("done");
        assertThat(answer.text("queries.0.services")).isEqualTo("3");
        assertThat(answer.text("queries.0.failed")).isEqualTo("1");
        assertThat(answer.text("queries.0.point.0")).isEqualTo("28.0");
    }

    @Test
    void anInputThatIsWrongIsNamed() {
        Answer answer = host.post("/queries", "{\"point\":\"28,-26\",\"collection\":\"al\"}", EngineHost.ANN);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo("collection");
        assertThat(host.get("/queries/" + begin(EngineHost.ANN) + "?from=-1", EngineHost.ANN)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void oneCallerMayFollowEightQueriesAtOnce() {
        for (int i = 0; i < LiveQueries.MOST_RUNNING_OF_ONE; i++) {
            begin(EngineHost.ANN);
        }
        Answer refused = host.post("/queries", QUESTION, EngineHost.ANN);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(host.post("/queries", QUESTION, EngineHost.BOB).status()).isEqualTo(201);
    }

    @Test
    void aQueryThatHasEndedIsForgottenAfterFiveMinutes() throws Exception {
        AtomicLong nanos = new AtomicLong();
        LiveQueries queries = new LiveQueries(nanos::get);
        server.release("/slow");
        QueryRequest request = QueryRequest.of(new GeometryFactory().createPoint(new Coordinate(28, -26)), "all");
        LiveQuery query = queries.start(host.engine(), request, EngineHost.ANN);
        while (query.isRunning()) {
            Thread.onSpinWait();
        }
        nanos.addAndGet(LiveQueries.KEPT.toNanos() - 1);
        assertThat(queries.find(query.id(), EngineHost.ANN)).isPresent();
        nanos.incrementAndGet();
        assertThat(queries.find(query.id(), EngineHost.ANN)).isEmpty();
    }

    @Test
    void aQueryThatCannotBeStartedTakesNoPlace() {
        LiveQueries queries = new LiveQueries();
        assertThatThrownBy(() -> queries.start(
                        host.engine(),
                        QueryRequest.of(new GeometryFactory().createPoint(new Coordinate(28, -26)), "nowhere"),
                        EngineHost.ANN))
                .hasMessageContaining("nowhere");
        assertThat(queries.of(Caller.ADMINISTRATOR)).isEmpty();
    }
}
