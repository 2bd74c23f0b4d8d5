package org.geocontext.geoserver;

import org.geocontext.admin.RestHost;
import org.geocontext.app.GeoContext;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueStore;

/** GeoServer, as the REST API sees it. */
final class GeoServerRestHost implements RestHost {

    private final GeoContextPlugin plugin;

    GeoServerRestHost(GeoContextPlugin plugin) {
        this.plugin = plugin;
    }

    @Override
    public String name() {
        return "geoserver";
    }

    @Override
    public GeoContext engine() {
        return plugin.engine();
    }

    @Override
    public CatalogueStore catalogue() {
        return plugin.catalogueStore();
    }

    @Override
    public SettingsStore settings() {
        return plugin.settingsStore();
    }
}
