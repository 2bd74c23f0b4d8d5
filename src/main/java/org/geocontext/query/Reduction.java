package org.geocontext.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.http.Reason;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.geocontext.source.PropertyMatch;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * From candidates to what is true at the point: a feature that covers it has distance 0, else the geodesic distance to
 * it counts and must be within tolerance. Hits without a geometry are kept behind those with one, pixels are never
 * judged by distance. Of two equally near, one with a value comes before one without, then the server's order decides.
 * Stateless.
 */
final class Reduction {

    private static final int MAX_NAMES = 12;

    private static final String MAY_BE_NEARER = "the reply was cut short, something nearer may be there";

    private Reduction() {}

    /**
     * What one candidate says.
     *
     * @param geometry lon/lat WGS 84; null if the reply had none
     * @param distanceMetres null without geometry and for pixels
     */
    record Finding(
            Status status,
            @Nullable String value,
            @Nullable Double number,
            @Nullable Reason reason,
            @Nullable String message,
            @Nullable Geometry geometry,
            @Nullable Double distanceMetres) {

        Finding withGeometry(@Nullable Geometry other) {
            return new Finding(status, value, number, reason, message, other, distanceMetres);
        }

        Finding withMessage(String text) {
            String joined = message == null ? text : message + "; " + text;
            return new Finding(status, value, number, reason, joined, geometry, distanceMetres);
        }
    }

    /**
     * Judges the candidates.
     *
     * @param truncated whether the server had more
     * @return never empty: at least one finding, which may be that nothing is there
     */
    static List<Finding> reduce(Lookup lookup, List<Candidate> candidates, boolean truncated, FeaturesMode mode) {
        List<Finding> findings = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Double distance = distance(lookup, candidate);
            if (distance == null || distance <= lookup.toleranceMetres()) {
                findings.add(finding(lookup.service(), candidate, distance));
            }
        }
        findings.sort(Comparator.comparingDouble(Reduction::rank).thenComparing(f -> f.status() != Status.VALUE));
        if (findings.isEmpty()) {
            String nothing = "nothing within " + Numbers.plain(lookup.toleranceMetres()) + " m"
                    + (truncated ? " in what came; the reply was cut short" : "");
            return List.of(new Finding(Status.NO_DATA, null, null, null, nothing, null, null));
        }
        int most = mode == FeaturesMode.ALL ? QueryRequest.MAX_FEATURES : 1;
        List<Finding> kept = findings.subList(0, Math.min(most, findings.size()));
        if (mode == FeaturesMode.ALL) {
            return truncated || findings.size() > most ? saying("truncated", kept) : List.copyOf(kept);
        }
        return truncated && rank(kept.get(0)) > 0 ? saying(MAY_BE_NEARER, kept) : List.copyOf(kept);
    }

    private static List<Finding> saying(String message, List<Finding> findings) {
        return findings.stream().map(finding -> finding.withMessage(message)).toList();
    }

    private static double rank(Finding finding) {
        return finding.distanceMetres() == null ? Double.POSITIVE_INFINITY : finding.distanceMetres();
    }

    private static @Nullable Double distance(Lookup lookup, Candidate candidate) {
        if (candidate.raster()) {
            return null;
        }
        if (candidate.covers()) {
            return 0.0;
        }
        Geometry geometry = candidate.geometry();
        return geometry == null || geometry.isEmpty()
                ? null
                : Geodesy.distanceWithin(lookup.toleranceMetres(), lookup.point(), geometry);
    }

    private static Finding finding(ServiceDefinition service, Candidate candidate, @Nullable Double distance) {
        Geometry geometry = candidate.raster() ? null : candidate.geometry();
        Optional<String> name = PropertyMatch.find(candidate.properties().keySet(), service.property());
        if (name.isEmpty()) {
            return new Finding(
                    Status.NO_DATA,
                    null,
                    null,
                    Reason.PROPERTY_MISSING,
                    missing(service.property(), candidate.properties()),
                    geometry,
                    distance);
        }
        String text = candidate.properties().get(name.get());
        if (text == null || NoData.isNoData(text, candidate.raster(), service.noData())) {
            String said =
                    text == null || text.isBlank() ? "the value is empty" : "the value means no data: " + text.trim();
            return new Finding(Status.NO_DATA, null, null, null, said, geometry, distance);
        }
        String value = value(service, text.stripTrailing());
        return new Finding(Status.VALUE, value, Numbers.parse(value), null, null, geometry, distance);
    }

    private static String value(ServiceDefinition service, String text) {
        String code = text.trim();
        for (Map.Entry<String, String> label : service.labels().entrySet()) {
            if (Numbers.sameText(code, label.getKey().trim())) {
                return label.getValue();
            }
        }
        return Numbers.scaled(text, service.scale(), service.offset());
    }

    private static String missing(String property, Map<String, @Nullable String> there) {
        if (there.isEmpty()) {
            return "property " + property + " is missing; the hit has none at all";
        }
        List<String> names = List.copyOf(new TreeSet<>(there.keySet()));
        String listed = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        return "property " + property + " is missing; there are: " + listed
                + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "");
    }
}
