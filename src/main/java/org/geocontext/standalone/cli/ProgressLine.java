package org.geocontext.standalone.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.geocontext.batch.BatchProgress;

/**
 * Shows on standard error how far a run has come: on a terminal as a bar that is drawn anew, else as a line now and
 * then.
 */
final class ProgressLine implements AutoCloseable {

    private static final int BAR = 24;
    private static final long REDRAWN_MILLIS = 250;
    private static final long TOLD_MILLIS = 10_000;

    private final Console console;
    private final Supplier<BatchProgress> progress;
    private final long total;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /** @param total points of the input; -1 if that is not known */
    private ProgressLine(Console console, Supplier<BatchProgress> progress, long total) {
        this.console = console;
        this.progress = progress;
        this.total = total;
        this.thread = new Thread(this::show, "geocontext-progress");
        thread.setDaemon(true);
    }

    static ProgressLine start(Console console, Supplier<BatchProgress> progress, long total) {
        ProgressLine line = new ProgressLine(console, progress, total);
        line.thread.start();
        return line;
    }

    private void show() {
        long pause = console.terminal() ? REDRAWN_MILLIS : TOLD_MILLIS;
        try {
            while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
                draw(progress.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(BatchProgress now) {
        if (console.terminal()) {
            console.err().print("\r" + bar(now, total) + text(now, total) + "\u001b[K");
        } else {
            console.err().println(text(now, total));
        }
        console.err().flush();
    }

    private static String bar(BatchProgress now, long total) {
        if (total <= 0) {
            return "";
        }
        int filled = (int) Math.min(BAR, BAR * now.points() / total);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] ";
    }

    /** As in {@code 1200 of 27000 points, 850/s, 31 requests, 12 failed, 30 s left}. */
    static String text(BatchProgress now, long total) {
        StringBuilder text = new StringBuilder();
        text.append(now.points())
                .append(total < 0 ? "" : " of " + total)
                .append(" points, ")
                .append(String.format(Locale.ROOT, "%.0f", now.pointsPerSecond()))
                .append("/s, ")
                .append(Words.count(now.requests(), "request"));
        long failed =
                now.failures().values().stream().mapToLong(Long::longValue).sum();
        if (failed > 0) {
            text.append(", ").append(failed).append(" failed");
        }
        Duration rest = total < 0 ? null : now.rest(total);
        if (rest != null) {
            text.append(", ").append(shown(rest)).append(" left");
        }
        return text.toString();
    }

    static String shown(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
    }

    /** Leaves a line that is drawn anew to what comes next. */
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (console.terminal()) {
            console.err().print("\r\u001b[K");
            console.err().flush();
        }
    }
}
