package org.geocontext.geoserver;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds the threads that outlive what started them. */
final class Threads {

    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(3);

    /** Of the JDK and its HTTP server, which start when they like, and of GeoTools, which GeoServer ends itself. */
    private static final List<String> NOT_OURS = List.of(
            "HTTP-Dispatcher",
            "idle-timeout-task",
            "Keep-Alive-Timer",
            "process reaper",
            "Common-Cleaner",
            "GT authority factory disposer",
            "WeakCollectionCleaner");

    private Threads() {}

    static Set<Thread> now() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Names of the threads that were not there before and do not end in a few seconds. */
    static List<String> leftSince(Set<Thread> before) throws InterruptedException {
        Set<Thread> started = now();
        started.removeAll(before);
        for (Thread thread : started) {
            if (NOT_OURS.stream().noneMatch(thread.getName()::startsWith)) {
                thread.join(PATIENCE);
            }
        }
        return started.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> NOT_OURS.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
    }
}
