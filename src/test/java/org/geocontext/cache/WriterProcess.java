package org.geocontext.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * A process that puts answer after answer and writes the number of each when it has been put, with the time, until it
 * is killed or the numbers end. Then it writes how many it finds, and what becomes of them.
 */
final class WriterProcess {

    static final CacheKey KEY = Answers.key("a");

    private static final Geometry AREA = new RandomShapes(1).polygon(0, 0, 0.001, 200);

    private WriterProcess() {}

    /** @param arguments directory, first number, last number */
    public static void main(String[] arguments) {
        CacheSettings settings = new CacheSettings(256L << 20, Duration.ofDays(1), Path.of(arguments[0]));
        int first = Integer.parseInt(arguments[1]);
        int last = Integer.parseInt(arguments[2]);
        try (AnswerCache<String> cache = new AnswerCache<>(settings, new TextCodec(), Clock.systemUTC())) {
            for (int i = first; i <= last; i++) {
                cache.put(KEY, answer(i));
                System.out.println(i + " " + System.currentTimeMillis() + " .");
                LockSupport.parkNanos(100_000);
            }
            cache.flush();
            int found = 0;
            for (int i = first; i <= last; i++) {
                found += cache.find(KEY, place(i)).isPresent() ? 1 : 0;
            }
            System.out.println("found " + found + ", " + cache.statistics().persistence());
        }
    }

    /** For a place of its own, which its value tells too; of a few kilobytes. */
    private static CachedAnswer<String> answer(int i) {
        Geometry area = AffineTransformation.translationInstance(place(i).lon(), place(i).lat())
                .transform(AREA);
        return Answers.answer("v" + i, new Validity.Inside(area, 0), Clock.systemUTC());
    }

    static LonLat place(int i) {
        return new LonLat(i % 300 * 0.01, i / 300 * 0.01);
    }

    /** @param prefix of the command, as in a shell that sets limits */
    static Process start(Path directory, int first, int last, String... prefix) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                directory.toString(),
                String.valueOf(first),
                String.valueOf(last));
        return new ProcessBuilder(
                        Stream.concat(Stream.of(prefix), java.stream()).toList())
                .start();
    }
}
