package org.geocontext.feature;

import java.time.Duration;
import java.util.Locale;

/** How long something takes, for a person: two units at most. */
final class SpanOfTime {

    private SpanOfTime() {}

    /** As in {@code 0.35 s}, {@code 1.2 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min} and {@code 3 d 4 h}. */
    static String text(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 0.995) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        } else if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(seconds / 3600);
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
