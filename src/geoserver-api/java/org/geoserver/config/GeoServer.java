package org.geoserver.config;

public interface GeoServer {

    <T extends ServiceInfo> T getService(Class<T> clazz);
}
