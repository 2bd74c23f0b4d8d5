package org.geocontext.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    private static LonLatBox box(double west, double south, double east, double north) {
        return LonLatBox.find(west, south, east, north).orElseThrow();
    }

    /** A degree is 111 km on the equator; one per cent of ten is a tenth. */
    @ParameterizedTest
    @CsvSource({
        "inside,                          0, -5, 10, 5,      5, 0,        10,    false",
        "within one per cent,             0, -5, 10, 5,      10.09, 0,    10,    false",
        "beyond one per cent,             0, -5, 10, 5,      10.12, 0,    10,    true",
        "within the tolerance,            0, -5, 10, 5,      10.5, 0,     60000, false",
        "beyond the tolerance,            0, -5, 10, 5,      10.6, 0,     60000, true",
        "near a single point,             26.2, -29.1, 26.2, -29.1, 26.2005, -29.1, 0, false",
        "far from a single point,         26.2, -29.1, 26.2, -29.1, 26.21, -29.1,   0, true",
        "a single point with tolerance,   26.2, -29.1, 26.2, -29.1, 26.21, -29.1, 1000, false",
        "east of the antimeridian,        170, -50, -170, -40, -175, -45, 10,    false",
        "just beyond it,                  170, -50, -170, -40, -169, -45, 10,    true",
        "just short of the antimeridian,  -180, 0, -179.99, 0.01, 179.999, 0, 200, false",
        "at the pole,                     0, 60, 10, 90,     -120, 90,    10,    false",
        "around the pole,                 0, 60, 10, 89.9999, -120, 90,   100,   false",
        "the other side of the pole,      0, 60, 10, 80,     -175, 80,    10,    true"
    })
    void aLayerReachesBeyondItsExtentByTheToleranceOrOnePerCent(
            String where,
            double west,
            double south,
            double east,
            double north,
            double lon,
            double lat,
            double tolerance,
            boolean beyond) {
        assertThat(Reach.beyond(box(west, south, east, north), new LonLat(lon, lat), tolerance)
                        .isPresent())
                .isEqualTo(beyond);
    }

    @ParameterizedTest
    @CsvSource({"-180, -90, 180, 90", "-180, -85.06, 180, 85.06", "-179.9, -90, 179.9, 83.7"})
    void aWorldThatIsDeclaredWhereNobodyKnewBetterKeepsNobodyOut(double west, double south, double east, double north) {
        assertThat(Reach.beyond(box(west, south, east, north), new LonLat(180, -90), 10))
                .isEmpty();
    }

    @Test
    void theDistanceIsThatFromTheExtentItself() {
        assertThat(Reach.beyond(box(0, -5, 10, 5), new LonLat(11, 0), 10).orElseThrow())
                .isCloseTo(111_320, within(10.0));
    }
}
