package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Auth;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNameSourceTest extends SourceContract {

    private static final LonLat POINT = new LonLat(26.2, -29.1);
    private static final String URL = "http://places.example/findNearbyPlaceNameJSON";

    @Override
    protected Source source() {
        return new PlaceNameSource();
    }

    @Override
    protected ServiceDefinition.Builder service(String url) {
        return ServiceDefinition.builder("place", QueryType.PLACE_NAME, url).property("toponymName");
    }

    @Override
    protected List<String> fixtures() {
        return Fixtures.list("geonames/");
    }

    @Override
    protected FetchOutcome hit(HttpCall call) {
        return Outcomes.ok(call, Fixtures.read("geonames/findnearby-1-json-place.json"));
    }

    private Conversation hold(ServiceDefinition.Builder service, Function<HttpCall, FetchOutcome> server) {
        return Conversation.hold(source(), new Lookup(service.build(), POINT, 5000, 3, true), Facts.NONE, server);
    }

    @Test
    void thePointAndTheRadiusInKilometresAreAsked() {
        HttpCall call = hold(service(URL), this::hit).calls().get(0);

        assertThat(call.uri()).hasQuery("lat=-29.1&lng=26.2&radius=5&maxRows=3");
    }

    @Test
    void theUserNameIsAddedWhenTheCallIsSent() {
        Credentials user = new Credentials(Credentials.Scheme.QUERY, "username", null, "somebody");

        HttpCall call = hold(service(URL).credentials(user), this::hit).calls().get(0);

        assertThat(call.auth()).isEqualTo(new Auth.Query("username", "somebody"));
        assertThat(call.uri().toString()).doesNotContain("somebody");
    }

    @Test
    void aPlaceIsAPointWithItsNames() {
        List<Candidate> places = hold(service(URL), this::hit).answer().candidates();

        assertThat(places).hasSize(1);
        assertThat(places.get(0).properties())
                .containsEntry("toponymName", "Egoli Heights")
                .containsEntry("population", "463064");
        assertThat(places.get(0).geometry()).hasToString("POINT (26.20681 -29.12107)");
    }

    @ParameterizedTest
    @CsvSource({
        "geonames/findnearby-1-json-no-hit.json",
        "geonames/findnearby-1-json-error-no-result.json",
    })
    void nothingNearIsAnEmptyAnswer(String fixture) {
        assertThat(hold(service(URL), call -> Outcomes.ok(call, Fixtures.read(fixture)))
                        .answer()
                        .candidates())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "geonames/findnearby-1-json-error-authorization.json, UNAUTHORIZED",
        "geonames/findnearby-1-json-error-account.json, UNAUTHORIZED",
        "geonames/findnearby-1-json-error-daily-limit.json, SERVICE_EXCEPTION",
        "geonames/findnearby-1-json-error-overloaded.json, SERVICE_EXCEPTION",
    })
    void anErrorInTheBodyIsAFailure(String fixture, Reason reason) {
        Step.Failure failure = hold(service(URL), call -> Outcomes.ok(call, Fixtures.read(fixture)))
                .failure();

        assertThat(failure.reason()).isEqualTo(reason);
    }
}
