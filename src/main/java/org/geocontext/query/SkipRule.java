package org.geocontext.query;

import java.util.OptionalDouble;
import org.geocontext.capabilities.ExtentSettings.From;
import org.geocontext.capabilities.Extents;
import org.geocontext.capabilities.Reach;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Decides which services cannot answer about a point: those that are switched off, and those whose extent it lies
 * beyond. The catalogue's word on an extent goes before the server's. Never waits.
 */
final class SkipRule {

    private static final double WHOLE_KILOMETRES = 10_000;

    private final Extents extents;

    SkipRule(Extents extents) {
        this.extents = extents;
    }

    /** Why the service need not be asked; null if it must be. */
    QueryPlan.@Nullable Skip find(ServiceDefinition service, LonLat position, double toleranceMetres) {
        if (!service.enabled()) {
            return new QueryPlan.Skip(Reason.UNSUPPORTED, "switched off in the catalogue (enabled is false)");
        }
        if (extents.settings().from() == From.OFF || !service.skipOutside()) {
            return null;
        }
        LonLatBox ofCatalogue = service.extent();
        if (ofCatalogue != null) {
            return outside(ofCatalogue, "catalogue", position, toleranceMetres);
        }
        LonLatBox ofServer = extents.extent(service).orElse(null);
        return ofServer == null ? null : outside(ofServer, "server's capabilities", position, toleranceMetres);
    }

    private static QueryPlan.@Nullable Skip outside(
            LonLatBox extent, String source, LonLat position, double toleranceMetres) {
        OptionalDouble distance = Reach.beyond(extent, position, toleranceMetres);
        return distance.isEmpty()
                ? null
                : new QueryPlan.Skip(
                        Reason.OUTSIDE_EXTENT,
                        "not asked: the point is " + kilometres(distance.getAsDouble())
                                + " km outside the layer's extent (from the " + source + ")");
    }

    private static String kilometres(double metres) {
        return metres < WHOLE_KILOMETRES
                ? Numbers.plain(Math.round(metres / 100) / 10.0)
                : Long.toString(Math.round(metres / 1000));
    }
}
