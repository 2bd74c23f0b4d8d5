package org.geocontext.query;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.geocontext.geo.Crs;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * How what is said about a point is shown as rows.
 *
 * @param point the asked one, in {@code crs}
 * @param crs of the rows' geometries
 */
record AnswerRows(GeometryMode geometry, Point point, Crs crs) {

    /** A tenth of a metre. */
    private static final double SHOWN_WITHIN_DEGREES = 1e-6;

    /** The rows of a service at its place in the answer. */
    static List<ContextValue> values(QueryPlan.Row row, Conversation.Ending ending) {
        return ending.said().findings().stream()
                .map(finding -> value(row, ending, finding))
                .toList();
    }

    private static ContextValue value(QueryPlan.Row row, Conversation.Ending ending, Reduction.Finding finding) {
        Conversation.Said said = ending.said();
        Duration age = said.age();
        return new ContextValue(
                finding.geometry(),
                row.collection(),
                row.group(),
                row.service(),
                finding.value(),
                finding.number(),
                finding.status(),
                finding.reason(),
                finding.message(),
                said.url(),
                finding.distanceMetres(),
                age != null,
                age == null ? null : (int) age.toSeconds(),
                ending.elapsedMillis(),
                said.askedAt());
    }

    static Conversation.Ending skipped(QueryPlan.Skip why) {
        Reduction.Finding finding =
                new Reduction.Finding(Status.SKIPPED, null, null, why.reason(), why.message(), null, null);
        return new Conversation.Ending(new Conversation.Said(List.of(finding), false, null, null, null), 0);
    }

    /** With the geometries to be shown, in the CRS of the request; only values have one. */
    List<Reduction.Finding> of(List<Reduction.Finding> findings) {
        return findings.stream().map(this::of).toList();
    }

    private Reduction.Finding of(Reduction.Finding finding) {
        Geometry found = finding.geometry();
        if (finding.status() != Status.VALUE || found == null && geometry == GeometryMode.SOURCE) {
            return finding.withGeometry(null);
        }
        return switch (geometry) {
            case NONE -> finding.withGeometry(null);
            case POINT -> finding.withGeometry(point);
            case SOURCE -> {
                Geometry inCrs = inCrs(Objects.requireNonNull(found), crs);
                Reduction.Finding shown = finding.withGeometry(inCrs);
                yield inCrs == null ? shown.withMessage("its geometry cannot be shown in " + crs) : shown;
            }
        };
    }

    /**
     * A feature may reach beyond the area where the request's CRS can show it; its value is no less true. There a
     * projection throws, or brings positions that lead back to somewhere else.
     */
    private static @Nullable Geometry inCrs(Geometry lonLat, Crs crs) {
        try {
            Geometry shown = crs.fromLonLat(lonLat);
            boolean faithful = crs == Crs.WGS84 || crs.toLonLat(shown).equalsExact(lonLat, SHOWN_WITHIN_DEGREES);
            return faithful ? shown : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
