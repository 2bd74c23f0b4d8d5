package org.geocontext.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.geocontext.http.CallScope;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Permits to have a call in flight: so many per origin, so many in total. Whoever asks is called back, nobody blocks.
 *
 * <p>Every origin is a lane, and in a lane every scope stands in a line of its own. A free permit goes to the next lane
 * in turn, there to the next line in turn, there to the first in it: a query of a thousand calls delays another's one
 * call by one permit, not by a thousand. Granting, queueing and leaving cost the same however many wait; a line leaves
 * as a whole, at its scope's deadline or cancellation.
 *
 * <p>Callbacks run one at a time on the thread that happens to free or ask for a permit, never inside each other, so
 * that ten thousand calls that end at once do not nest.
 */
final class Permits {

    /** Who asks for a permit; hears exactly one of the two. Neither may throw. */
    interface Applicant {

        /** @param release to be run when the call has ended; running it again does nothing */
        void granted(Runnable release);

        /** The scope ended first. */
        void refused(Reason reason);
    }

    private final int perOrigin;
    private final int total;
    private final Time time;

    private final Object lock = new Object();
    private final Map<Origin, Lane> lanes = new HashMap<>();
    private final Set<Lane> ready = new LinkedHashSet<>();
    private int inUse;
    private int waiting;

    private final AtomicInteger granting = new AtomicInteger();

    Permits(int perOrigin, int total, Time time) {
        this.perOrigin = perOrigin;
        this.total = total;
        this.time = time;
    }

    /** Permits granted and not yet closed. */
    int inUse() {
        synchronized (lock) {
            return inUse;
        }
    }

    /** Applicants that have heard nothing yet. */
    int waiting() {
        synchronized (lock) {
            return waiting;
        }
    }

    void acquire(Origin origin, CallScope scope, Applicant applicant) {
        Line line;
        synchronized (lock) {
            Lane lane = lanes.computeIfAbsent(origin, Lane::new);
            line = lane.lines.computeIfAbsent(scope, key -> new Line(lane, key));
            line.applicants.add(applicant);
            waiting++;
            lane.update();
        }
        grantAll();
        watch(line);
    }

    private void grantAll() {
        if (granting.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable grant = next(); grant != null; grant = next()) {
                grant.run();
            }
            seen = granting.addAndGet(-seen);
        } while (seen != 0);
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            if (inUse >= total || ready.isEmpty()) {
                return null;
            }
            Lane lane = ready.iterator().next();
            ready.remove(lane);
            Line line = lane.nextLine();
            Applicant applicant = line.applicants.remove();
            Runnable leave = lane.putBack(line);
            lane.inUse++;
            inUse++;
            waiting--;
            lane.update();
            return () -> {
                leave.run();
                applicant.granted(new Permit(lane));
            };
        }
    }

    /** Makes sure that a line that has to wait ends with its scope. */
    private void watch(Line line) {
        synchronized (lock) {
            if (line.left || line.watched) {
                return;
            }
            line.watched = true;
        }
        Runnable forget = line.scope.onCancel(() -> refuse(line, Reason.CANCELLED));
        Runnable disarm = time.after(line.scope.deadline().remaining(), () -> refuse(line, Reason.TIMEOUT));
        synchronized (lock) {
            if (!line.left) {
                line.unwatch = List.of(forget, disarm);
                return;
            }
        }
        forget.run();
        disarm.run();
    }

    private void refuse(Line line, Reason reason) {
        List<Applicant> refused;
        List<Runnable> unwatch;
        synchronized (lock) {
            if (line.left) {
                return;
            }
            refused = List.copyOf(line.applicants);
            waiting -= refused.size();
            unwatch = line.leave();
            line.lane.lines.remove(line.scope);
            line.lane.update();
        }
        unwatch.forEach(Runnable::run);
        refused.forEach(applicant -> applicant.refused(reason));
    }

    private void release(Lane lane) {
        synchronized (lock) {
            lane.inUse--;
            inUse--;
            lane.update();
        }
        grantAll();
    }

    /** The calls to one origin. Guarded by the lock. */
    private final class Lane {

        private final Origin origin;
        private final Map<CallScope, Line> lines = new LinkedHashMap<>();
        private int inUse;

        Lane(Origin origin) {
            this.origin = origin;
        }

        Line nextLine() {
            Iterator<Line> turn = lines.values().iterator();
            Line line = turn.next();
            turn.remove();
            return line;
        }

        /** Puts a line at the end of the turn; one that has emptied leaves. */
        Runnable putBack(Line line) {
            if (line.applicants.isEmpty()) {
                List<Runnable> unwatch = line.leave();
                return () -> unwatch.forEach(Runnable::run);
            }
            lines.put(line.scope, line);
            return () -> {};
        }

        void update() {
            if (!lines.isEmpty() && inUse < perOrigin) {
                ready.add(this);
            } else {
                ready.remove(this);
            }
            if (lines.isEmpty() && inUse == 0) {
                lanes.remove(origin);
            }
        }
    }

    /** The calls of one scope to one origin. Guarded by the lock. */
    private static final class Line {

        private final Lane lane;
        private final CallScope scope;
        private final Deque<Applicant> applicants = new ArrayDeque<>();
        private List<Runnable> unwatch = List.of();
        private boolean watched;
        private boolean left;

        Line(Lane lane, CallScope scope) {
            this.lane = lane;
            this.scope = scope;
        }

        List<Runnable> leave() {
            left = true;
            return unwatch;
        }
    }

    private final class Permit implements Runnable {

        private final Lane lane;
        private final AtomicBoolean closed = new AtomicBoolean();

        Permit(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void run() {
            if (closed.compareAndSet(false, true)) {
                release(lane);
            }
        }
    }
}
