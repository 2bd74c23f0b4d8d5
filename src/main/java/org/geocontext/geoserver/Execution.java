package org.geocontext.geoserver;

import java.time.Duration;
import java.util.Optional;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.util.DelegateProgressListener;
import org.jspecify.annotations.Nullable;

/** GeoServer's listener of one execution, which also knows how long that execution has been waiting and running. */
final class Execution extends DelegateProgressListener {

    private final boolean asynchronous;
    private final long submittedAt = System.nanoTime();
    private volatile @Nullable Long startedAt;

    Execution(ProgressListener host, boolean asynchronous) {
        super(host);
        this.asynchronous = asynchronous;
    }

    /** The execution that a process reports to; GeoServer passes listeners of its own around it. */
    static Optional<Execution> of(@Nullable ProgressListener progress) {
        ProgressListener listener = progress;
        while (listener instanceof DelegateProgressListener wrapper && !(listener instanceof Execution)) {
            listener = wrapper.getDelegate();
        }
        return listener instanceof Execution execution ? Optional.of(execution) : Optional.empty();
    }

    /** Called by GeoServer when a thread takes the execution up, before the first input is read. */
    @Override
    public void started() {
        startedAt = System.nanoTime();
        super.started();
    }

    boolean asynchronous() {
        return asynchronous;
    }

    /** Since GeoServer took the request, time in the queue included. */
    Duration total() {
        return Duration.ofNanos(System.nanoTime() - submittedAt);
    }

    /** Since {@link #started}; zero before. */
    Duration running() {
        Long start = startedAt;
        return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
    }
}
