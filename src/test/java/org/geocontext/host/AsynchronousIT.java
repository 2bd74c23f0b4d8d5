package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.host.HostUnderTest.POINT;
import static org.geocontext.host.HostUnderTest.encoded;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queries that are watched and cancelled: asynchronous Execute of GeoServer, and {@code /queries} of both hosts. */
@ExtendWith(HostExtension.class)
class AsynchronousIT {

    private static final Pattern EXECUTION = Pattern.compile("executionId=([0-9a-f-]+)");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final HostUnderTest host;

    AsynchronousIT(HostUnderTest host) {
        this.host = host;
    }

    @Test
    @Tag(HostUnderTest.GEOSERVER)
    void anAsynchronousExecute_isWatchedToItsEnd() {
        host.assumeGeoServer();
        String id = submit("service=hosttest_height;service=hosttest_late");
        HttpResponse<String> done = host.await(() -> status(id), "ProcessSucceeded");
        assertThat(done.body()).contains("441.50", "hosttest_late");
    }

    @Test
    @Tag(HostUnderTest.GEOSERVER)
    void aDismissedExecute_ends() {
        host.assumeGeoServer();
        String id = submit("service=hosttest_never;timeout=60");
        host.await(() -> status(id), "ProcessStarted");
        host.wpsAsAdministrator("request=Dismiss&executionId=" + id);
        host.await(() -> status(id), "Exception");
    }

    @Test
    void aQueryStartedByRest_showsItsRowsAsTheyArrive() {
        String id = start("hosttest_height", "hosttest_late");
        String done = host.await(() -> host.rest("GET", "queries/" + id, null), "\"state\":\"done\"")
                .body();
        assertThat(done).contains("hosttest_height", "hosttest_late", "\"total\":2", "\"finished\":2");
    }

    @Test
    void aQueryCancelledByRest_endsAsCancelled() {
        String id = start("hosttest_height", "hosttest_never");
        host.await(() -> host.rest("GET", "queries/" + id, null), "441.50");
        assertThat(host.rest("DELETE", "queries/" + id, null).statusCode()).isEqualTo(204);
        assertThat(host.await(() -> host.rest("GET", "queries/" + id, null), "\"state\":\"cancelled\"")
                        .body())
                .contains("441.50", "\"reason\":\"cancelled\"");
    }

    private String submit(String inputs) {
        return found(
                EXECUTION,
                host.wpsAsAdministrator("request=Execute&identifier=geocontext:Query&storeExecuteResponse=true"
                                + "&status=true&ResponseDocument=" + encoded("result=@mimetype=application/json")
                                + "&DataInputs=" + encoded("point=" + POINT + ";" + inputs))
                        .body());
    }

    private HttpResponse<String> status(String id) {
        return host.wpsAsAdministrator("request=GetExecutionStatus&executionId=" + id);
    }

    private String start(String... services) {
        HttpResponse<String> started = host.rest(
                "POST",
                "queries",
                "{\"point\": \"" + POINT + "\", \"service\": [\"" + String.join("\", \"", services)
                        + "\"], \"timeout\": 60}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        return found(ID, started.body());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
