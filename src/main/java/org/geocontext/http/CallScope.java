package org.geocontext.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query that calls belong to: their common deadline, the unit of fairness between queries, and the switch that ends
 * them all. Work of a query that others may come to share has a scope {@linkplain #beside beside} the query's, work
 * that ends with another {@linkplain #within within} it. Identity matters; thread-safe.
 */
public final class CallScope {

    private final @Nullable CallScope within;
    private final CallScope query;
    private Deadline deadline;
    private @Nullable Set<Registration> onCancel = new LinkedHashSet<>();

    /** The scope of a query. */
    public CallScope(Deadline deadline) {
        this.deadline = deadline;
        within = null;
        query = this;
    }

    private CallScope(CallScope query, @Nullable CallScope within, Deadline deadline) {
        this.query = query;
        this.within = within;
        this.deadline = deadline;
    }

    /**
     * A scope that waits where this one waits, and for a start has its deadline, but neither ends with it nor ends it.
     */
    public CallScope beside() {
        return new CallScope(query, null, deadline());
    }

    /** A scope that ends with this one, or earlier. */
    public CallScope within() {
        CallScope part = new CallScope(query, this, deadline());
        onCancel(part::cancel);
        return part;
    }

    /** The query that began the work: whose turn it is when queries take turns. */
    public CallScope query() {
        return query;
    }

    /** When it ends; may be later when asked again, never earlier. */
    public Deadline deadline() {
        if (within != null) {
            return within.deadline();
        }
        synchronized (this) {
            return deadline;
        }
    }

    /** Ends later than it would have; an earlier deadline changes nothing. */
    public void postpone(Deadline later) {
        if (within != null) {
            within.postpone(later);
            return;
        }
        synchronized (this) {
            if (later.isAfter(deadline)) {
                deadline = later;
            }
        }
    }

    public synchronized boolean isCancelled() {
        return onCancel == null;
    }

    /** Ends the scope: every registered action runs once, on this thread. Later calls do nothing. */
    public void cancel() {
        List<Registration> actions;
        synchronized (this) {
            if (onCancel == null) {
                return;
            }
            actions = List.copyOf(onCancel);
            onCancel = null;
        }
        actions.forEach(registration -> registration.action.run());
    }

    /**
     * Runs the action when the scope is cancelled, at once if it already is.
     *
     * @return undoes the registration; to be called when the work has ended by itself
     */
    public Runnable onCancel(Runnable action) {
        synchronized (this) {
            if (onCancel != null) {
                Registration registration = new Registration(action);
                onCancel.add(registration);
                return registration;
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Registration registration) {
        if (onCancel != null) {
            onCancel.remove(registration);
        }
    }

    /** Undoes itself. Told apart by identity, so that a query of ten thousand calls forgets each as quickly. */
    private final class Registration implements Runnable {

        private final Runnable action;

        Registration(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            forget(this);
        }
    }
}
