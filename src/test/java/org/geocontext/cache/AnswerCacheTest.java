package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.geocontext.cache.Answers.GOOD;
import static org.geocontext.cache.Answers.answer;
import static org.geocontext.cache.Answers.at;
import static org.geocontext.cache.Answers.inside;
import static org.geocontext.cache.Answers.key;
import static org.geocontext.cache.Answers.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geocontext.geo.LonLat;
import org.geocontext.metrics.GeoContextMetrics;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final String SQUARE = "POLYGON((26 -30, 27 -30, 27 -29, 26 -29, 26 -30))";
    private static final LonLat MIDDLE = new LonLat(26.5, -29.5);

    private final ManualClock clock = new ManualClock();
    private final AnswerCache<String> cache = cacheOf(CacheSettings.DEFAULT.maxBytes());

    private AnswerCache<String> cacheOf(long maxBytes) {
        return new AnswerCache<>(new CacheSettings(maxBytes, Duration.ofDays(1), null), new TextCodec(), clock);
    }

    private Optional<String> find(LonLat point) {
        return cache.find(key("a"), point).map(Hit::value);
    }

    private void put(String value, Validity validity) {
        cache.put(key("a"), answer(value, validity, clock));
    }

    @Test
    void nothingIsFoundInAnEmptyCache() {
        assertThat(cache.find(key("a"), MIDDLE)).isEmpty();
        assertThat(cache.findStale(key("a"), MIDDLE)).isEmpty();
    }

    @Test
    void aHitIsWhatWasPut() {
        Instant asked = clock.instant();
        put("fynbos", inside(SQUARE, 10));
        clock.pass(Duration.ofMinutes(5));

        Hit<String> hit = cache.find(key("a"), MIDDLE).orElseThrow();

        assertThat(hit.value()).isEqualTo("fynbos");
        assertThat(hit.kind()).isEqualTo(HitKind.POLYGON);
        assertThat(hit.source()).isEqualTo("http://localhost/wms?BBOX=fynbos&I=50");
        assertThat(hit.askedAt()).isEqualTo(asked);
        assertThat(hit.validity()).isEqualTo(inside(SQUARE, 10));
    }

    @Test
    void anAnswerWithoutSourceHasNone() {
        cache.put(key("a"), new CachedAnswer<>("x", null, at(1, 2), clock.instant(), GOOD));

        assertThat(cache.find(key("a"), new LonLat(1, 2)).orElseThrow().source())
                .isNull();
    }

    @Test
    void everyKindOfValidityIsFound() {
        put("point", at(1, 1));
        put("radius", within(2, 2, 50));
        put("reuse", new Validity.Reusable(new LonLat(3, 3), 500));
        put("polygon", inside(SQUARE, 0));

        assertThat(kind(1, 1)).contains(HitKind.POINT);
        assertThat(kind(2.0001, 2)).contains(HitKind.RADIUS);
        assertThat(kind(3.001, 3)).contains(HitKind.REUSE);
        assertThat(kind(26.2, -29.3)).contains(HitKind.POLYGON);
        assertThat(kind(1.0001, 1)).isEmpty();
    }

    private Optional<HitKind> kind(double lon, double lat) {
        return cache.find(key("a"), new LonLat(lon, lat)).map(Hit::kind);
    }

    @Test
    void aKeyAnswersForItselfOnly() {
        put("a's", at(1, 1));

        assertThat(cache.find(key("b"), new LonLat(1, 1))).isEmpty();
        assertThat(cache.find(new CacheKey(key("a").fingerprint(), "a", "name", false, 20, true), new LonLat(1, 1)))
                .isEmpty();
    }

    @Test
    void theNewestAnswers() {
        put("old polygon", inside(SQUARE, 0));
        clock.pass(Duration.ofSeconds(1));
        put("radius", within(26.5, -29.5, 100));
        clock.pass(Duration.ofSeconds(1));
        put("point", at(26.5, -29.5));
        assertThat(find(MIDDLE)).contains("point");

        clock.pass(Duration.ofSeconds(1));
        put("new polygon", inside(SQUARE, 0));
        assertThat(find(MIDDLE)).contains("new polygon");
    }

    @Test
    void anAnswerThatWasAskedEarlierDoesNotReplaceALaterOne() {
        CachedAnswer<String> earlier = answer("earlier", at(1, 1), clock);
        clock.pass(Duration.ofSeconds(1));
        put("later", at(1, 1));
        cache.put(key("a"), earlier);

        assertThat(find(new LonLat(1, 1))).contains("later");
    }

    @Test
    void anAnswerForTheSameTakesTheOldOnesPlace() {
        for (int i = 0; i < 10; i++) {
            put("v" + i, inside(SQUARE, 10));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(cache.statistics().total().entries()).isEqualTo(1);
        assertThat(find(MIDDLE)).contains("v9");
    }

    @Test
    void anExpiredAnswerIsOnlyForAFailingOrigin() {
        put("old", at(1, 1));
        LonLat point = new LonLat(1, 1);
        clock.pass(GOOD.minusMillis(1));
        assertThat(find(point)).contains("old");

        clock.pass(Duration.ofMillis(1));
        assertThat(find(point)).isEmpty();
        assertThat(cache.findStale(key("a"), point)).map(Hit::value).contains("old");
    }

    @Test
    void anAnswerIsGoneWhenItHasBeenStaleForTooLong() {
        put("old", at(1, 1));
        clock.pass(GOOD.plus(Duration.ofDays(1)));

        assertThat(cache.findStale(key("a"), new LonLat(1, 1))).isEmpty();
        assertThat(cache.statistics().total().entries()).isZero();
        assertThat(cache.statistics().total().bytes()).isZero();
    }

    @Test
    void aGoodAnswerMayStandInForAFailingOriginToo() {
        put("good", at(1, 1));

        assertThat(cache.findStale(key("a"), new LonLat(1, 1)).orElseThrow().value())
                .isEqualTo("good");
    }

    @Test
    void whatDoesNotFitGoes() {
        AnswerCache<String> small = cacheOf(100_000);
        for (int i = 0; i < 2000; i++) {
            small.put(key("a"), answer("v" + i, at(i / 100.0, 1), clock));
        }
        int found = 0;
        for (int i = 0; i < 2000; i++) {
            found += small.find(key("a"), new LonLat(i / 100.0, 1)).isPresent() ? 1 : 0;
        }

        CacheStatistics.Counts total = small.statistics().total();
        assertThat(total.bytes()).isBetween(50_000L, 100_000L);
        assertThat(total.entries()).isEqualTo(found);
        assertThat(total.evictions()).isEqualTo(2000 - found);
    }

    @Test
    void aCacheWithoutBytesKeepsNothing() {
        AnswerCache<String> none = cacheOf(0);
        none.put(key("a"), answer("x", at(1, 1), clock));

        assertThat(none.find(key("a"), new LonLat(1, 1))).isEmpty();
        assertThat(none.statistics().total().entries()).isZero();
    }

    @Test
    void shapesThatCoverEachOtherManyTimesOverAreBounded() {
        for (int i = 0; i < 1000; i++) {
            put("v" + i, within(26.5 + i * 1e-9, -29.5, 100));
            clock.pass(Duration.ofMillis(1));
        }

        assertThat(cache.statistics().total().entries()).isLessThanOrEqualTo(AnswerIndex.MAX_IN_CELL);
        assertThat(find(MIDDLE)).contains("v999");
    }

    @Test
    void aLayerSeenToOverlapLosesItsAreas() {
        CacheKey wide = new CacheKey(key("a").fingerprint(), "a", "name", false, 5000, true);
        put("area", inside(SQUARE, 0));
        put("point", at(1, 1));
        cache.put(wide, answer("wide area", inside(SQUARE, 0), clock));

        cache.seenOverlapping(key("a"));

        assertThat(cache.isOverlapping(wide)).isTrue();
        assertThat(find(MIDDLE)).isEmpty();
        assertThat(cache.find(wide, MIDDLE)).isEmpty();
        assertThat(find(new LonLat(1, 1))).contains("point");
    }

    @Test
    void aLayerSeenToOverlapGetsNoAreasAnyMore() {
        cache.seenOverlapping(key("a"));
        put("area", inside(SQUARE, 0));
        cache.put(key("b"), answer("b's", inside(SQUARE, 0), clock));

        assertThat(find(MIDDLE)).isEmpty();
        assertThat(cache.find(key("b"), MIDDLE)).isPresent();
    }

    @Test
    void servicesAreCleared() {
        for (String service : List.of("a", "b", "c")) {
            cache.put(key(service), answer(service, at(1, 1), clock));
        }

        cache.clear(Set.of("a", "b"));

        assertThat(cache.find(key("a"), new LonLat(1, 1))).isEmpty();
        assertThat(cache.find(key("b"), new LonLat(1, 1))).isEmpty();
        assertThat(cache.find(key("c"), new LonLat(1, 1))).isPresent();
    }

    @Test
    void clearingForgetsThatALayerOverlaps() {
        cache.seenOverlapping(key("a"));
        cache.clear(Set.of("a"));
        clock.pass(Duration.ofMillis(1));
        put("area", inside(SQUARE, 0));

        assertThat(find(MIDDLE)).contains("area");
    }

    @Test
    void whatWasAskedBeforeAClearIsNotKept() {
        CachedAnswer<String> late = answer("late", at(1, 1), clock);
        clock.pass(Duration.ofSeconds(1));
        cache.clearAll();
        cache.put(key("a"), late);
        assertThat(find(new LonLat(1, 1))).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        put("new", at(1, 1));
        assertThat(find(new LonLat(1, 1))).contains("new");
    }

    @Test
    void aHitKnowsHowOldItIs() {
        put("x", at(1, 1));
        clock.pass(Duration.ofMinutes(3));

        assertThat(cache.find(key("a"), new LonLat(1, 1)).orElseThrow().age()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void lookingCountsNothing() {
        put("x", at(1, 1));
        find(new LonLat(1, 1));
        find(new LonLat(2, 2));

        assertThat(cache.statistics().total().allHits()).isZero();
        assertThat(cache.statistics().total().misses()).isZero();
    }

    @Test
    void statisticsAreByServiceAndInTotal() {
        put("x", at(1, 1));
        cache.find(key("a"), new LonLat(1, 1)).orElseThrow().use();
        cache.findStale(key("a"), new LonLat(1, 1)).orElseThrow().use();
        cache.missed("a");
        cache.missed("b");

        CacheStatistics statistics = cache.statistics();

        CacheStatistics.Counts a = statistics.services().get("a");
        assertThat(a.hits()).containsEntry(HitKind.POINT, 1L).containsEntry(HitKind.POLYGON, 0L);
        assertThat(a.misses()).isEqualTo(1);
        assertThat(a.stale()).isEqualTo(1);
        assertThat(a.entries()).isEqualTo(1);
        assertThat(statistics.total().misses()).isEqualTo(2);
        assertThat(statistics.total().allHits()).isEqualTo(1);
        assertThat(statistics.persistence()).isEqualTo("in memory only");
    }

    @Test
    void theMetersShowWhatHappened() {
        try (GeoContextMetrics metrics = new GeoContextMetrics();
                AnswerCache<String> shown = AnswerCache.open(CacheSettings.DEFAULT, new TextCodec(), metrics)) {
            shown.put(key("a"), new CachedAnswer<>("x", null, at(1, 1), Instant.now(), GOOD));
            shown.find(key("a"), new LonLat(1, 1)).orElseThrow().use();
            shown.missed("a");

            assertThat(metrics.scrape())
                    .contains("geocontext_cache_hits_total{kind=\"point\"} 1.0")
                    .contains("geocontext_cache_hits_total{kind=\"polygon\"} 0.0")
                    .contains("geocontext_cache_misses_total 1.0")
                    .contains("geocontext_cache_entries 1.0")
                    .containsPattern("geocontext_cache_bytes [34]\\d\\d\\.0");
        }
    }

    @Test
    void anAnswerThatIsNeverGoodIsRefused() {
        assertThatThrownBy(() -> new CachedAnswer<>("x", null, at(1, 1), clock.instant(), Duration.ZERO))
                .hasMessage("goodFor: PT0S (expected: above 0)");
    }

    @Test
    void manyThreadsSeeOnlyWhatIsTrue() throws Exception {
        AnswerCache<String> shared = cacheOf(200_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(thread);
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        work(shared, random);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shared.statistics().total().bytes()).isBetween(0L, 200_000L);
        shared.clearAll();
        assertThat(shared.statistics().total().entries()).isZero();
        assertThat(shared.statistics().total().bytes()).isZero();
    }

    /** Puts, looks up, clears; the value says where it is true. */
    private void work(AnswerCache<String> shared, Random random) {
        CacheKey key = key("s" + random.nextInt(3));
        int lon = random.nextInt(100);
        switch (random.nextInt(100)) {
            case 0 -> shared.clear(Set.of(key.service()));
            case 1, 2, 3, 4, 5 -> clock.pass(Duration.ofMillis(1));
            default -> {
                if (random.nextInt(3) == 0) {
                    shared.put(key, answer(key.service() + lon, within(lon, 0, random.nextInt(3) * 100), clock));
                } else {
                    shared.find(key, new LonLat(lon, 0))
                            .ifPresent(hit -> assertThat(hit.value()).isEqualTo(key.service() + lon));
                }
            }
        }
    }
}
