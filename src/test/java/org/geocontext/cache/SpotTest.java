package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.junit.jupiter.api.Test;

class SpotTest {

    @Test
    void aSinglePointIsComparedExactly() {
        Spot spot = new Spot(new LonLat(26.1, -29.2), 0, false);

        assertThat(spot.holds(26.1, -29.2)).isTrue();
        assertThat(spot.holds(Math.nextUp(26.1), -29.2)).isFalse();
        assertThat(spot.holds(26.1, Math.nextDown(-29.2))).isFalse();
    }

    @Test
    void zeroHasNoSign() {
        assertThat(new Spot(new LonLat(-0.0, 0.0), 0, false)).isEqualTo(new Spot(new LonLat(0.0, -0.0), 0, false));
        assertThat(new Spot(new LonLat(0.0, 0.0), 0, false).holds(-0.0, -0.0)).isTrue();
    }

    @Test
    void theAntimeridianHasTwoLongitudes() {
        assertThat(new Spot(new LonLat(-180, 10), 0, false)).isEqualTo(new Spot(new LonLat(180, 10), 0, false));
        assertThat(new Spot(new LonLat(180, 10), 0, false).holds(-180, 10)).isTrue();
        assertThat(new Spot(new LonLat(179.9999, 10), 50, false).holds(-179.9999, 10))
                .isTrue();
    }

    @Test
    void aRadiusIsGeodesic() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            LonLat centre = new LonLat(random.nextDouble() * 360 - 180, random.nextDouble() * 180 - 90);
            LonLat other = new LonLat(
                    Math.max(-180, Math.min(180, centre.lon() + random.nextGaussian() / 100)),
                    Math.max(-90, Math.min(90, centre.lat() + random.nextGaussian() / 100)));
            double metres = random.nextDouble() * 3000;

            assertThat(new Spot(centre, metres, false).holds(other.lon(), other.lat()))
                    .isEqualTo(Geodesy.distanceMetres(centre, other) <= metres);
        }
    }

    @Test
    void aDeclaredDistanceIsReuseUnlessThePointIsTheSame() {
        Spot declared = new Spot(new LonLat(26, -29), 100, true);

        assertThat(declared.kind(26, -29)).isEqualTo(HitKind.POINT);
        assertThat(declared.kind(26.0001, -29)).isEqualTo(HitKind.REUSE);
        assertThat(new Spot(new LonLat(26, -29), 100, false).kind(26, -29)).isEqualTo(HitKind.RADIUS);
    }
}
