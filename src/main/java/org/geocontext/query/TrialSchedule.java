package org.geocontext.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.geocontext.source.Proof;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint is tried for a proof: at once, and after a failure a few times more with growing pauses and fewer
 * parts, because one odd layer spoils a trial; then once an hour. Thread-safe.
 */
final class TrialSchedule {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int PAUSE_GROWTH = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** More leave nothing of any number of parts. */
    private static final int MOST_HALVINGS = 30;

    private static final int MAX_PROOFS = 10_000;

    /**
     * @param failures in a row
     * @param nextAt when the next trial may begin; null while one is under way
     */
    private record Tried(int failures, @Nullable Long nextAt) {}

    private final LongSupplier nanos;
    private final Map<Proof, Tried> tried = new HashMap<>();

    TrialSchedule(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a trial may begin now; if so, none does until this one has failed. */
    synchronized boolean begin(Proof proof) {
        long now = nanos.getAsLong();
        Tried before = tried.getOrDefault(proof, new Tried(0, now));
        Long nextAt = before.nextAt();
        if (nextAt == null || now - nextAt < 0) {
            return false;
        }
        if (tried.size() >= MAX_PROOFS) {
            tried.clear();
        }
        tried.put(proof, new Tried(before.failures(), null));
        return true;
    }

    /**
     * How many parts the trial that has begun is held with, at least 2.
     *
     * @param most that a request may hold
     */
    synchronized int parts(Proof proof, int most) {
        return Math.max(2, most >> Math.min(failures(proof), MOST_HALVINGS));
    }

    /** The trial that has begun proved what it was for. */
    synchronized void succeeded(Proof proof) {
        tried.remove(proof);
    }

    /** The trial that has begun proved nothing. */
    synchronized void failed(Proof proof) {
        int failures = failures(proof);
        tried.put(
                proof,
                new Tried(failures + 1, nanos.getAsLong() + pause(failures).toNanos()));
    }

    private int failures(Proof proof) {
        Tried before = tried.get(proof);
        return before == null ? 0 : before.failures();
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE;
        for (int i = 0; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(PAUSE_GROWTH);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
