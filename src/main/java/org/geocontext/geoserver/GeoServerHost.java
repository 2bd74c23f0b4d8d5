package org.geocontext.geoserver;

import java.time.Duration;
import org.geocontext.app.GeoContext;
import org.geocontext.app.ProcessHost;
import org.geocontext.catalogue.Caller;
import org.geoserver.config.GeoServer;
import org.geotools.api.util.ProgressListener;
import org.jspecify.annotations.Nullable;

/** GeoServer, as the process sees it. Thread-safe. */
public final class GeoServerHost implements ProcessHost {

    private final GeoContextPlugin plugin;
    private final ExecutionLimits limits;

    public GeoServerHost(GeoContextPlugin plugin, GeoServer geoServer) {
        this.plugin = plugin;
        this.limits = new ExecutionLimits(geoServer);
    }

    @Override
    public GeoContext engine() {
        return plugin.engine();
    }

    @Override
    public Caller caller() {
        return Callers.current();
    }

    @Override
    public Duration timeLeft(@Nullable ProgressListener progress) {
        return limits.timeLeft(progress);
    }
}
