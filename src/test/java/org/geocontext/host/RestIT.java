package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API as a host serves it; what it does in detail is tested with its resources. */
@ExtendWith(HostExtension.class)
class RestIT {

    private static final String KEY = "hosttest_made";

    private final HostUnderTest host;

    RestIT(HostUnderTest host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "services",
                "groups",
                "collections",
                "catalogue",
                "catalogue/versions",
                "endpoints",
                "cache",
                "queries",
                "settings",
                "health",
                "schema",
                "openapi.json"
            })
    void everyResource_answersJson(String path) {
        HttpResponse<String> reply = host.rest("GET", path, null);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("json"));
    }

    @Test
    void theApplication_isServedAsModules() {
        HttpResponse<String> script = host.rest("GET", "ui/app.js", null);
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    }

    @Test
    void aService_isMadeChangedAndRemoved_andASecretIsNeverReturned() {
        String entry = """
                {"key": "%s", "name": "Made", "query_type": "WFS", "url": "%sheight", "service_version": "2.0.0",
                 "layer_typename": "height", "layer_name": "VALUE", "srid": 4326, "internal": true,
                 "api_key": "hunter2"}""".formatted(KEY, host.services());
        HttpResponse<String> made = host.rest("POST", "services", entry);
        try {
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(made.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/rest/geocontext/services/" + KEY));
            assertThat(host.rest("POST", "services", entry).statusCode()).isEqualTo(409);
            assertThat(host.rest("POST", "services/" + KEY, "{\"name\": \"Other\"}")
                            .statusCode())
                    .isEqualTo(200);
            String shown = host.rest("GET", "services/" + KEY, null).body();
            assertThat(shown).contains("Other", "secrets_set", "api_key").doesNotContain("hunter2");
            assertThat(host.rest("GET", "catalogue", null).body()).contains(KEY).doesNotContain("hunter2");
        } finally {
            assertThat(host.rest("DELETE", "services/" + KEY, null).statusCode())
                    .isEqualTo(204);
        }
        assertThat(host.rest("GET", "services/" + KEY, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aLostUpdate_isRefused() {
        String path = "services/hosttest_height";
        String tag = host.rest("GET", path, null).headers().firstValue("ETag").orElseThrow();
        assertThat(host.admin("POST", "rest/geocontext/" + path, "{\"notes\": \"one\"}", "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        assertThat(host.admin("POST", "rest/geocontext/" + path, "{\"notes\": \"two\"}", "If-Match", tag)
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void aWrongField_isNamed() {
        assertThat(host.rest("POST", "services", "{\"key\": \"hosttest_bad\", \"query_type\": \"WXS\"}"))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(400))
                .satisfies(reply -> assertThat(reply.body()).contains("query_type"));
    }

    @Test
    void aPageFromElsewhere_cannotWrite() {
        assertThat(host.admin(
                                "POST",
                                "rest/geocontext/services/hosttest_height",
                                "{\"notes\": \"x\"}",
                                "Origin",
                                "https://elsewhere.example.org")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatIsStillReferredTo_isNotRemoved() {
        HttpResponse<String> refused = host.rest("DELETE", "services/hosttest_height", null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("hosttest_land");
    }
}
