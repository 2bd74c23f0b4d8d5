package org.geocontext.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.geocontext.catalogue.Caller;

/**
 * Holds users to their limits. Administrators are users as well, as a script of theirs floods a host like anybody
 * else's; only the nameless administrator, which is the host itself or its owner, is let pass. Thread-safe.
 */
final class UserQuota {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** From so many users on, those who have asked for nothing of late are forgotten. */
    private static final int MANY = 1000;

    private static final String NOBODY = "";

    private final UserLimits limits;
    private final LongSupplier nanoTime;
    private final Map<String, Usage> users = new HashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    UserQuota(UserLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets a query begin.
     *
     * @return to be run when the query has ended; once
     * @throws QuotaExceededException if the caller has to wait
     */
    synchronized Runnable admit(Caller caller) throws QuotaExceededException {
        if (limits.equals(UserLimits.NONE) || caller.administrator() && caller.name() == null) {
            return () -> {};
        }
        long now = nanoTime.getAsLong();
        if (users.size() >= MANY) {
            users.values().removeIf(usage -> usage.isIdle(now));
        }
        String name = caller.name() == null ? NOBODY : caller.name();
        Usage usage = users.computeIfAbsent(name, user -> new Usage());
        usage.check(limits, now);
        usage.begin(limits, now);
        return () -> end(usage);
    }

    private synchronized void end(Usage usage) {
        usage.underWay--;
    }

    /** Of one user. */
    private static final class Usage {

        /** When queries of the last minute began; empty without a limit on them. */
        private final Deque<Long> begun = new ArrayDeque<>();

        private int underWay;

        void check(UserLimits limits, long now) throws QuotaExceededException {
            forgetBefore(now);
            int perMinute = limits.queriesPerMinute();
            if (perMinute > 0 && begun.size() >= perMinute) {
                throw QuotaExceededException.perMinute(perMinute, MINUTE.minusNanos(now - begun.element()));
            }
            int concurrent = limits.concurrentQueries();
            if (concurrent > 0 && underWay >= concurrent) {
                throw QuotaExceededException.concurrent(concurrent);
            }
        }

        void begin(UserLimits limits, long now) {
            if (limits.queriesPerMinute() > 0) {
                begun.add(now);
            }
            underWay++;
        }

        boolean isIdle(long now) {
            forgetBefore(now);
            return underWay == 0 && begun.isEmpty();
        }

        private void forgetBefore(long now) {
            while (!begun.isEmpty() && now - begun.element() >= MINUTE.toNanos()) {
                begun.remove();
            }
        }
    }
}
