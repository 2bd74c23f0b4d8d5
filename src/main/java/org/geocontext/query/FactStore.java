package org.geocontext.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.source.Facts;

/** Remembers what was learned per endpoint, the least recently used forgotten first. Thread-safe. */
final class FactStore {

    private static final int MAX_ENDPOINTS = 10_000;

    /** Facts may hold a token, so they belong to the credentials too. */
    private record Endpoint(QueryType type, String url, String version, Credentials credentials) {
        static Endpoint of(ServiceDefinition service) {
            return new Endpoint(service.type(), service.url(), service.version(), service.credentials());
        }
    }

    private final Map<Endpoint, Facts> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Facts> eldest) {
            return size() > MAX_ENDPOINTS;
        }
    };

    synchronized Facts of(ServiceDefinition service) {
        return known.getOrDefault(Endpoint.of(service), Facts.NONE);
    }

    synchronized void learn(ServiceDefinition service, Facts learned) {
        if (!learned.values().isEmpty()) {
            known.merge(Endpoint.of(service), learned, Facts::merge);
        }
    }
}
