package org.geoserver.wps.executor;

import java.util.Map;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.ProgressListener;
import org.geotools.process.ProcessException;

public interface ProcessManager {

    boolean canHandle(Name processName);

    Map<String, Object> submitChained(
            String executionId, Name processName, Map<String, Object> inputs, ProgressListener listener)
            throws ProcessException;

    void submit(
            String executionId,
            Name processName,
            Map<String, Object> inputs,
            ProgressListener listener,
            boolean background)
            throws ProcessException;

    Map<String, Object> getOutput(String executionId, long timeout) throws ProcessException;

    void cancel(String executionId);
}
