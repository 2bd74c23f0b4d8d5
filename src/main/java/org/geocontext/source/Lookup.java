package org.geocontext.source;

import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;

/**
 * One service to be asked about one point.
 *
 * @param toleranceMetres search radius on the ground, at least 0
 * @param searchMetres how far to look, at least the tolerance: what is found beyond it answers for points nearby
 * @param limit most features wanted, at least 1
 * @param geometry whether the caller wants the geometry of what is found
 */
public record Lookup(
        ServiceDefinition service,
        LonLat point,
        double toleranceMetres,
        double searchMetres,
        int limit,
        boolean geometry) {

    public Lookup {
        if (!(toleranceMetres >= 0) || limit < 1) {
            throw new IllegalArgumentException("tolerance: " + toleranceMetres + ", limit: " + limit
                    + " (expected: a tolerance >= 0 and a limit >= 1)");
        }
        if (!(searchMetres >= toleranceMetres)) {
            throw new IllegalArgumentException(
                    "search: " + searchMetres + " (expected: >= " + toleranceMetres + ", the tolerance)");
        }
    }

    /** A lookup that looks no farther than the tolerance. */
    public Lookup(ServiceDefinition service, LonLat point, double toleranceMetres, int limit, boolean geometry) {
        this(service, point, toleranceMetres, toleranceMetres, limit, geometry);
    }

    /** The same without looking farther than the tolerance. */
    Lookup withinTolerance() {
        return new Lookup(service, point, toleranceMetres, limit, geometry);
    }
}
