package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read replies. Each query has a lane of its own, and lanes take turns, so that a query with a
 * thousand replies delays another one's by one of them. Large replies wait by themselves, in lanes too: one thread
 * takes them first, the others only when nothing small waits, and one thread never does. Threads end when they have
 * been idle for a while. Every step takes the same time however much waits. Thread-safe.
 */
public final class FairExecutor implements AutoCloseable {

    /** Bytes from which on a reply is large: some milliseconds of reading. */
    static final int LARGE = 1 << 20;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long SHUTDOWN_SECONDS = 5;

    /** Asked to run {@link #runNext} once for each task. */
    private final ThreadPoolExecutor threads;

    private final int mostLarge;
    private final Turns small = new Turns();
    private final Turns large = new Turns();
    private int largeUnderWay;
    private boolean closed;

    /** @param threads at least 1; with one, large replies are read on it as well */
    public FairExecutor(int threads, ThreadFactory factory) {
        this(threads, factory, IDLE);
    }

    FairExecutor(int threads, ThreadFactory factory, Duration idle) {
        this.threads = new ThreadPoolExecutor(
                threads, threads, idle.toNanos(), TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), factory);
        this.threads.allowCoreThreadTimeOut(true);
        this.mostLarge = threads - 1;
    }

    /** A lane for one query; there is nothing to give back. */
    public Lane lane() {
        Queue<Runnable> smallTasks = new ArrayDeque<>();
        Queue<Runnable> largeTasks = new ArrayDeque<>();
        return (task, bytes) -> {
            if (bytes < LARGE) {
                execute(small, smallTasks, task);
            } else {
                execute(large, largeTasks, task);
            }
        };
    }

    private void execute(Turns turns, Queue<Runnable> lane, Runnable task) {
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the executor is closed");
            }
            turns.add(lane, task);
        }
        threads.execute(this::runNext);
    }

    /** Lanes that something waits in, each once, in the order of their turns. */
    private static final class Turns {

        private final Deque<Queue<Runnable>> lanes = new ArrayDeque<>();

        void add(Queue<Runnable> lane, Runnable task) {
            if (lane.isEmpty()) {
                lanes.add(lane);
            }
            lane.add(task);
        }

        boolean isEmpty() {
            return lanes.isEmpty();
        }

        Runnable take() {
            Queue<Runnable> lane = lanes.remove();
            Runnable task = lane.remove();
            if (!lane.isEmpty()) {
                lanes.add(lane);
            }
            return task;
        }
    }

    /** Nothing is done where all that waits is large and may not be begun: the end of a large task runs this again. */
    private void runNext() {
        Runnable task = next();
        if (task != null) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (closed) {
            return null;
        }
        if (mayBeginLarge()) {
            Runnable task = large.take();
            largeUnderWay++;
            return () -> runLarge(task);
        }
        return small.isEmpty() ? null : small.take();
    }

    private boolean mayBeginLarge() {
        boolean allowed = largeUnderWay == 0 || (small.isEmpty() && largeUnderWay < mostLarge);
        return allowed && !large.isEmpty();
    }

    private void runLarge(Runnable task) {
        try {
            task.run();
        } finally {
            endLarge();
        }
    }

    private synchronized void endLarge() {
        largeUnderWay--;
        if (!large.isEmpty() && !closed) {
            threads.execute(this::runNext);
        }
    }

    /** Ends what waits, interrupts what is under way, and waits some seconds for the threads to end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
