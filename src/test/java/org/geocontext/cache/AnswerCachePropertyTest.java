package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.cache.Answers.GOOD;
import static org.geocontext.cache.Answers.answer;
import static org.geocontext.cache.Answers.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.geocontext.geo.LonLat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

/** Beside a list of all answers that is searched from its end. */
class AnswerCachePropertyTest {

    private record Listed(CacheKey key, CachedAnswer<String> answer) {

        boolean isFor(CacheKey other, LonLat point) {
            return key.equals(other) && Shape.of(answer.validity()).holds(point.lon(), point.lat());
        }

        boolean isGood(ManualClock clock, Duration longer) {
            return clock.instant().isBefore(answer.askedAt().plus(GOOD).plus(longer));
        }
    }

    private final ManualClock clock = new ManualClock();
    private final AnswerCache<String> cache = new AnswerCache<>(CacheSettings.DEFAULT, new TextCodec(), clock);
    private final List<Listed> list = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"26, -29, 0.5", "26, -29, 20", "180, 0, 0.02", "-179.9, 60, 5", "0, 89.9, 0.2", "10, -89, 30"})
    void aLookUpFindsTheNewestGoodAnswerThatHoldsThere(double lon, double lat, double spread) {
        RandomShapes shapes = new RandomShapes((long) (lon + spread * 10));
        int found = 0;
        for (int step = 0; step < 6000; step++) {
            LonLat point = place(shapes.random(), lon, lat, spread);
            CacheKey key = key("s" + shapes.random().nextInt(2));
            switch (shapes.random().nextInt(40)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> put(key, validity(shapes, point, spread), "v" + step);
                case 10 -> clock.pass(Duration.ofMinutes(shapes.random().nextInt(10)));
                case 11 -> clearSometimes(shapes.random(), key);
                default -> {
                    LonLat asked = shapes.random().nextBoolean() ? point : somewhereListed(shapes.random(), point);
                    assertThat(cache.find(key, asked).map(Hit::value)).isEqualTo(expected(key, asked, Duration.ZERO));
                    assertThat(cache.findStale(key, asked).map(Hit::value))
                            .isEqualTo(expected(key, asked, Duration.ofDays(1)));
                    found += expected(key, asked, Duration.ZERO).isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private void put(CacheKey key, Validity validity, String value) {
        clock.pass(Duration.ofMillis(1));
        CachedAnswer<String> answer = answer(value, validity, clock);
        list.add(new Listed(key, answer));
        cache.put(key, answer);
    }

    private void clearSometimes(Random random, CacheKey key) {
        if (random.nextInt(10) == 0) {
            cache.clear(Set.of(key.service()));
            list.removeIf(listed -> listed.key().equals(key));
            clock.pass(Duration.ofMillis(1));
        }
    }

    private Optional<String> expected(CacheKey key, LonLat point, Duration longer) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).isFor(key, point) && list.get(i).isGood(clock, longer)) {
                return Optional.of(list.get(i).answer().value());
            }
        }
        return Optional.empty();
    }

    private Validity validity(RandomShapes shapes, LonLat point, double spread) {
        double size = spread * Math.pow(2, -shapes.random().nextInt(8));
        return switch (shapes.random().nextInt(4)) {
            case 0 -> new Validity.Within(point, 0);
            case 1 -> new Validity.Within(point, 30_000 * size);
            case 2 -> new Validity.Reusable(point, 30_000 * size);
            default ->
                new Validity.Inside(
                        shapes.area(
                                point.lon(),
                                point.lat(),
                                size,
                                3 + shapes.random().nextInt(60)),
                        shapes.random().nextInt(3) * 10);
        };
    }

    private LonLat somewhereListed(Random random, LonLat otherwise) {
        if (list.isEmpty()) {
            return otherwise;
        }
        Validity validity = list.get(random.nextInt(list.size())).answer().validity();
        if (validity instanceof Validity.Within within) {
            return within.centre();
        } else if (validity instanceof Validity.Reusable reusable) {
            return reusable.centre();
        }
        Coordinate middle =
                ((Validity.Inside) validity).area().getInteriorPoint().getCoordinate();
        return lonLat(middle.x, middle.y);
    }

    private static LonLat place(Random random, double lon, double lat, double spread) {
        return lonLat(lon + spread * (random.nextDouble() - 0.5), lat + spread * (random.nextDouble() - 0.5));
    }

    private static LonLat lonLat(double lon, double lat) {
        double turned = lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
        return new LonLat(turned, Math.max(-90, Math.min(90, lat)));
    }
}
