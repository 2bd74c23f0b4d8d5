package org.geocontext.admin;

import java.util.ArrayList;
import java.util.List;

/** The topics of the API: a new one is one class, one line here, and its part of the OpenAPI document. */
final class RestResources {

    private RestResources() {}

    static List<RestResource> of(RestHost host) {
        HealthChecks health = new HealthChecks(host::engine);
        health.follow();
        List<RestResource> resources = new ArrayList<>(List.of(
                new StatusResource(host),
                new CatalogueResource(host, health),
                new DocumentResource(host),
                new QueryResource(host),
                new PlanResource(host),
                new LiveQueriesResource(host),
                new CapabilitiesResource(host),
                new HealthResource(host, health),
                new EndpointsResource(host),
                new CacheResource(host),
                new SettingsResource(host),
                new UiResource()));
        resources.add(new MetaResource(resources));
        return resources;
    }
}
