package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.geocontext.admin.EngineHost.Answer;
import org.geocontext.app.SettingsReader;
import org.geocontext.catalogue.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsResourceTest {

    private final EngineHost host = new EngineHost();

    @AfterEach
    void close() {
        host.close();
    }

    private Answer ask(String method, String body, String... headers) {
        return host.ask(method, "/settings", body, Caller.ADMINISTRATOR, headers);
    }

    @Test
    void everySettingIsShownWithWhatItTakes() {
        Answer answer = ask("GET", "");

        assertThat(answer.list("reference"))
                .hasSameSizeAs(SettingsReader.defaults().entrySet());
        assertThat(answer.at("reference.0"))
                .hasToString("{name=timeout_s, type=number, default=20.0, min=0.1, max=300.0, unit=s,"
                        + " description=Deadline of a query that names none.}");
        assertThat(answer.text("settings.timeout_s")).isEqualTo("20.0");
        assertThat(answer.text("set")).isEqualTo("[]");
        assertThat(host.get("/settings", EngineHost.ANN).status()).isEqualTo(403);
    }

    @Test
    void aPatchChangesWhatItNames_andNullBringsTheDefaultBack() {
        assertThat(ask("PATCH", "{\"timeout_s\": 5, \"merge\": false}").status())
                .isEqualTo(200);
        Answer answer = ask("POST", "{\"merge\": null}");

        assertThat(answer.text("set")).isEqualTo("[timeout_s]");
        assertThat(answer.text("settings.timeout_s")).isEqualTo("5");
        assertThat(host.settings().get().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aPutLeavesNothingElseSet() {
        ask("PATCH", "{\"timeout_s\": 5}");

        assertThat(ask("PUT", "{\"merge\": false}").text("set")).isEqualTo("[merge]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeout_s\": -1} | timeout_s",
                "{\"merge\": 3} | merge",
                "{\"timeot_s\": 3} | timeot_s",
                "{\"denied_hosts\": [7]} | denied_hosts"
            })
    void whatIsOutOfRangeIsRefusedByName(String body, String field) {
        Answer answer = ask("PATCH", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(host.settings().members()).isEmpty();
    }

    @Test
    void aWriteAgainstAnOlderStateIsRefused() {
        String tag = ask("GET", "").headers().get("ETag");
        ask("PATCH", "{\"timeout_s\": 5}");

        assertThat(ask("PATCH", "{\"timeout_s\": 6}", "If-Match", tag).status()).isEqualTo(412);
    }
}
