package org.geocontext.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLatBox;
import org.geocontext.query.Explanation;
import org.geocontext.testing.LargeCollection;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

    private static String json(int points, ServiceDefinition... services) throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        PlanJson.write(Explanations.of(points, List.of(services)), target, true);
        return target.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyMemberStandsInItsPlace() throws Exception {
        String json = json(
                1000,
                Explanations.layer("soil").build(),
                Explanations.layer("rain").build(),
                Explanations.layer("rain_again").layer("rain").build(),
                Explanations.layer("alone").merge(false).build(),
                Explanations.layer("far").extent(new LonLatBox(10, 50, 11, 51)).build());

        assertThat(json.replaceAll("\"url\": \"[^\"]+[?&]LAYERS=([^&]+)&[^\"]+\"", "\"url\": \"… $1 …\""))
                .isEqualTo("""
                        {
                            "point": {
                                "type": "Point",
                                "coordinates": [
                                    31.3963,
                                    -24.4561
                                ]
                            },
                            "timeout_s": 20.0,
                            "totals": {
                                "rows": 5,
                                "services": 5,
                                "requests": 2,
                                "saved": 2,
                                "from_cache": 0,
                                "not_asked": 1
                            },
                            "requests": [
                                {
                                    "method": "GET",
                                    "url": "… soil,rain …",
                                    "endpoint": "https://maps.example.org/geoserver/wms",
                                    "origin": "https://maps.example.org:443",
                                    "source_type": "WMS",
                                    "services": [
                                        "soil",
                                        "rain",
                                        "rain_again"
                                    ],
                                    "sharing": "layers",
                                    "alone_because": null,
                                    "new_endpoint": true
                                },
                                {
                                    "method": "GET",
                                    "url": "… alone …",
                                    "endpoint": "https://maps.example.org/geoserver/wms",
                                    "origin": "https://maps.example.org:443",
                                    "source_type": "WMS",
                                    "services": [
                                        "alone"
                                    ],
                                    "sharing": "none",
                                    "alone_because": "merge_never",
                                    "new_endpoint": true
                                }
                            ],
                            "from_cache": [],
                            "not_asked": [
                                {
                                    "service": "far",
                                    "status": "skipped",
                                    "reason": "outside_extent",
                                    "message": "not asked: the point is 8490 km outside the layer's extent (from the catalogue)"
                                }
                            ],
                            "estimate": {
                                "points": 1000,
                                "requests_at_most": 2000,
                                "time_s": 4.0,
                                "origins": [
                                    {
                                        "origin": "https://maps.example.org:443",
                                        "requests_per_point": 2,
                                        "at_once": 256,
                                        "per_second": null,
                                        "latency_s": 0.5,
                                        "measured_requests": 0
                                    }
                                ]
                            }
                        }""");
    }

    @Test
    void servicesThatNeedTheVerySameRequestAreCalledEqual() throws Exception {
        String json = json(
                1,
                Explanations.layer("rain").merge(false).build(),
                Explanations.layer("rain_again").layer("rain").merge(false).build());

        assertThat(json).contains("\"sharing\": \"equal\"").contains("\"alone_because\": null");
    }

    @Test
    void aServiceThatCannotBeAskedHasFailed() throws Exception {
        String json = json(
                1,
                ServiceDefinition.builder("lost", QueryType.WMS, "no URL at all")
                        .layer("lost")
                        .property("name")
                        .build());

        assertThat(json).contains("\"requests\": []").contains("\"status\": \"failed\"");
    }

    @Test
    void aHundredAndElevenLayersAndTwentyFourTypesOfOneHostTakeThirtyRequestsAtMost() {
        Explanation explanation = Explanations.of(1, LargeCollection.services());

        assertThat(explanation.services()).isEqualTo(135);
        assertThat(explanation.plan().requests()).hasSizeLessThanOrEqualTo(30);
        assertThat(explanation.saved()).isGreaterThanOrEqualTo(105);
    }
}
