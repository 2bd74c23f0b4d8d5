package org.geocontext.app;

import java.time.Duration;
import org.geocontext.catalogue.Caller;
import org.geotools.api.util.ProgressListener;
import org.jspecify.annotations.Nullable;

/** What {@link QueryProcess} asks of the host it runs in. Thread-safe. */
public interface ProcessHost {

    /** The engine for the next query. */
    GeoContext engine();

    /** Who asks, on the thread that executes. */
    Caller caller();

    /**
     * Longest time from now that the host lets an execution go on; zero or less if there is none left.
     *
     * @param progress what the host passed to the execution
     */
    Duration timeLeft(@Nullable ProgressListener progress);
}
