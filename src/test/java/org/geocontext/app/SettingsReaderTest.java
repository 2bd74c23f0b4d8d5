package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.capabilities.ExtentSettings.From;
import org.geocontext.catalogue.CatalogueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static Settings read(String json) throws CatalogueException {
        return SettingsReader.read("settings.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyObjectIsTheDefaults() throws CatalogueException {
        Settings settings = read("{}");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.concurrentExecutes()).isEqualTo(64);
        assertThat(settings.fetch().callsPerOrigin()).isEqualTo(256);
        assertThat(settings.fetch().callsInTotal()).isEqualTo(1024);
        assertThat(settings.fetch().maxReplyBytes()).isEqualTo(4 << 20);
        assertThat(settings.fetch().userAgent()).isEqualTo("GeoContext/" + Version.CURRENT);
    }

    @Test
    void whatIsGivenReplacesTheDefault() throws CatalogueException {
        Settings settings = read("{\"timeout_s\": 2.5, \"calls_per_origin\": 3000, \"contact\": \"gis@example.org\","
                + " \"cors_origins\": [\"https://map.example.org\"], \"denied_hosts\": [\"10.0.0.0/8\"]}");
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.fetch().callsPerOrigin()).isEqualTo(3000);
        assertThat(settings.fetch().userAgent()).contains("(+gis@example.org)");
        assertThat(settings.fetch().deniedHosts()).containsExactly("10.0.0.0/8");
        assertThat(settings.corsOrigins()).containsExactly("https://map.example.org");
    }

    @Test
    void extentsMayComeFromTheCatalogueOnly() throws CatalogueException {
        assertThat(read("{\"extents\": \"catalogue\", \"extents_refresh_s\": 3600}")
                        .extents())
                .isEqualTo(new ExtentSettings(From.CATALOGUE, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeout\": 1}|timeout: no such setting (closest: timeout_s",
                "{\"timeout_s\": 0}|timeout_s: 0.0 (expected: 0.1 to 300 seconds)",
                "{\"timeout_s\": \"ten\"}|timeout_s: ten (expected: a number of seconds)",
                "{\"calls_per_origin\": 1.5}|calls_per_origin: 1.5 (expected: a whole number)",
                "{\"cors_origins\": [\"map\"]}|cors_origins: map (expected: * or scheme and host",
                "{\"redirects_to_other_hosts\": 1}|redirects_to_other_hosts: 1 (expected: true or false)",
                "{\"extents\": \"server\"}|extents: server (expected: off, catalogue or capabilities)",
                "{\"extents_refresh_s\": 1}|extents_refresh_s: 1 (expected: 60 to 864000 seconds)",
                "{\"concurrent_executes\": 0}|concurrent_executes: 0 (expected: 1 to 10000)",
                "{\"user_queries_per_minute\": -1}|user_queries_per_minute: -1 (expected: 0 to 100000)",
                "{\"user_concurrent_queries\": 10001}|user_concurrent_queries: 10001 (expected: 0 to 10000)"
            })
    void whatIsWrongIsNamedWithWhatIsAccepted(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("settings.json: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"timeout_s\": 1", "{} {}", "nonsense"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("settings.json: ");
    }

    @Test
    void theDocumentationListsEverySettingWithItsDefault() throws IOException {
        String documentation = Files.readString(Path.of("doc/settings.md"));
        for (Map.Entry<String, Object> setting : SettingsReader.defaults().entrySet()) {
            Object value = setting.getValue();
            String shown = value instanceof List<?> list && list.isEmpty()
                    ? "[]"
                    : value instanceof Double number && number == Math.rint(number)
                            ? Long.toString(number.longValue())
                            : value instanceof String text ? '"' + text + '"' : value.toString();
            assertThat(documentation).contains("| `" + setting.getKey() + "` | `" + shown + "` |");
        }
        assertThat(documentation.lines().filter(line -> line.startsWith("| `")))
                .hasSize(SettingsReader.defaults().size());
    }
}
