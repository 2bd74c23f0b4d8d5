package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private MapServer server;

    @BeforeEach
    void start() {
        server = new MapServer();
        server.says("/land", MapServer.Reply.json(MapServer.HIGHVELD));
        server.says("/sick", MapServer.Reply.error(500));
        server.answers(
                "/east-first",
                query -> MapServer.Reply.json(query.contains("BBOX=27.") ? MapServer.HIGHVELD : NOTHING));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServiceDefinition.Builder service(String key, String path) {
        return ServiceDefinition.builder(key, QueryType.WMS, server.url(path))
                .layer("areas")
                .property("name")
                .internal(true);
    }

    private ServiceDefinition expecting(String path, String value) {
        return service("land", path).test(new TestPoint(28, -26, value)).build();
    }

    /** The only service after a check. */
    private static Answer check(EngineHost host) {
        assertThat(host.post("/health/checks", "{}", Caller.ADMINISTRATOR).status())
                .isEqualTo(202);
        return awaitChecks(host);
    }

    private static Answer awaitChecks(EngineHost host) {
        Answer answer = host.get("/health", Caller.ADMINISTRATOR);
        for (long end = System.nanoTime() + 60_000_000_000L;
                Boolean.TRUE.equals(answer.at("checks.running")) && System.nanoTime() < end; ) {
            Thread.onSpinWait();
            answer = host.get("/health", Caller.ADMINISTRATOR);
        }
        return answer;
    }

    @Test
    void aServiceThatSaysWhatIsExpectedIsOk() {
        try (EngineHost host = new EngineHost(expecting("/land", "Highveld"))) {
            assertThat(host.get("/health", Caller.ADMINISTRATOR).text("services.0.state"))
                    .isEqualTo("untested");
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("ok");
            assertThat(answer.text("services.0.value")).isEqualTo("Highveld");
            assertThat(answer.text("checks.last_started")).isNotNull();
            assertThat(host.get("/services", Caller.ADMINISTRATOR).text("services.0.health.state"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void aServiceThatSaysSomethingElseHasChangedAndIsNotAskedOtherwise() {
        try (EngineHost host = new EngineHost(expecting("/land", "Lowveld"))) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("changed");
            assertThat(answer.text("services.0.expected")).isEqualTo("Lowveld");
            assertThat(answer.list("services.0.probes")).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aServiceWithoutTestPointIsNotAsked() {
        try (EngineHost host = new EngineHost(service("land", "/land").build())) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("untested");
            assertThat(answer.text("services.0.message")).contains("test_x");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aServiceThatIsSwitchedOffIsUntested() {
        ServiceDefinition off = service("land", "/land")
                .enabled(false)
                .test(new TestPoint(28, -26, null))
                .build();
        try (EngineHost host = new EngineHost(off)) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("untested");
            assertThat(answer.text("services.0.message")).contains("switched off");
        }
    }

    @Test
    void aServiceThatFailsIsAskedOtherwiseAFewTimesOnly() {
        try (EngineHost host = new EngineHost(expecting("/sick", "Highveld"))) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("failed");
            assertThat(answer.text("services.0.reason")).isEqualTo("http_status");
            assertThat(answer.list("services.0.probes")).isNotEmpty().hasSizeLessThanOrEqualTo(6);
            assertThat(answer.list("services.0.probes")).allMatch(probe -> probe.get("fix") == null);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNotAskedOtherwise() {
        ServiceDefinition gone = ServiceDefinition.builder("gone", QueryType.WMS, "http://127.0.0.1:1/wms")
                .layer("areas")
                .property("name")
                .internal(true)
                .test(new TestPoint(28, -26, "Highveld"))
                .build();
        try (EngineHost host = new EngineHost(gone)) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.reason")).isEqualTo("connect");
            assertThat(answer.list("services.0.probes")).isEmpty();
        }
    }

    @Test
    void anAxisOrderThatHelpsIsOfferedAsAFixAndApplied() {
        try (EngineHost host = new EngineHost(expecting("/east-first", "Highveld"))) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.state")).isEqualTo("changed");
            assertThat(answer.text("services.0.value")).isNull();
            assertThat(answer.text("services.0.probes.0.kind")).isEqualTo("axis_order");
            assertThat(answer.text("services.0.probes.0.state")).isEqualTo("ok");
            assertThat(answer.at("services.0.probes.0.fix.patch")).isEqualTo(Map.of("axis_order", "xy"));
            String id = answer.text("services.0.probes.0.fix.id");

            Answer fixed = host.post("/health/services/land/fix", "{\"fix\":\"" + id + "\"}", Caller.ADMINISTRATOR);
            assertThat(fixed.status()).isEqualTo(200);
            assertThat(host.get("/services/land", Caller.ADMINISTRATOR).text("axis_order"))
                    .isEqualTo("xy");
            assertThat(awaitChecks(host).text("services.0.state")).isEqualTo("ok");
        }
    }

    @Test
    void anInfoFormatThatTheServerNoLongerKnowsIsToBeLeftOut() {
        server.answers(
                "/json-only",
                query -> query.contains("json") ? MapServer.Reply.json(MapServer.HIGHVELD) : MapServer.Reply.xml("""
                        <ServiceExceptionReport><ServiceException code="InvalidFormat">no such info_format
                        </ServiceException></ServiceExceptionReport>"""));
        ServiceDefinition service = expecting("/json-only", "Highveld").toBuilder()
                .crs("EPSG:3857")
                .infoFormat("text/weird")
                .build();
        try (EngineHost host = new EngineHost(service)) {
            Answer answer = check(host);
            assertThat(answer.text("services.0.probes.0.kind")).isEqualTo("info_format");
            assertThat(answer.text("services.0.probes.0.state")).isEqualTo("ok");
            String id = answer.text("services.0.probes.0.fix.id");
            host.post("/health/services/land/fix", "{\"fix\":\"" + id + "\"}", Caller.ADMINISTRATOR);
            assertThat(host.get("/services/land", Caller.ADMINISTRATOR).at("info_format"))
                    .isNull();
        }
    }

    @Test
    void aCrsThatTheServerDoesNotKnowIsToBeAnotherOne() {
        server.answers(
                "/mercator-only",
                query -> MapServer.Reply.json(query.contains("CRS=EPSG:3857") ? MapServer.HIGHVELD : NOTHING));
        try (EngineHost host = new EngineHost(expecting("/mercator-only", "Highveld"))) {
            List<Map<String, Object>> probes = check(host).list("services.0.probes");
            Map<String, Object> last = probes.get(probes.size() - 1);
            assertThat(last.get("kind")).isEqualTo("crs");
            assertThat(((Map<?, ?>) last.get("fix")).get("patch")).isEqualTo(Map.of("srid", "3857"));
        }
    }

    @Test
    void anAnswerIsRemembered() {
        try (EngineHost host = new EngineHost(service("land", "/land").build())) {
            Answer answer =
                    host.post("/health/services/land/remember", "{\"x\":28.5,\"y\":-26.5}", Caller.ADMINISTRATOR);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("state")).isEqualTo("ok");
            Answer entry = host.get("/services/land", Caller.ADMINISTRATOR);
            assertThat(entry.text("test_x")).isEqualTo("28.5");
            assertThat(entry.text("test_y")).isEqualTo("-26.5");
            assertThat(entry.text("test_value")).isEqualTo("Highveld");
            assertThat(host.get("/health", Caller.ADMINISTRATOR).text("services.0.state"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void whereThereIsNoAnswerNoneIsRemembered() {
        try (EngineHost host = new EngineHost(expecting("/sick", "Highveld"))) {
            Answer answer = host.post("/health/services/land/remember", "{}", Caller.ADMINISTRATOR);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("error.reason")).isEqualTo("http_status");
        }
    }

    @Test
    void aTestPointMustBeSomewhere() {
        try (EngineHost host = new EngineHost(service("land", "/land").build())) {
            assertThat(host.post("/health/services/land/remember", "{}", Caller.ADMINISTRATOR)
                            .text("error.field"))
                    .isEqualTo("x");
            assertThat(host.post("/health/services/land/remember", "{\"x\":500,\"y\":0}", Caller.ADMINISTRATOR)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aCheckIsForgottenWhenTheEntryChanges() {
        try (EngineHost host = new EngineHost(expecting("/land", "Highveld"))) {
            check(host);
            host.ask("PATCH", "/services/land", "{\"tolerance\":20}", Caller.ADMINISTRATOR);
            assertThat(host.get("/health", Caller.ADMINISTRATOR).text("services.0.state"))
                    .isEqualTo("untested");
        }
    }

    @Test
    void whoIsNoAdministratorSeesHowHisServicesDoAndNoMore() {
        ServiceDefinition hidden = service("hidden", "/land")
                .roles(Set.of("STAFF"))
                .test(new TestPoint(28, -26, null))
                .build();
        try (EngineHost host = new EngineHost(expecting("/sick", "Highveld"), hidden)) {
            check(host);
            Answer answer = host.get("/health", EngineHost.ANN);
            assertThat(answer.list("services")).hasSize(1);
            assertThat(answer.text("services.0.state")).isEqualTo("failed");
            assertThat(answer.text("services.0.message")).isNull();
            assertThat(answer.list("services.0.probes")).isEmpty();
            assertThat(host.post("/health/checks", "{}", EngineHost.ANN).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void onlyWhatIsNamedIsChecked() {
        ServiceDefinition other =
                service("other", "/land").test(new TestPoint(28, -26, null)).build();
        try (EngineHost host = new EngineHost(expecting("/land", "Highveld"), other)) {
            Answer started = host.post("/health/checks", "{\"services\":[\"other\"]}", Caller.ADMINISTRATOR);
            assertThat(started.text("services")).isEqualTo("1");
            Answer answer = awaitChecks(host);
            assertThat(answer.text("services.0.state")).isEqualTo("untested");
            assertThat(answer.text("services.1.state")).isEqualTo("ok");
            assertThat(host.post("/health/checks", "{\"collection\":\"all\"}", Caller.ADMINISTRATOR)
                            .text("services"))
                    .isEqualTo("2");
            assertThat(host.post("/health/checks", "{\"services\":[\"othr\"]}", Caller.ADMINISTRATOR)
                            .status())
                    .isEqualTo(404);
        }
    }

    private static void awaitResult(HealthChecks checks, ServiceDefinition service) {
        for (long end = System.nanoTime() + 60_000_000_000L;
                checks.find(service).isEmpty(); ) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void onAScheduleServicesAreCheckedWithTheEngineOfTheDay() {
        ServiceDefinition service = expecting("/land", "Highveld");
        try (EngineHost first = new EngineHost(service);
                EngineHost second = new EngineHost(service)) {
            AtomicReference<GeoContext> present = new AtomicReference<>(first.engine());
            HealthChecks checks = new HealthChecks(present::get, settings -> Duration.ofMillis(50));
            checks.follow();
            ServiceDefinition checked =
                    first.catalogue().get().findService("land").orElseThrow();
            awaitResult(checks, checked);

            present.set(second.engine());
            first.engine().close();
            Instant before = Instant.now();
            while (!checks.lastStarted().orElseThrow().isAfter(before)) {
                Thread.onSpinWait();
            }
            awaitResult(checks, checked);
        }
    }

    @Test
    void whatFailsAsItDidBeforeNeedNotBeProbedAgain() {
        try (EngineHost host = new EngineHost(expecting("/sick", "Highveld"))) {
            ServiceDefinition service =
                    host.catalogue().get().findService("land").orElseThrow();
            HealthCheck check = new HealthCheck(host.engine());
            HealthResult first = check.run(service).join();
            int requests = server.requests().size();
            HealthResult second = check.run(service, first).join();
            assertThat(server.requests()).hasSize(requests + 1);
            assertThat(second.probes()).isEqualTo(first.probes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3,3.0,true",
        "-0,0,true",
        "1e3,1000,true",
        "0042,42,false",
        "Modder,modder,false",
        "Modder,Modder,true",
        "3,4,false"
    })
    void numbersAreComparedAsNumbersAndTextsLetterForLetter(String expected, String value, boolean same) {
        assertThat(HealthCheck.isSame(expected, value)).isEqualTo(same);
    }
}
