package org.geocontext.geoserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.geoserver.config.GeoServerPluginConfigurator;
import org.geoserver.platform.GeoServerResourceLoader;
import org.geoserver.platform.resource.Resource;

/** Tells GeoServer's backup and restore of the plugin's files. Thread-safe. */
public final class PluginBackup implements GeoServerPluginConfigurator {

    private final GeoContextPlugin plugin;

    public PluginBackup(GeoContextPlugin plugin) {
        this.plugin = plugin;
    }

    /** Those that are not there as well: a restore may bring them. */
    @Override
    public List<Resource> getFileLocations() {
        return plugin.files();
    }

    /** Copies the files that are there into a backup. Secrets in them are encrypted, as they are in the original. */
    @Override
    public void saveConfiguration(GeoServerResourceLoader target) throws IOException {
        for (Resource file : plugin.files()) {
            if (file.getType() == Resource.Type.RESOURCE) {
                try (InputStream in = file.in();
                        OutputStream out = target.get(file.path()).out()) {
                    in.transferTo(out);
                }
            }
        }
    }

    /** Called when a restore has replaced the files in the data directory. */
    @Override
    public void loadConfiguration(GeoServerResourceLoader dataDirectory) {
        plugin.onReload();
    }
}
