package org.geocontext.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;

/** Time that passes when the test says so; alarms go off on the test's thread. */
final class ManualTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Alarm> alarms = new ArrayList<>();
    private long nanos;

    private record Alarm(long due, Runnable action) {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(nanos + delay.toNanos(), action);
        alarms.add(alarm);
        notifyAll();
        return () -> callOff(alarm);
    }

    private synchronized void callOff(Alarm alarm) {
        alarms.remove(alarm);
        notifyAll();
    }

    /** Alarms that have neither gone off nor been called off. */
    synchronized int alarms() {
        return alarms.size();
    }

    /** Waits until other threads have set or called off alarms so that this many are left. */
    synchronized void awaitAlarms(int count) throws InterruptedException {
        while (alarms.size() != count) {
            wait(10_000);
        }
    }

    void advance(Duration duration) {
        long until = nanos() + duration.toNanos();
        for (Alarm alarm = nextBy(until); alarm != null; alarm = nextBy(until)) {
            alarm.action().run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    private synchronized Alarm nextBy(long until) {
        Alarm next = alarms.stream()
                .filter(alarm -> alarm.due() <= until)
                .min(Comparator.comparingLong(Alarm::due))
                .orElse(null);
        if (next != null) {
            alarms.remove(next);
            nanos = Math.max(nanos, next.due());
        }
        return next;
    }

    /** A scope that ends after a time of this clock. */
    CallScope scope(Duration duration) {
        return new CallScope(Deadline.after(duration, this::nanos));
    }
}
