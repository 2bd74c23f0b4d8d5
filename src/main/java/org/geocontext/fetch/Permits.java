package org.geocontext.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Permits to have a call in flight: so many per origin and as quickly as it may be asked, so many in total. Whoever
 * asks is called back, nobody blocks.
 *
 * <p>Every origin is a lane, and in a lane every query stands in a line of its own. A free permit goes to the next lane
 * in turn, there to the next line in turn, there to the first in it: a query of a thousand calls delays another's one
 * call by one permit, not by a thousand. Granting, queueing and leaving cost the same however many wait.
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

    /** What an origin bears. Asked while a lock is held, so quick and without calls back. */
    interface Allowance {

        /** Permits at this moment; seen to whenever a permit of the origin is asked for or freed. */
        int limit();

        /**
         * Takes the next turn to send.
         *
         * @return nanoseconds until that turn, 0 or less for now
         */
        long takeTurn();

        /** A number of permits that never changes, as quickly as anybody likes. */
        static Allowance of(int limit) {
            return new Allowance() {
                @Override
                public int limit() {
                    return limit;
                }

                @Override
                public long takeTurn() {
                    return 0;
                }
            };
        }
    }

    private final Function<Origin, Allowance> allowances;
    private final int total;
    private final Time time;

    private final Object lock = new Object();
    private final Map<Origin, Lane> lanes = new HashMap<>();
    private final Set<Lane> ready = new LinkedHashSet<>();
    private int inUse;
    private int waiting;

    private final AtomicInteger granting = new AtomicInteger();
    private volatile Consumer<Origin> onEased = origin -> {};

    Permits(Function<Origin, Allowance> allowances, int total, Time time) {
        this.allowances = allowances;
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

    /** As {@link #inUse()}, of one origin. */
    int inUse(Origin origin) {
        synchronized (lock) {
            Lane lane = lanes.get(origin);
            return lane == null ? 0 : lane.inUse;
        }
    }

    /** As {@link #waiting()}, for one origin. */
    int waiting(Origin origin) {
        synchronized (lock) {
            Lane lane = lanes.get(origin);
            return lane == null ? 0 : lane.waiting;
        }
    }

    /** Has somebody hear of every origin that has one call less, in flight or waiting. */
    void whenEased(Consumer<Origin> listener) {
        onEased = listener;
    }

    /** The origin may allow more than before. */
    void reconsider(Origin origin) {
        synchronized (lock) {
            Lane lane = lanes.get(origin);
            if (lane == null) {
                return;
            }
            lane.update();
        }
        grantAll();
    }

    /** @param scope at whose end the applicant leaves, and in whose query's line it waits until then */
    void acquire(Origin origin, CallScope scope, Applicant applicant) {
        Allowance allowance = allowances.apply(origin);
        Waiter waiter = new Waiter(scope, applicant);
        waiter.forget = scope.onCancel(() -> cancelled(waiter));
        synchronized (lock) {
            if (waiter.left) {
                return;
            }
            Lane lane = lanes.computeIfAbsent(origin, key -> new Lane(key, allowance));
            lane.allowance = allowance;
            lane.line(scope.query()).add(waiter);
        }
        grantAll();
        watch(waiter);
    }

    /**
     * A permit for a further request of somebody who has one, if there is one that nobody waits for.
     *
     * @return to be run when the request has ended
     */
    Optional<Runnable> tryAcquire(Origin origin) {
        synchronized (lock) {
            Lane lane = lanes.get(origin);
            if (lane == null || waiting > 0 || inUse >= total || lane.inUse >= lane.allowance.limit()) {
                return Optional.empty();
            }
            lane.inUse++;
            inUse++;
            return Optional.of(new Permit(lane));
        }
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
            while (inUse < total && !ready.isEmpty()) {
                Lane lane = ready.iterator().next();
                ready.remove(lane);
                if (lane.hasTurn()) {
                    Waiter waiter = lane.admit();
                    return () -> waiter.applicant.granted(new Permit(lane));
                }
            }
            return null;
        }
    }

    /** Makes sure that an applicant that has to wait leaves at its deadline. */
    private void watch(Waiter waiter) {
        Deadline deadline = waiter.scope.deadline();
        Line line = waiter.line;
        synchronized (lock) {
            if (waiter.left || line == null || line.isWatchedBy(deadline)) {
                return;
            }
            line.watched = deadline;
        }
        arm(line, deadline);
    }

    private void arm(Line line, Deadline deadline) {
        line.alarm.set(deadline.remaining(), () -> deadlineCame(line, deadline));
        synchronized (lock) {
            if (line.waiters.isEmpty()) {
                line.alarm.clear();
            }
        }
    }

    /** Whose deadline has been postponed stays. */
    private void deadlineCame(Line line, Deadline deadline) {
        List<Waiter> late = new ArrayList<>();
        Deadline next;
        synchronized (lock) {
            for (Waiter waiter : line.waiters) {
                Deadline own = waiter.scope.deadline();
                if (own == deadline || own.expired()) {
                    late.add(waiter);
                }
            }
            late.forEach(line::remove);
            next = line.firstDeadline();
            line.watched = next;
        }
        if (next != null) {
            arm(line, next);
        }
        late.forEach(waiter -> waiter.applicant.refused(Reason.TIMEOUT));
        onEased.accept(line.lane.origin);
    }

    private void cancelled(Waiter waiter) {
        Line line;
        synchronized (lock) {
            if (waiter.left) {
                return;
            }
            waiter.left = true;
            line = waiter.line;
            if (line != null) {
                line.remove(waiter);
            }
        }
        waiter.applicant.refused(Reason.CANCELLED);
        if (line != null) {
            onEased.accept(line.lane.origin);
        }
    }

    private void release(Lane lane) {
        synchronized (lock) {
            lane.inUse--;
            inUse--;
            lane.update();
        }
        grantAll();
        onEased.accept(lane.origin);
    }

    private void turnCame(Lane lane) {
        synchronized (lock) {
            lane.turn = Turn.HERE;
            lane.update();
        }
        grantAll();
    }

    /** Where an origin with a rate is between one call and the next. */
    private enum Turn {
        NOT_TAKEN,
        COMING,
        HERE
    }

    /** The calls to one origin. Guarded by the lock. */
    private final class Lane {

        private final Origin origin;
        private final Map<CallScope, Line> lines = new LinkedHashMap<>();
        private Allowance allowance;
        private Turn turn = Turn.NOT_TAKEN;
        private int inUse;
        private int waiting;

        Lane(Origin origin, Allowance allowance) {
            this.origin = origin;
            this.allowance = allowance;
        }

        Line line(CallScope query) {
            return lines.computeIfAbsent(query, key -> new Line(this, key, new Alarm(time)));
        }

        /** Takes a turn if there is none; one that is still to come wakes the lane up. */
        boolean hasTurn() {
            if (turn == Turn.NOT_TAKEN) {
                long nanos = allowance.takeTurn();
                if (nanos <= 0) {
                    return true;
                }
                turn = Turn.COMING;
                time.after(Duration.ofNanos(nanos), () -> turnCame(this));
            }
            return turn == Turn.HERE;
        }

        /** Lets in the first of the line whose turn it is; the line goes to the end of the lines. */
        Waiter admit() {
            Iterator<Line> lineInTurn = lines.values().iterator();
            Line line = lineInTurn.next();
            lineInTurn.remove();
            lines.put(line.query, line);
            Waiter waiter = line.waiters.iterator().next();
            turn = Turn.NOT_TAKEN;
            inUse++;
            Permits.this.inUse++;
            line.remove(waiter);
            return waiter;
        }

        void update() {
            if (!lines.isEmpty() && inUse < allowance.limit() && turn != Turn.COMING) {
                ready.add(this);
            } else {
                ready.remove(this);
            }
            if (lines.isEmpty() && inUse == 0 && turn != Turn.COMING) {
                lanes.remove(origin, this);
            }
        }
    }

    /** The calls of one query to one origin. Guarded by the lock. */
    private final class Line {

        private final Lane lane;
        private final CallScope query;
        private final Alarm alarm;
        private final Set<Waiter> waiters = new LinkedHashSet<>();

        /** What the alarm is set to: the first deadline in the line. As a rule they are all the same. */
        private @Nullable Deadline watched;

        Line(Lane lane, CallScope query, Alarm alarm) {
            this.lane = lane;
            this.query = query;
            this.alarm = alarm;
        }

        void add(Waiter waiter) {
            waiter.line = this;
            waiters.add(waiter);
            waiting++;
            lane.waiting++;
            lane.update();
        }

        void remove(Waiter waiter) {
            waiter.left = true;
            waiter.forget.run();
            waiters.remove(waiter);
            waiting--;
            lane.waiting--;
            if (waiters.isEmpty()) {
                lane.lines.remove(query, this);
                alarm.clear();
            }
            lane.update();
        }

        boolean isWatchedBy(Deadline deadline) {
            return watched == deadline || watched != null && !watched.isAfter(deadline);
        }

        @Nullable
        Deadline firstDeadline() {
            Deadline first = null;
            for (Waiter waiter : waiters) {
                Deadline deadline = waiter.scope.deadline();
                if (first == null || first != deadline && first.isAfter(deadline)) {
                    first = deadline;
                }
            }
            return first;
        }
    }

    /** An applicant and its place. Guarded by the lock. */
    private static final class Waiter {

        private final CallScope scope;
        private final Applicant applicant;
        private Runnable forget = () -> {};
        private @Nullable Line line;
        private boolean left;

        Waiter(CallScope scope, Applicant applicant) {
            this.scope = scope;
            this.applicant = applicant;
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
