package org.geocontext.geoserver;

import java.time.Duration;
import java.util.Optional;
import org.geoserver.config.GeoServer;
import org.geoserver.wps.WPSInfo;
import org.geotools.api.util.ProgressListener;
import org.jspecify.annotations.Nullable;

/** The time limits of GeoServer's WPS settings. Thread-safe. */
final class ExecutionLimits {

    static final Duration NONE = Duration.ofNanos(Long.MAX_VALUE);

    /** At its limit GeoServer throws the answer away, so we have to be done a little earlier. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final GeoServer geoServer;

    ExecutionLimits(GeoServer geoServer) {
        this.geoServer = geoServer;
    }

    /**
     * Longest time from now until the query has to end; negative if that is past. An execution that did not come
     * through our process manager (chained, or a function in a style) has the limits of synchronous ones from now on.
     */
    Duration timeLeft(@Nullable ProgressListener progress) {
        WPSInfo wps = geoServer.getService(WPSInfo.class);
        if (wps == null) {
            return NONE;
        }
        Optional<Execution> execution = Execution.of(progress);
        boolean asynchronous = execution.map(Execution::asynchronous).orElse(false);
        Duration running = execution.map(Execution::running).orElse(Duration.ZERO);
        Duration total = execution.map(Execution::total).orElse(Duration.ZERO);
        return shorter(
                left(
                        asynchronous ? wps.getMaxAsynchronousExecutionTime() : wps.getMaxSynchronousExecutionTime(),
                        running),
                left(asynchronous ? wps.getMaxAsynchronousTotalTime() : wps.getMaxSynchronousTotalTime(), total));
    }

    /** @param seconds 0 and null mean that there is no limit */
    private static Duration left(@Nullable Integer seconds, Duration spent) {
        return seconds == null || seconds <= 0
                ? NONE
                : Duration.ofSeconds(seconds).minus(spent).minus(MARGIN);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
