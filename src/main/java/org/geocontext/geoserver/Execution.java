package org.geocontext.geoserver;

import java.time.Duration;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.util.DelegateProgressListener;

/** GeoServer's listener of one execution, which also knows how long that execution has been waiting and running. */
final class Execution extends DelegateProgressListener {

    private final boolean asynchronous;
    private final long submittedAt = System.nanoTime();
    private volatile long begunAt;
    private volatile boolean begun;

    Execution(ProgressListener host, boolean asynchronous) {
        super(host);
        this.asynchronous = asynchronous;
    }

    /** The first input is being read: from here on GeoServer counts the execution time. */
    void begin() {
        if (!begun) {
            begunAt = System.nanoTime();
            begun = true;
        }
    }

    boolean asynchronous() {
        return asynchronous;
    }

    /** Since GeoServer took the request, time in the queue included. */
    Duration total() {
        return Duration.ofNanos(System.nanoTime() - submittedAt);
    }

    /** Since {@link #begin}; zero before. */
    Duration running() {
        return begun ? Duration.ofNanos(System.nanoTime() - begunAt) : Duration.ZERO;
    }
}
