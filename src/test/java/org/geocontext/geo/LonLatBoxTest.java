package org.geocontext.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;

class LonLatBoxTest {

    private static LonLatBox box(double west, double south, double east, double north) {
        return LonLatBox.find(west, south, east, north).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "16, -35, 33, -22,      16, -35, 33, -22",
        "170, -50, -170, -40,   170, -50, 190, -40",
        "170, -50, 190, -40,    170, -50, 190, -40",
        "180, -50, -170, -40,   -180, -50, -170, -40",
        "-190, -50, -170, -40,  170, -50, 190, -40",
        "200, 0, 210, 5,        -160, 0, -150, 5",
        "0, -90, 360, 90,       -180, -90, 180, 90",
        "-180.5, -90.5, 180.5, 90.5, -180, -90, 180, 90",
        "5, 5, 5, 5,            5, 5, 5, 5",
        "180, 5, 180, 5,        -180, 5, -180, 5"
    })
    void sidesAreReadAsTheyAreMeant(
            double west, double south, double east, double north, double w, double s, double e, double n) {
        assertThat(box(west, south, east, north)).isEqualTo(new LonLatBox(w, s, e, n));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, -1, -1",
        "16, -22, 33, -35",
        "NaN, 0, 1, 1",
        "0, 0, Infinity, 1",
        "1.7976931348623157E308, 1.7976931348623157E308, -1.7976931348623157E308, -1.7976931348623157E308",
        "0, -92, 1, 1",
        "2914571, -3390380, 2922571, -3386380",
        "300, 0, 200, 1",
        "-200, 0, 200, 1"
    })
    void sidesThatMeanNoBoxAreNone(double west, double south, double east, double north) {
        assertThat(LonLatBox.find(west, south, east, north)).isEmpty();
    }

    @Test
    void aBoxThatIsNoneCannotBeMade() {
        assertThatThrownBy(() -> new LonLatBox(170, 0, -170, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: west -180..180");
    }

    @ParameterizedTest
    @CsvSource({
        "16, -35, 33, -22,    20, -30, true",
        "16, -35, 33, -22,    16, -35, true",
        "16, -35, 33, -22,    33, -22, true",
        "16, -35, 33, -22,    15.999, -30, false",
        "16, -35, 33, -22,    20, -21.999, false",
        "170, -50, -170, -40, 180, -45, true",
        "170, -50, -170, -40, -180, -45, true",
        "170, -50, -170, -40, -175, -45, true",
        "170, -50, -170, -40, 169, -45, false",
        "170, -50, -170, -40, 0, -45, false",
        "-180, -90, 180, 90,  180, 90, true",
        "-180, -10, -170, 10, 180, 0, true"
    })
    void theRimBelongsToTheBox(
            double west, double south, double east, double north, double lon, double lat, boolean inside) {
        LonLat position = new LonLat(lon, lat);
        assertThat(box(west, south, east, north).contains(position)).isEqualTo(inside);
        assertThat(box(west, south, east, north).distanceMetres(position) == 0).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "beside it,              10, -10, 20, 10,   21, 0,     20, 0",
        "due north,              10, -10, 20, 10,   15, 12,    15, 10",
        "diagonally,             10, -10, 20, 10,   21, 11,    20, 10",
        "across the antimeridian,170, -50, 179, -40, -179, -45.008, 179, -45",
        "west of a crossing one, 170, -50, -170, -40, 169, -45, 170, -45.006",
        "over the pole,          0, 60, 10, 80,     -175, 85,  5, 80",
        "at the pole,            0, 60, 10, 80,     77, 90,    10, 80",
        "at the other pole,      0, 60, 10, 80,     77, -90,   10, 60"
    })
    void theDistanceIsThatToTheNearestPosition(
            String where,
            double west,
            double south,
            double east,
            double north,
            double lon,
            double lat,
            double nearestLon,
            double nearestLat) {
        LonLat from = new LonLat(lon, lat);
        double nearest = Geodesy.distanceMetres(from, new LonLat(nearestLon, nearestLat));
        assertThat(box(west, south, east, north).distanceMetres(from)).isCloseTo(nearest, within(nearest / 1000));
    }

    @Test
    void aBoxThatTouchesThePoleHoldsItByWhateverLongitude() {
        assertThat(box(0, 60, 10, 90).distanceMetres(new LonLat(-120, 90))).isCloseTo(0, within(1e-6));
    }

    /** No position of a fine grid on the rim is nearer than said, and one of them is about as near. */
    @Test
    void noPositionOfTheBoxIsNearer() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            double south = -90 + 170 * random.nextDouble();
            LonLatBox box = box(
                    -180 + 360 * random.nextDouble(),
                    south,
                    -180 + 360 * random.nextDouble(),
                    Math.min(90, south + 30 * random.nextDouble()));
            LonLat from = new LonLat(-180 + 360 * random.nextDouble(), -90 + 180 * random.nextDouble());
            double brute = box.contains(from) ? 0 : nearestOnRim(box, from);
            // The grid is a hundredth of the side, and of the nearest latitude the sphere's is taken.
            assertThat(box.distanceMetres(from)).isBetween(brute * 0.98 - 40_000, brute * 1.0001 + 0.001);
        }
    }

    private static double nearestOnRim(LonLatBox box, LonLat from) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 100; i++) {
            double lon = box.west() + box.width() * i / 100;
            double lat = box.south() + box.height() * i / 100;
            double onEarth = lon > 180 ? lon - 360 : lon;
            double easternSide = box.east() > 180 ? box.east() - 360 : box.east();
            for (LonLat rim : new LonLat[] {
                new LonLat(onEarth, box.south()),
                new LonLat(onEarth, box.north()),
                new LonLat(box.west(), Math.min(90, lat)),
                new LonLat(easternSide, Math.min(90, lat))
            }) {
                nearest = Math.min(nearest, Geodesy.distanceMetres(from, rim));
            }
        }
        return nearest;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 10, 10,     5, 5, 20, 20,      0, 0, 20, 20",
        "170, 0, 175, 5,   -175, 0, -170, 5,  170, 0, -170, 5",
        "-175, 0, -170, 5, 170, 0, 175, 5,    170, 0, -170, 5",
        "0, 0, 10, 10,     2, 2, 3, 3,        0, 0, 10, 10",
        "-170, 0, 10, 5,   0, 0, -160, 5,     -180, 0, 180, 5"
    })
    void twoBoxesTogetherAreTheSmallerThatHoldsBoth(
            double aw,
            double as,
            double ae,
            double an,
            double bw,
            double bs,
            double be,
            double bn,
            double w,
            double s,
            double e,
            double n) {
        assertThat(box(aw, as, ae, an).plus(box(bw, bs, be, bn))).isEqualTo(box(w, s, e, n));
    }

    @Test
    void theLongerSideIsInMetresOnTheGround() {
        assertThat(box(0, 60, 1, 60).longerSideMetres()).isCloseTo(55_800, within(100.0));
        assertThat(box(-1, -10, 1, 10).longerSideMetres()).isCloseTo(20 * 111_500, within(20_000.0));
        assertThat(box(5, 5, 5, 5).longerSideMetres()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // The same boxes in lon/lat as MapServer and QGIS Server declare them; the square of Web Mercator.
        "EPSG:32735, 402154, 6765670, 442154, 6780710,  25.99317, -29.23645, 26.40553, -29.09826",
        "EPSG:3857, 2914571, -3390380, 2922571, -3386380, 26.182037, -29.115698, 26.253902, -29.084301",
        "EPSG:3857, -20037508.342789244, -20037508.342789244, 20037508.342789244, 20037508.342789244,"
                + " -180, -85.051129, 180, 85.051129"
    })
    void aProjectedBoxIsTransformedWithItsBentSides(
            String crs,
            double minX,
            double minY,
            double maxX,
            double maxY,
            double west,
            double south,
            double east,
            double north) {
        LonLatBox box = Boxes.toLonLat(new Envelope(minX, maxX, minY, maxY), Crs.of(crs))
                .orElseThrow();
        assertThat(box.west()).isCloseTo(west, within(1e-5));
        assertThat(box.south()).isCloseTo(south, within(1e-5));
        assertThat(box.east()).isCloseTo(east, within(1e-5));
        assertThat(box.north()).isCloseTo(north, within(1e-5));
    }

    @Test
    void aProjectedBoxAcrossTheAntimeridianStaysNarrow() {
        // New Zealand with the Chathams, which lie at 176 degrees west.
        LonLatBox box = Boxes.toLonLat(new Envelope(1_000_000, 2_500_000, 4_700_000, 6_300_000), Crs.of("EPSG:2193"))
                .orElseThrow();
        assertThat(box.west()).isBetween(160.0, 168.0);
        assertThat(box.east()).isBetween(183.0, 190.0);
        assertThat(box.contains(new LonLat(-176.5, -44))).isTrue();
        assertThat(box.contains(new LonLat(0, -44))).isFalse();
    }

    @Test
    void aProjectedBoxAroundAPoleIsNone() {
        assertThat(Boxes.toLonLat(new Envelope(-2e6, 2e6, -2e6, 2e6), Crs.of("EPSG:3031")))
                .isEmpty();
    }
}
