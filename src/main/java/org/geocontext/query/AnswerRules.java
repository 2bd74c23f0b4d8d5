package org.geocontext.query;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.geocontext.cache.Validity;
import org.geocontext.geo.Geodesy;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Where an answer is true.
 *
 * <ol>
 *   <li>The nearest, if it is the one polygon that covers the point: inside that polygon, except near its boundary.
 *       This takes for granted that no other feature overlaps it where nobody has asked.
 *   <li>All that is near, each with its geometry: as far from the point as nothing is missing within the tolerance.
 *       What is true there is worked out from the geometries, so nothing is taken for granted.
 *   <li>All else: at the point, or as far from it as the service's entry allows.
 * </ol>
 *
 * Stateless.
 */
final class AnswerRules {

    /** Reprojected coordinates are good to about this. */
    private static final double LEAST_RIM_METRES = 1;

    /** Less is not worth being told from the point itself. */
    private static final double LEAST_RADIUS_METRES = 0.01;

    /** Coordinates with more decimals of a degree are as good as exact. */
    private static final int COARSE_DECIMALS = 4;

    /** With fewer different numbers a figure may well have been drawn on round ones. */
    private static final int TELLING_NUMBERS = 12;

    private static final double METRES_PER_DEGREE = 111_320;

    private AnswerRules() {}

    /**
     * An answer to be kept.
     *
     * @param geometries whether it will do for whoever wants to see geometries
     */
    record Keeping(Validity validity, StoredAnswer answer, boolean geometries) {}

    /**
     * Whether two polygons of one answer cover the point, one of them by more than what boundaries of neighbours may
     * cross each other.
     */
    static boolean overlap(Lookup lookup, Step.Answer answer) {
        List<Candidate> covering = covering(lookup, answer);
        return covering.size() > 1
                && covering.stream().allMatch(AnswerRules::isArea)
                && covering.stream()
                        .anyMatch(candidate -> inside(lookup, candidate).holds(lookup.point()));
    }

    /**
     * @param asksByPoint whether the answer may depend on more of the point than where it is
     * @param overlaps whether features of the layer are known to overlap
     */
    static Keeping keeping(
            Lookup lookup, FeaturesMode mode, Step.Answer answer, boolean asksByPoint, boolean overlaps) {
        if (!asksByPoint && !answer.truncated()) {
            Keeping inArea = mode == FeaturesMode.NEAREST && !overlaps ? insideArea(lookup, answer) : null;
            Keeping around = inArea == null ? around(lookup, answer) : inArea;
            if (around != null) {
                return around;
            }
        }
        boolean geometries = lookup.geometry() || answer.candidates().stream().allMatch(AnswerRules::isLocated);
        return new Keeping(
                atPoint(lookup, answer, asksByPoint), stored(lookup, answer.candidates(), answer), geometries);
    }

    private static @Nullable Keeping insideArea(Lookup lookup, Step.Answer answer) {
        if (answer.completeMetres() < 0 || !answer.candidates().stream().allMatch(AnswerRules::hasGeometry)) {
            return null;
        }
        List<Candidate> covering = covering(lookup, answer);
        if (covering.size() != 1 || !isArea(covering.get(0))) {
            return null;
        }
        Validity.Inside inside = inside(lookup, covering.get(0));
        if (!inside.holds(lookup.point())) {
            return null;
        }
        StoredAnswer.Stored only =
                StoredAnswer.Stored.of(covering.get(0), lookup.service().property());
        return new Keeping(inside, new StoredAnswer(List.of(only.asArea()), false), true);
    }

    private static @Nullable Keeping around(Lookup lookup, Step.Answer answer) {
        double radius = answer.completeMetres() - lookup.toleranceMetres();
        if (radius < LEAST_RADIUS_METRES || !answer.candidates().stream().allMatch(AnswerRules::hasGeometry)) {
            return null;
        }
        List<Candidate> near = answer.candidates().stream()
                .filter(candidate -> distance(answer.completeMetres(), lookup, candidate) <= answer.completeMetres())
                .toList();
        return new Keeping(new Validity.Within(lookup.point(), radius), stored(lookup, near, answer), true);
    }

    /** Where geometries could tell, nobody needs to allow for anything. */
    private static Validity atPoint(Lookup lookup, Step.Answer answer, boolean asksByPoint) {
        Double reuse = lookup.service().reuseMetres();
        boolean located = answer.candidates().stream().anyMatch(AnswerRules::hasGeometry);
        if (reuse == null || reuse <= 0 || asksByPoint || located) {
            return new Validity.Within(lookup.point(), 0);
        }
        return new Validity.Reusable(lookup.point(), reuse);
    }

    private static StoredAnswer stored(Lookup lookup, List<Candidate> candidates, Step.Answer answer) {
        String property = lookup.service().property();
        return new StoredAnswer(
                candidates.stream()
                        .map(candidate -> StoredAnswer.Stored.of(candidate, property))
                        .toList(),
                answer.truncated());
    }

    /** Whether asking for geometries would bring none. */
    private static boolean isLocated(Candidate candidate) {
        return candidate.geometry() != null || candidate.raster();
    }

    /** Whether its distance from any point can be told. */
    private static boolean hasGeometry(Candidate candidate) {
        Geometry geometry = candidate.geometry();
        return geometry != null && !geometry.isEmpty() && !candidate.raster() && !candidate.covers();
    }

    private static boolean isArea(Candidate candidate) {
        return candidate.geometry() instanceof Polygon || candidate.geometry() instanceof MultiPolygon;
    }

    private static List<Candidate> covering(Lookup lookup, Step.Answer answer) {
        return answer.candidates().stream()
                .filter(AnswerRules::hasGeometry)
                .filter(candidate -> distance(0, lookup, candidate) == 0)
                .toList();
    }

    private static double distance(double most, Lookup lookup, Candidate candidate) {
        Geometry geometry = candidate.geometry();
        return geometry == null ? Double.POSITIVE_INFINITY : Geodesy.distanceWithin(most, lookup.point(), geometry);
    }

    private static Validity.Inside inside(Lookup lookup, Candidate area) {
        Geometry geometry = Objects.requireNonNull(area.geometry());
        double rim = Math.max(LEAST_RIM_METRES, Math.max(lookup.toleranceMetres(), precisionMetres(geometry)));
        return new Validity.Inside(geometry, rim);
    }

    /** How far coordinates may be from where they belong, judged by their decimals; 0 if those tell nothing. */
    static double precisionMetres(Geometry geometry) {
        Set<Double> numbers = new HashSet<>();
        int decimals = 0;
        for (Coordinate position : geometry.getCoordinates()) {
            for (double number : new double[] {position.x, position.y}) {
                decimals = decimals(number, decimals);
                numbers.add(number);
            }
            if (decimals > COARSE_DECIMALS) {
                return 0;
            }
        }
        return numbers.size() < TELLING_NUMBERS ? 0 : METRES_PER_DEGREE / Math.pow(10, decimals);
    }

    /** The least number of decimals, from a number on, that the value is written with. */
    private static int decimals(double value, int least) {
        int decimals = least;
        while (decimals <= COARSE_DECIMALS && !isWhole(value * Math.pow(10, decimals))) {
            decimals++;
        }
        return decimals;
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-6;
    }
}
