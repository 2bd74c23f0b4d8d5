package org.geoserver.config;

import java.io.IOException;
import java.util.List;
import org.geoserver.platform.GeoServerResourceLoader;
import org.geoserver.platform.resource.Resource;

public interface GeoServerPluginConfigurator {

    List<Resource> getFileLocations() throws IOException;

    void saveConfiguration(GeoServerResourceLoader resourceLoader) throws IOException;

    void loadConfiguration(GeoServerResourceLoader resourceLoader) throws IOException;
}
