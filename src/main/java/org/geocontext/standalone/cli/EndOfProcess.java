package org.geocontext.standalone.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.geocontext.batch.BatchRun;

/** Cancels a run when the process is told to end, and gives it time to write what it has. */
final class EndOfProcess implements AutoCloseable {

    private static final int LONGEST_SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private EndOfProcess(BatchRun<?> run) {
        this.hook = new Thread(
                () -> {
                    run.cancel();
                    awaitEnd();
                },
                "geocontext-end");
    }

    static EndOfProcess cancels(BatchRun<?> run) {
        EndOfProcess end = new EndOfProcess(run);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private void awaitEnd() {
        try {
            ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException processEnds) {
            // The hook is running: it has been told.
        }
    }
}
