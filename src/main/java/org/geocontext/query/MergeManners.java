package org.geocontext.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What an endpoint has shown about shared requests: how many layers they should hold, and which layers must be asked
 * alone.
 *
 * <p>Servers read the layers of a request one after another, so a large one can cost more time than it saves. The size
 * follows what is measured: it is halved when a full request takes clearly longer than a single one, down to single
 * requests, and grows step by step while it does not. To compare, a layer is taken aside now and then. Whatever was
 * learned to be bad is tried anew after an hour, because servers change. Thread-safe.
 */
final class MergeManners {

    /** A shared request may take this much longer than a single one, and as many times its time. */
    private static final Duration WORTH_WAITING = Duration.ofMillis(200);

    private static final double WORTH_TIMES = 2;

    /** Up to here it takes hardly longer than a single one. */
    private static final Duration HARDLY_LONGER = Duration.ofMillis(100);

    private static final double HARDLY_TIMES = 1.2;

    private static final int STEP = 5;

    private static final int MOST_TIMES = 4;

    private static final double WEIGHT_OF_NEWEST = 0.3;

    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();

    private static final int REQUESTS_BETWEEN_SAMPLES = 20;

    private static final long NANOS_BETWEEN_SAMPLES = Duration.ofMinutes(1).toNanos();

    private static final int MAX_ALONE = 10_000;

    private final MergeSettings settings;
    private final LongSupplier nanos;
    private final Map<String, Long> aloneSince = new HashMap<>();
    private int size;
    private long shrunkAt;
    private double singleNanos;
    private long singleAt;
    private int withoutSample;

    MergeManners(MergeSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.size = settings.on() ? settings.subjects() : 1;
    }

    /** Whether services share requests at all. */
    boolean areOn() {
        return settings.on();
    }

    /** How long a request for one subject takes; empty if none was answered yet. */
    synchronized Optional<Duration> singleTime() {
        return singleNanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.round(singleNanos)));
    }

    /** Most subjects for a request; 1 if sharing does not pay here. */
    synchronized int size() {
        boolean forgiven = settings.on() && size == 1 && nanos.getAsLong() - shrunkAt > MEMORY_NANOS;
        if (forgiven) {
            size = Math.min(2, settings.subjects());
        }
        return size;
    }

    /** Whether a subject has spoilt a request it was in. */
    synchronized boolean isAlone(String subject) {
        Long since = aloneSince.get(subject);
        return since != null && nanos.getAsLong() - since <= MEMORY_NANOS;
    }

    /** From now on the subject is asked alone. */
    synchronized void setAlone(String subject) {
        if (aloneSince.size() >= MAX_ALONE) {
            aloneSince.clear();
        }
        aloneSince.put(subject, nanos.getAsLong());
    }

    /** Whether it is time to take a layer aside and measure how long it takes alone. */
    synchronized boolean wantsSample() {
        boolean measuredLately = singleNanos > 0 && nanos.getAsLong() - singleAt < NANOS_BETWEEN_SAMPLES;
        return withoutSample >= REQUESTS_BETWEEN_SAMPLES && !measuredLately;
    }

    /** A request with one subject was answered. */
    synchronized void answeredSingle(Duration took) {
        withoutSample = 0;
        singleAt = nanos.getAsLong();
        singleNanos = singleNanos == 0
                ? took.toNanos()
                : WEIGHT_OF_NEWEST * took.toNanos() + (1 - WEIGHT_OF_NEWEST) * singleNanos;
    }

    /** A shared request was answered. */
    synchronized void answered(int subjects, Duration took) {
        withoutSample++;
        if (singleNanos == 0) {
            return;
        }
        long nanosTaken = took.toNanos();
        if (nanosTaken > WORTH_TIMES * singleNanos + WORTH_WAITING.toNanos()) {
            shrink(subjects);
        } else if (subjects >= size && nanosTaken <= HARDLY_TIMES * singleNanos + HARDLY_LONGER.toNanos()) {
            size = Math.min(size + STEP, settings.subjects() * MOST_TIMES);
        }
    }

    /** A shared request timed out or was too large for the server. */
    synchronized void overwhelmed(int subjects) {
        shrink(subjects);
    }

    private void shrink(int subjects) {
        size = Math.max(1, Math.min(size, subjects / 2));
        shrunkAt = nanos.getAsLong();
    }
}
