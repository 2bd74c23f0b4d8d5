package org.geoserver.config.impl;

public interface GeoServerLifecycleHandler {

    void onReset();

    void onDispose();

    void beforeReload();

    void onReload();
}
