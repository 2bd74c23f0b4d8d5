package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.cache.Answers.GOOD;
import static org.geocontext.cache.Answers.answer;
import static org.geocontext.cache.Answers.at;
import static org.geocontext.cache.Answers.inside;
import static org.geocontext.cache.Answers.key;
import static org.geocontext.cache.Answers.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.geocontext.geo.LonLat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {

    private static final String SQUARE = "POLYGON((26 -30, 27 -30, 27 -29, 26 -29, 26 -30))";
    private static final LonLat MIDDLE = new LonLat(26.5, -29.5);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    private AnswerCache<String> open() {
        return open(128L << 20, 1);
    }

    private AnswerCache<String> open(long maxBytes, int valueVersion) {
        CacheSettings settings = new CacheSettings(maxBytes, Duration.ofDays(1), directory);
        AnswerCache<String> cache = new AnswerCache<>(settings, new TextCodec(valueVersion), clock);
        cache.loaded().join();
        return cache;
    }

    private void put(AnswerCache<String> cache, String service, String value, Validity validity) {
        cache.put(key(service), answer(value, validity, clock));
    }

    private Optional<String> find(AnswerCache<String> cache, String service, LonLat point) {
        return cache.find(key(service), point).map(Hit::value);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Test
    void answersAreThereAfterARestart() {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "area", inside(SQUARE, 10));
            put(cache, "a", "radius", within(1, 1, 50));
            put(cache, "b", "reuse", new Validity.Reusable(new LonLat(2, 2), 500));
            cache.put(key("b"), new CachedAnswer<>("no source", null, at(3, 3), clock.instant(), GOOD));
        }
        try (AnswerCache<String> cache = open()) {
            Hit<String> area = cache.find(key("a"), MIDDLE).orElseThrow();
            assertThat(area.value()).isEqualTo("area");
            assertThat(area.source()).isEqualTo("http://localhost/wms?BBOX=area&I=50");
            assertThat(area.askedAt()).isEqualTo(clock.instant());
            assertThat(area.validity()).isEqualTo(inside(SQUARE, 10));
            assertThat(find(cache, "a", new LonLat(1.0001, 1))).contains("radius");
            assertThat(cache.find(key("b"), new LonLat(2.001, 2)).orElseThrow().kind())
                    .isEqualTo(HitKind.REUSE);
            assertThat(cache.find(key("b"), new LonLat(3, 3)).orElseThrow().source())
                    .isNull();
        }
    }

    @Test
    void answersAreThereAfterManyRestarts() {
        for (int i = 0; i < 5; i++) {
            try (AnswerCache<String> cache = open()) {
                put(cache, "a", "v" + i, at(i, 0));
            }
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(cache.statistics().total().entries()).isEqualTo(5);
        }
    }

    @Test
    void theNewestAnswersAfterARestartToo() {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "old", at(1, 1));
            clock.pass(Duration.ofSeconds(1));
            put(cache, "a", "new", at(1, 1));
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(find(cache, "a", new LonLat(1, 1))).contains("new");
            assertThat(cache.statistics().total().entries()).isEqualTo(1);
        }
    }

    @Test
    void whatIsOfNoUseAnyMoreIsNotRead() {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "old", at(1, 1));
        }
        clock.pass(GOOD.plus(Duration.ofDays(1)));
        try (AnswerCache<String> cache = open()) {
            assertThat(cache.statistics().total().entries()).isZero();
        }
    }

    @Test
    void whatIsStaleIsRead() {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "old", at(1, 1));
        }
        clock.pass(GOOD);
        try (AnswerCache<String> cache = open()) {
            assertThat(find(cache, "a", new LonLat(1, 1))).isEmpty();
            assertThat(cache.findStale(key("a"), new LonLat(1, 1))).isPresent();
        }
    }

    @Test
    void whatWasClearedDoesNotComeBack() throws IOException {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "a", at(1, 1));
            put(cache, "b", "b", at(1, 1));
            cache.flush();
            cache.clear(Set.of("a"));
            clock.pass(Duration.ofSeconds(1));
            put(cache, "a", "later", at(2, 2));
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(find(cache, "a", new LonLat(1, 1))).isEmpty();
            assertThat(find(cache, "a", new LonLat(2, 2))).contains("later");
            assertThat(find(cache, "b", new LonLat(1, 1))).contains("b");
            cache.clearAll();
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(cache.statistics().total().entries()).isZero();
        }
    }

    @Test
    void whatWasClearedIsNoLongerOnDisk() throws IOException {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "confidential", at(1, 1));
            cache.flush();
            assertThat(Files.readString(files().get(0), StandardCharsets.ISO_8859_1))
                    .contains("confidential");
            cache.clear(Set.of("a"));
            cache.flush();
            for (Path file : files()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("confidential");
            }
        }
    }

    @Test
    void aLayerSeenToOverlapIsKnownAfterARestart() {
        try (AnswerCache<String> cache = open()) {
            put(cache, "a", "area", inside(SQUARE, 10));
            cache.seenOverlapping(key("a"));
        }
        for (int restart = 0; restart < 2; restart++) {
            try (AnswerCache<String> cache = open()) {
                assertThat(cache.isOverlapping(key("a"))).isTrue();
                put(cache, "a", "area", inside(SQUARE, 10));
                assertThat(find(cache, "a", MIDDLE)).isEmpty();
            }
        }
    }

    @Test
    void aLayerSeenToOverlapIsKnownAfterEverythingWasWrittenAnew() {
        try (AnswerCache<String> cache = open()) {
            cache.seenOverlapping(key("a"));
            put(cache, "b", "b", at(1, 1));
            cache.flush();
            cache.clear(Set.of("b"));
            cache.flush();
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(cache.isOverlapping(key("a"))).isTrue();
        }
    }

    @Test
    void theFilesStayWithinTwiceTheMemory() throws IOException {
        String large = "x".repeat(10_000);
        try (AnswerCache<String> cache = open(1 << 20, 1)) {
            for (int i = 0; i < 4000; i++) {
                put(cache, "a", large + i, at(i / 100.0, 1));
                if (i % 100 == 0) {
                    cache.flush();
                    assertThat(bytesOnDisk()).isLessThan((8 << 20) + 2 * (1 << 20) + 2_000_000);
                }
            }
        }
        try (AnswerCache<String> cache = open(1 << 20, 1)) {
            assertThat(cache.statistics().total().entries()).isGreaterThan(40);
        }
    }

    @Test
    void everythingIsThereAfterItWasWrittenAnew() throws IOException {
        try (AnswerCache<String> cache = open()) {
            for (int round = 0; round < 30; round++) {
                for (int i = 0; i < 50; i++) {
                    put(cache, "a", "x".repeat(10_000) + round, within(i, 1, 100));
                }
                clock.pass(Duration.ofSeconds(1));
                cache.flush();
            }
            assertThat(bytesOnDisk()).isLessThan(10_000_000);
        }
        try (AnswerCache<String> cache = open()) {
            assertThat(cache.statistics().total().entries()).isEqualTo(50);
            assertThat(find(cache, "a", new LonLat(7, 1)).orElseThrow()).endsWith("x29");
        }
    }

    @Test
    void aFileOfAnotherVersionIsPutAside() throws IOException {
        try (AnswerCache<String> cache = open(1 << 20, 1)) {
            put(cache, "a", "v1", at(1, 1));
        }
        try (AnswerCache<String> cache = open(1 << 20, 2)) {
            assertThat(cache.statistics().total().entries()).isZero();
            put(cache, "a", "v2", at(1, 1));
        }
        assertThat(directory.resolve("answers-000001.log.aside")).exists();
        try (AnswerCache<String> cache = open(1 << 20, 2)) {
            assertThat(find(cache, "a", new LonLat(1, 1))).contains("v2");
        }
    }

    @Test
    void aSecondCacheOnTheSameDirectoryKeepsAnswersInMemoryOnly() {
        try (AnswerCache<String> first = open();
                AnswerCache<String> second = open()) {
            put(second, "a", "second's", at(1, 1));

            assertThat(find(second, "a", new LonLat(1, 1))).contains("second's");
            assertThat(second.statistics().persistence())
                    .isEqualTo("in memory only, since " + directory + " is already in use by this process");
            assertThat(first.statistics().persistence()).startsWith("in " + directory + ", ");
        }
        try (AnswerCache<String> third = open()) {
            assertThat(third.statistics().total().entries()).isZero();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeLeavesACacheInMemory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        CacheSettings settings = new CacheSettings(1 << 20, Duration.ofDays(1), file.resolve("below"));
        try (AnswerCache<String> cache = new AnswerCache<>(settings, new TextCodec(), clock)) {
            put(cache, "a", "x", at(1, 1));

            assertThat(find(cache, "a", new LonLat(1, 1))).contains("x");
            assertThat(cache.statistics().persistence()).startsWith("in memory only, since ");
        }
    }

    @Test
    void whateverHappensToAFileTheRestOfItIsRead() throws IOException {
        byte[] intact = someAnswers();
        Random random = new Random(7);
        int all = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = intact.clone();
            int flips = random.nextInt(3);
            for (int flip = 0; flip <= flips; flip++) {
                // What comes before is the header, a key and a pattern: without them the answers are lost.
                int place = 400 + random.nextInt(damaged.length - 400);
                damaged[place] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(3) == 0) {
                damaged = cutOut(damaged, 400 + random.nextInt(damaged.length - 400), random.nextInt(2000));
            }
            all += assertTrue(damaged, 150);
        }
        assertThat(all).isGreaterThan(300 * 185);
    }

    @Test
    void whateverIsCutOffAFileTheRestOfItIsRead() throws IOException {
        byte[] intact = someAnswers();
        int before = 0;
        for (int length = 0; length <= intact.length; length += 37) {
            int now = assertTrue(Arrays.copyOf(intact, length), before);
            assertThat(now).isBetween(before, before + 1);
            before = now;
        }
        assertThat(assertTrue(intact, 0)).isEqualTo(200);
    }

    @Test
    void whateverHappensToAnyByteNothingUntrueIsRead() throws IOException {
        byte[] intact = someAnswers();
        for (int place = 0; place < 1000; place++) {
            byte[] damaged = intact.clone();
            damaged[place] ^= (byte) (1 << (place % 8));
            assertTrue(damaged, 0);
        }
    }

    private static byte[] cutOut(byte[] bytes, int place, int length) {
        byte[] rest = new byte[Math.max(place, bytes.length - length)];
        System.arraycopy(bytes, 0, rest, 0, place);
        System.arraycopy(bytes, bytes.length - (rest.length - place), rest, place, rest.length - place);
        return rest;
    }

    /** A file of 200 answers; the value says where it is true. */
    private byte[] someAnswers() throws IOException {
        try (AnswerCache<String> cache = open()) {
            for (int i = 0; i < 200; i++) {
                put(cache, "a", "v" + i, i % 2 == 0 ? at(i / 10.0, 1) : within(i / 10.0, 1, 50));
            }
        }
        byte[] bytes = Files.readAllBytes(files().get(0));
        Files.delete(files().get(0));
        return bytes;
    }

    /** Reads a file, looks that nothing in it is untrue, and returns how many answers there were. */
    private int assertTrue(byte[] file, int least) throws IOException {
        Path path = directory.resolve("answers-000001.log");
        Files.write(path, file);
        int found = 0;
        try (AnswerCache<String> cache = open()) {
            for (int i = 0; i < 200; i++) {
                Optional<Hit<String>> hit = cache.find(key("a"), new LonLat(i / 10.0, 1));
                if (hit.isPresent()) {
                    assertThat(hit.get().value()).isEqualTo("v" + i);
                    assertThat(hit.get().source()).isEqualTo("http://localhost/wms?BBOX=v" + i + "&I=50");
                    found++;
                }
            }
            assertThat(cache.statistics().total().entries()).isEqualTo(found);
        }
        for (Path each : files()) {
            Files.delete(each);
        }
        assertThat(found).isGreaterThanOrEqualTo(least);
        return found;
    }
}
