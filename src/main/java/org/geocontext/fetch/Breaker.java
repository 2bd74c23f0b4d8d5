package org.geocontext.fetch;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.geocontext.http.Origin;

/**
 * Stops asking an origin while most requests to it fail, and tries it again after a while with a few. Thread-safe.
 *
 * <p>A failure is what shows that the server does not work, and that costs time: no connection, no reply in time, a 5xx
 * or a 429. Everything else is quick, is about one request, or is our own doing: a 404 or an OWS exception comes from a
 * server that works; an unknown name, a certificate, a denied address and a cancelled call say nothing about it. A
 * deadline is the caller's patience and counts only if the server had its time ({@link Verdict}).
 *
 * <p>A 429 or a 503 among many requests in flight may be all that is wrong with them being many, which is for the
 * {@link AdaptiveLimit} to see to. So such refusals count once nothing is in flight any more, and only those after the
 * last request that went well: a server that can do ten at once and refuses ninety keeps its breaker closed, one that
 * refuses all hundred does not.
 *
 * <p>What comes back for a request that was sent before the breaker opened does not count when it is being tried again.
 */
final class Breaker {

    private static final int WINDOW_SECONDS = 60;
    private static final int TRIES = 3;
    private static final int MOST_REFUSALS = 1_000;

    /** The library wants an exception for a failure, and only looks at its type. */
    private static final Exception FAILURE = new Failure();

    private final Origin origin;
    private final Duration openFor;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private volatile Instant openUntil = Instant.MIN;
    private int inFlight;
    private int refusals;

    Breaker(Origin origin, FetchSettings settings, Time time) {
        this.origin = origin;
        openFor = settings.breakerOpen();
        clock = new MonotonicClock(time);
        breaker = CircuitBreaker.of(origin.toString(), config(settings));
        if (settings.breakerFailurePercent() == 0) {
            breaker.transitionToDisabledState();
        }
    }

    private CircuitBreakerConfig config(FetchSettings settings) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(WINDOW_SECONDS)
                .minimumNumberOfCalls(settings.breakerMinCalls())
                .failureRateThreshold(Math.max(1, settings.breakerFailurePercent()))
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(TRIES)
                .build();
    }

    /** Whether no request passes. */
    boolean isOpen() {
        return state() == BreakerState.OPEN && clock.instant().isBefore(openUntil);
    }

    /** Why no request passes, or not this one. */
    String refusal() {
        if (state() == BreakerState.HALF_OPEN) {
            return "not sent: most calls to " + origin + " have failed lately, and it is being tried again with others";
        }
        Instant until = openUntil;
        return "not sent: most calls to " + origin + " have failed lately, so none is made until "
                + until.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Lets a request through, or says by being empty that it must not be sent. */
    synchronized Optional<Pass> tryPass() {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        inFlight++;
        return Optional.of(new Pass(state() == BreakerState.HALF_OPEN));
    }

    BreakerState state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            default -> BreakerState.CLOSED;
        };
    }

    /** Until when it is open; empty if it is not. */
    Optional<Instant> openUntil() {
        return state() == BreakerState.OPEN ? Optional.of(openUntil) : Optional.empty();
    }

    private synchronized void ended(Verdict verdict, boolean atTrial) {
        inFlight--;
        boolean outdated = !atTrial && state() == BreakerState.HALF_OPEN;
        if (!outdated) {
            count(verdict, atTrial);
        }
        if (inFlight == 0) {
            int refused = refusals;
            refusals = 0;
            for (int i = 0; i < refused; i++) {
                countFailure();
            }
        }
    }

    private void count(Verdict verdict, boolean atTrial) {
        switch (verdict) {
            case GOOD -> {
                refusals = 0;
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
            case FAILING, LATE -> countFailure();
            case BUSY, TOO_MUCH -> {
                if (atTrial) {
                    countFailure();
                } else {
                    refusals = Math.min(refusals + 1, MOST_REFUSALS);
                }
            }
            case NOTHING -> breaker.releasePermission();
        }
    }

    private void countFailure() {
        if (state() != BreakerState.OPEN) {
            openUntil = clock.instant().plus(openFor);
        }
        breaker.onError(0, TimeUnit.NANOSECONDS, FAILURE);
    }

    /** The right to send one request, and the duty to say what became of it. */
    final class Pass {

        private final boolean atTrial;

        private Pass(boolean atTrial) {
            this.atTrial = atTrial;
        }

        void ended(Verdict verdict) {
            Breaker.this.ended(verdict, atTrial);
        }
    }

    private static final class Failure extends Exception {

        Failure() {
            super("a request failed", null, false, false);
        }
    }

    /** The date as it was at first, moved on by the clock that nobody sets back. */
    private static final class MonotonicClock extends Clock {

        private final Time time;
        private final Instant began;
        private final long beganNanos;

        MonotonicClock(Time time) {
            this.time = time;
            began = time.now();
            beganNanos = time.nanos();
        }

        @Override
        public Instant instant() {
            return began.plus(time.since(beganNanos));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
