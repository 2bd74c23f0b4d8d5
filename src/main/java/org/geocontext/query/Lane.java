package org.geocontext.query;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Where one query has its replies read. */
public interface Lane extends Executor {

    /**
     * @param bytes of the reply that the task reads
     * @throws RejectedExecutionException if the engine is closed
     */
    void execute(Runnable task, long bytes);

    /** As {@link #execute(Runnable, long)} for what reads nothing. */
    @Override
    default void execute(Runnable task) {
        execute(task, 0);
    }
}
