package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSettingsTest {

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        FetchSettings defaults = FetchSettings.defaults();
        assertThat(defaults.maxReplyBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(defaults.maxRedirects()).isEqualTo(3);
        assertThat(defaults.redirectsToOtherHosts()).isFalse();
        assertThat(defaults.callsPerOrigin()).isEqualTo(256);
        assertThat(defaults.callsInTotal()).isEqualTo(1024);
        assertThat(defaults.retryPercent()).isEqualTo(10);
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FetchSettings.builder().connectTimeout(Duration.ZERO).build())
                .withMessage("connect_timeout_s: 0.0 (expected: 0.001 to 3600 seconds)");
    }

    @Test
    void aCountOutOfRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FetchSettings.builder().callsPerOrigin(0).build())
                .withMessage("calls_per_origin: 0 (expected: 1 to 100000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "http://example.org", "", "a b", "*", "*.*", "2130706433", "fe80::/129"})
    void whatIsNeitherAHostNorABlockIsRefused(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FetchSettings.builder().deniedHosts(List.of(entry)).build())
                .withMessageStartingWith("host: " + entry);
    }

    @Test
    void aUserAgentWithALineBreakIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FetchSettings.builder().userAgent("a\r\nb").build());
    }

    @Test
    void theUserAgentNamesVersionAndContact() {
        assertThat(FetchSettings.userAgent("1.2.3", "gis@example.org"))
                .isEqualTo("GeoContext/1.2.3 (+gis@example.org)");
        assertThat(FetchSettings.userAgent("1.2.3", "")).isEqualTo("GeoContext/1.2.3");
    }
}
