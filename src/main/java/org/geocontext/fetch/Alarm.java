package org.geocontext.fetch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An alarm that is set again and again: setting or clearing it calls off what it was set to before. One that was just
 * about to go off may still do so, so the action must bear to be run in vain. Thread-safe; its methods never wait.
 */
final class Alarm {

    private static final Runnable NOTHING = () -> {};

    private final Time time;
    private final AtomicReference<Runnable> callOff = new AtomicReference<>(NOTHING);

    Alarm(Time time) {
        this.time = time;
    }

    void set(Duration delay, Runnable action) {
        callOff.getAndSet(time.after(delay, action)).run();
    }

    void clear() {
        callOff.getAndSet(NOTHING).run();
    }
}
