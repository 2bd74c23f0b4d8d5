package org.geoserver.config;

import org.geoserver.platform.resource.Resource;

public class GeoServerDataDirectory {

    public Resource get(String... path) {
        throw new UnsupportedOperationException();
    }
}
