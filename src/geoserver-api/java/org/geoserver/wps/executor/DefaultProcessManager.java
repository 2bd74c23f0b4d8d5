package org.geoserver.wps.executor;

import java.util.Map;
import org.geoserver.platform.ExtensionPriority;
import org.geoserver.wps.resource.WPSResourceManager;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.ProgressListener;
import org.geotools.process.ProcessException;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

public class DefaultProcessManager implements ProcessManager, ExtensionPriority, ApplicationListener<ApplicationEvent> {

    public DefaultProcessManager(WPSResourceManager resourceManager) {}

    public void setMaxAsynchronousProcesses(int maxAsynchronousProcesses) {}

    public void setMaxSynchronousProcesses(int maxSynchronousProcesses) {}

    @Override
    public void onApplicationEvent(ApplicationEvent event) {}

    @Override
    public boolean canHandle(Name processName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> submitChained(
            String executionId, Name processName, Map<String, Object> inputs, ProgressListener listener)
            throws ProcessException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void submit(
            String executionId,
            Name processName,
            Map<String, Object> inputs,
            ProgressListener listener,
            boolean background)
            throws ProcessException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getOutput(String executionId, long timeout) throws ProcessException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(String executionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getPriority() {
        throw new UnsupportedOperationException();
    }
}
