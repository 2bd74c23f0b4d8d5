package org.geocontext.geoserver;

import java.util.List;
import org.geocontext.admin.RestHost;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.CatalogueLoad;

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
    public CatalogueLoad catalogue() {
        return plugin.catalogue();
    }

    @Override
    public List<String> fileProblems() {
        return plugin.fileProblems();
    }
}
