package org.geocontext.batch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.Status;

/** Counts what a run does. Thread-safe. */
final class Tally {

    private final long startedAt = System.nanoTime();
    private final AtomicLong requests = new AtomicLong();
    private final Map<Reason, Long> failures = new EnumMap<>(Reason.class);
    private long points;
    private long mistakes;
    private long answers;
    private long recalled;

    void requested() {
        requests.incrementAndGet();
    }

    synchronized void written(BatchRow<?> row) {
        points++;
        if (row.mistake() != null) {
            mistakes++;
        }
        answers += row.values().size();
        for (ContextValue value : row.values()) {
            if (value.cached()) {
                recalled++;
            }
            if (value.status() == Status.FAILED && value.reason() != null) {
                failures.merge(value.reason(), 1L, Long::sum);
            }
        }
    }

    synchronized BatchProgress progress(boolean cancelled) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        return new BatchProgress(points, mistakes, answers, requests.get(), recalled, failures, elapsed, cancelled);
    }
}
