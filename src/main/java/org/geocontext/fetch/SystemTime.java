package org.geocontext.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The system's clocks, and alarms on one daemon thread. */
final class SystemTime implements Time, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;
    private final Set<Alarm> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SystemTime(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(action);
        pending.add(alarm);
        if (closed) {
            alarm.run();
            return () -> {};
        }
        Future<?> scheduled;
        try {
            scheduled = executor.schedule(alarm, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            alarm.run();
            return () -> {};
        }
        return () -> {
            pending.remove(alarm);
            scheduled.cancel(false);
        };
    }

    /** Goes off with every pending alarm at once, so that nothing waits for one that will never come. */
    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
        pending.forEach(Alarm::run);
        DaemonThreads.end(executor);
    }

    private final class Alarm implements Runnable {

        private final Runnable action;
        private final AtomicBoolean wentOff = new AtomicBoolean();

        Alarm(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            pending.remove(this);
            if (wentOff.compareAndSet(false, true)) {
                action.run();
            }
        }
    }
}
