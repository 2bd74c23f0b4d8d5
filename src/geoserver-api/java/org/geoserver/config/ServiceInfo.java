package org.geoserver.config;

public interface ServiceInfo {}
