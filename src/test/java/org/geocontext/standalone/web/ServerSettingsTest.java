package org.geocontext.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {

    private static final ServerSettings DEFAULTS = ServerSettings.defaults();

    @Test
    void everyStartHasItsOwnToken() {
        assertThat(DEFAULTS.token())
                .hasSize(48)
                .isNotEqualTo(ServerSettings.defaults().token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has a blank in the middle", "umlauts-are-\u00e4-problem"})
    void aPoorTokenIsRefused_withoutShowingIt(String token) {
        assertThatThrownBy(() -> DEFAULTS.withToken(token))
                .hasMessage("token: *** (expected: at least 16 printable ASCII characters, no blank)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void aPortOutOfRangeIsRefused(int port) {
        assertThatThrownBy(() -> DEFAULTS.withPort(port)).hasMessage("port: " + port + " (expected: 0..65535)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maps.example.org",
                "https://maps.example.org/",
                "https://a@maps.example.org",
                "ftp://x",
                "https://",
                " "
            })
    void anOriginThatIsNone_isRefused(String origin) {
        assertThatThrownBy(() -> DEFAULTS.withCorsOrigins(Set.of(origin)))
                .hasMessageStartingWith("corsOrigins: " + origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "http:relative", "https://example.org/?a=b", "https://example.org/#a"})
    void aPublicUrlThatIsNoRoot_isRefused(String url) {
        assertThatThrownBy(() -> DEFAULTS.withPublicUrl(URI.create(url))).hasMessageStartingWith("publicUrl: " + url);
    }

    @Test
    void sizesAndTimesAreChecked() {
        assertThatThrownBy(() -> DEFAULTS.withMaxRequestBytes(0))
                .hasMessage("maxRequestBytes: 0 (expected: 1..67108864)");
        assertThatThrownBy(() -> DEFAULTS.withBodyTimeout(Duration.ZERO)).hasMessageStartingWith("bodyTimeout: ");
        assertThatThrownBy(() -> DEFAULTS.withMaxQueries(0)).hasMessage("maxQueries: 0 (expected: >= 1)");
        assertThatThrownBy(() -> DEFAULTS.withBind(" ")).hasMessageStartingWith("bind: ");
    }
}
