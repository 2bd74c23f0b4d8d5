package org.geocontext.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query that calls belong to: their common deadline, the unit of fairness between queries, and the switch that ends
 * them all. Identity matters; thread-safe.
 */
public final class CallScope {

    private final Deadline deadline;
    private @Nullable List<Runnable> onCancel = new ArrayList<>();

    public CallScope(Deadline deadline) {
        this.deadline = deadline;
    }

    public Deadline deadline() {
        return deadline;
    }

    public synchronized boolean isCancelled() {
        return onCancel == null;
    }

    /** Ends the scope: every registered action runs once, on this thread. Later calls do nothing. */
    public void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            if (onCancel == null) {
                return;
            }
            actions = onCancel;
            onCancel = null;
        }
        actions.forEach(Runnable::run);
    }

    /**
     * Runs the action when the scope is cancelled, at once if it already is.
     *
     * @return undoes the registration; to be called when the work has ended by itself
     */
    public Runnable onCancel(Runnable action) {
        synchronized (this) {
            if (onCancel != null) {
                onCancel.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Runnable action) {
        if (onCancel != null) {
            onCancel.remove(action);
        }
    }
}
