package org.geoserver.platform;

public interface ExtensionPriority {

    int HIGHEST = 0;

    int LOWEST = 100;

    int getPriority();
}
