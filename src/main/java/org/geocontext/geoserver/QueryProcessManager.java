package org.geocontext.geoserver;

import java.util.Map;
import org.geocontext.app.Settings;
import org.geoserver.wps.executor.DefaultProcessManager;
import org.geoserver.wps.resource.WPSResourceManager;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.ProgressListener;
import org.geotools.process.ProcessFactory;
import org.geotools.process.Processors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code geocontext:*} processes. They wait for other servers far more than they compute, so many more of them
 * may run at once than the number of processors that GeoServer's own manager allows for. Thread-safe.
 */
public final class QueryProcessManager extends DefaultProcessManager {

    /** The namespace of the processes. */
    static final String NAMESPACE = "geocontext";

    /** Before GeoServer's manager, which is the last and takes every process. */
    private static final int PRIORITY = 50;

    public QueryProcessManager(WPSResourceManager resources, GeoContextPlugin plugin) {
        super(resources);
        plugin.whenSettingsChange(this::resize);
        resize(plugin.settings());
    }

    @Override
    public boolean canHandle(Name process) {
        return NAMESPACE.equals(process.getNamespaceURI());
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public void submit(
            String executionId,
            Name process,
            Map<String, @Nullable Object> inputs,
            ProgressListener listener,
            boolean background) {
        Map<String, Object> given = new GivenInputs(inputs, described(process));
        super.submit(executionId, process, given, new Execution(listener, background), background);
    }

    private static Map<String, Parameter<?>> described(Name process) {
        ProcessFactory factory = Processors.createProcessFactory(process);
        return factory == null ? Map.of() : factory.getParameterInfo(process);
    }

    /** Synchronous and asynchronous executions have a pool each, of the same size. */
    private void resize(Settings settings) {
        setMaxSynchronousProcesses(settings.concurrentExecutes());
        setMaxAsynchronousProcesses(settings.concurrentExecutes());
    }
}
