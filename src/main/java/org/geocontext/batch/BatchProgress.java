package org.geocontext.batch;

import java.time.Duration;
import java.util.Map;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param points written
 * @param mistakes points among them that could not be asked about
 * @param answers written, of all services
 * @param requests sent
 * @param recalled answers that were known before and not asked for
 * @param failures answers that are failures, by reason
 * @param cancelled whether the run was told to end
 */
public record BatchProgress(
        long points,
        long mistakes,
        long answers,
        long requests,
        long recalled,
        Map<Reason, Long> failures,
        Duration elapsed,
        boolean cancelled) {

    public BatchProgress {
        failures = Map.copyOf(failures);
    }

    /** Requests that asking for each answer alone would have taken besides. */
    public long saved() {
        return Math.max(0, answers - requests);
    }

    public double pointsPerSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? points / seconds : 0;
    }

    /**
     * How long the rest will take at the rate so far.
     *
     * @param total points of the input
     * @return null as long as nothing tells
     */
    public @Nullable Duration rest(long total) {
        double rate = pointsPerSecond();
        return rate > 0 ? Duration.ofMillis(Math.round(Math.max(0, total - points) / rate * 1000)) : null;
    }
}
