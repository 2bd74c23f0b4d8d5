package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairExecutorTest {

    private static final long LARGE = FairExecutor.LARGE;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Gate> gates = new CopyOnWriteArrayList<>();
    private FairExecutor executor = executor(1);

    private FairExecutor executor(int size) {
        return new FairExecutor(size, this::daemon, Duration.ofSeconds(30));
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @AfterEach
    void close() {
        gates.forEach(Gate::open);
        executor.close();
    }

    /** A task that holds its thread until it is told to go on. */
    private final class Gate implements Runnable {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Gate() {
            gates.add(this);
        }

        @Override
        public void run() {
            entered.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void open() {
            opened.countDown();
        }

        void awaitEntered() throws InterruptedException {
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Gate entered(Lane lane, long bytes) throws InterruptedException {
        Gate gate = new Gate();
        lane.execute(gate, bytes);
        gate.awaitEntered();
        return gate;
    }

    private void execute(Lane lane, long bytes, int count, IntFunction<String> name) {
        for (int i = 0; i < count; i++) {
            String task = name.apply(i);
            lane.execute(() -> done.add(task), bytes);
        }
    }

    private void awaitTasks(int count) throws InterruptedException {
        Lane lane = executor.lane();
        while (done.size() < count) {
            CountDownLatch passed = new CountDownLatch(1);
            lane.execute(passed::countDown);
            assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aQueryWithAThousandRepliesDelaysAnotherByOne() throws InterruptedException {
        Gate gate = entered(executor.lane(), 0);
        execute(executor.lane(), 0, 1000, i -> "many");
        Lane other = executor.lane();
        CountDownLatch read = new CountDownLatch(1);
        other.execute(
                () -> {
                    done.add("one");
                    read.countDown();
                },
                0);
        gate.open();
        assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.indexOf("one")).isEqualTo(1);
    }

    @Test
    void lanesTakeTurnsAndKeepTheirOrder() throws InterruptedException {
        Gate gate = entered(executor.lane(), 0);
        execute(executor.lane(), 0, 3, i -> "a" + i);
        execute(executor.lane(), 0, 2, i -> "b" + i);
        execute(executor.lane(), 0, 1, i -> "c" + i);
        gate.open();
        awaitTasks(6);
        assertThat(done).containsExactly("a0", "b0", "c0", "a1", "b1", "a2");
    }

    @Test
    void smallRepliesAreReadWhileLargeOnesOfTheSameQueryAre() throws InterruptedException {
        executor = executor(2);
        Lane lane = executor.lane();
        entered(lane, LARGE);
        execute(lane, LARGE, 5, i -> "large");
        execute(lane, LARGE - 1, 3, i -> "small");
        awaitTasks(3);
        assertThat(done).containsOnly("small");
    }

    @Test
    void largeRepliesAreReadOneAfterAnotherOnTwoThreads() throws InterruptedException {
        executor = executor(2);
        Gate first = entered(executor.lane(), LARGE);
        execute(executor.lane(), LARGE, 2, i -> "next" + i);
        first.open();
        awaitTasks(2);
        assertThat(done).containsExactly("next0", "next1");
    }

    @Test
    void idleThreadsButOneReadLargeReplies() throws InterruptedException {
        executor = executor(3);
        Lane lane = executor.lane();
        entered(lane, LARGE);
        Gate second = entered(lane, LARGE);
        execute(lane, LARGE, 1, i -> "third");
        execute(lane, 0, 1, i -> "small");
        awaitTasks(1);
        assertThat(done).containsExactly("small");
        second.open();
        awaitTasks(2);
        assertThat(done).containsExactly("small", "third");
    }

    @Test
    void aLargeReplyIsReadHoweverManySmallOnesWait() throws InterruptedException {
        Gate gate = entered(executor.lane(), 0);
        execute(executor.lane(), 0, 100, i -> "small");
        execute(executor.lane(), LARGE, 1, i -> "large");
        gate.open();
        awaitTasks(101);
        assertThat(done.indexOf("large")).isZero();
    }

    @Test
    void aTaskThatThrowsCostsTheOthersNothing() throws InterruptedException {
        executor = new FairExecutor(1, work -> {
            Thread thread = daemon(work);
            thread.setUncaughtExceptionHandler((failed, error) -> done.add(error.getMessage()));
            return thread;
        });
        for (long bytes : List.of(0L, LARGE)) {
            executor.lane()
                    .execute(
                            () -> {
                                throw new IllegalStateException("failed");
                            },
                            bytes);
        }
        execute(executor.lane(), LARGE, 1, i -> "large");
        execute(executor.lane(), 0, 1, i -> "small");
        awaitTasks(4);
        assertThat(done).containsExactlyInAnyOrder("failed", "failed", "large", "small");
    }

    @Test
    void threadsEndWhenTheyAreIdle() throws InterruptedException {
        executor = new FairExecutor(2, this::daemon, Duration.ofMillis(1));
        execute(executor.lane(), 0, 1, i -> "small");
        execute(executor.lane(), LARGE, 1, i -> "large");
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(done).containsExactlyInAnyOrder("small", "large");
    }

    @Test
    void closedItTakesNothingAndBeginsNothing() throws InterruptedException {
        Lane lane = executor.lane();
        entered(lane, 0);
        execute(lane, 0, 1, i -> "small");
        execute(lane, LARGE, 1, i -> "large");
        executor.close();
        assertThatThrownBy(() -> lane.execute(() -> done.add("late"))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> lane.execute(() -> done.add("late"), LARGE))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(done).isEmpty();
    }
}
