package org.geocontext.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLatBox;
import org.geocontext.query.Explanation;
import org.geocontext.testing.LargeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTextTest {

    private static String brief(Explanation explanation, int width) {
        return PlanText.brief(explanation, width).stream()
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }

    private static Explanation large() {
        return Explanations.of(1, LargeCollection.services());
    }

    @Test
    void aTerminalShowsThePlanByEndpoint() {
        Explanation explanation = Explanations.of(
                20_000,
                List.of(
                        Explanations.layer("soil").build(),
                        Explanations.layer("rain").build(),
                        Explanations.layer("alone").merge(false).build(),
                        Explanations.layer("projected").crs("EPSG:3857").build(),
                        Explanations.layer("far")
                                .extent(new LonLatBox(10, 50, 11, 51))
                                .build()));

        assertThat(brief(explanation, 100)).isEqualTo("""
                5 services at 31.3963,-24.4561: 3 requests, 1 saved by sharing, 1 not asked. Nothing was sent.

                WMS https://maps.example.org/geoserver/wms: 4 services, 3 requests
                   1  2 share it: soil, rain
                      GET ?…&LAYERS=soil,rain&QUERY_LAYERS=soil,rain&STYLES=&FORMAT=image/png&CRS=EPSG:4326&BBOX=-2…
                   2  alone      GET ?…&LAYERS=alone&QUERY_LAYERS=alone&STYLES=&FORMAT=image/png&CRS=EPSG:4326&BBOX…
                   3  projected  GET ?…&LAYERS=projected&QUERY_LAYERS=projected&STYLES=&FORMAT=image/png&CRS=EPSG:3…
                  alone because merge is "never" in the catalogue: alone
                  alone because no other service is asked in the same way: projected

                Not asked
                  far outside_extent: the point is 8490 km outside the layer's extent (from the catalogue)

                Estimate for 20,000 points: at most 60,000 requests, about 1 min 58 s
                  https://maps.example.org:443: 3 a point, 256 at once, 0.50 s each (assumed: nothing measured yet)
                  1 endpoint not asked before: getting to know one may take a few requests more.
                """);
    }

    @Test
    void aReasonThatHoldsForAllOfAnEndpointIsSaidOnce() {
        assertThat(brief(large(), 100).lines().filter(line -> line.contains("alone because")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 100})
    void noLineIsLongerThanTheTerminal(int width) {
        assertThat(brief(large(), width).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void aLongListOfServicesIsCutOnATerminalAndWholeElsewhere() {
        assertThat(brief(large(), 100)).containsPattern("monthly_mean_temperature_\\d+ and \\d+ more\n");
        assertThat(PlanText.text(large()))
                .contains("monthly_mean_temperature_110", "REQUEST=GetFeatureInfo")
                .doesNotContain("…");
    }

    @Test
    void whatATerminalWouldObeyIsBlank() {
        ServiceDefinition service =
                Explanations.layer("odd", "https://maps.example.org/\u202Ewms").build();

        assertThat(PlanText.text(Explanations.of(1, List.of(service))))
                .contains("https://maps.example.org/ wms")
                .doesNotContain("\u202E");
    }

    @Test
    void withNothingToAskThereIsNothingToEstimate() {
        Explanation explanation = Explanations.of(
                1, List.of(Explanations.layer("off").enabled(false).build()));

        assertThat(PlanText.text(explanation)).isEqualTo("""
                1 service at 31.3963,-24.4561: 0 requests, 1 not asked. Nothing was sent.

                Not asked
                  off unsupported: switched off in the catalogue (enabled is false)
                """);
    }
}
