package org.geoserver.wps;

import org.geoserver.config.ServiceInfo;

public interface WPSInfo extends ServiceInfo {

    int getMaxSynchronousExecutionTime();

    Integer getMaxSynchronousTotalTime();

    int getMaxAsynchronousExecutionTime();

    Integer getMaxAsynchronousTotalTime();
}
