package org.geocontext.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.geocontext.geo.Geodesy;
import org.locationtech.jts.geom.Geometry;

/**
 * The search for a box around the point that holds something, but not more than a reply does: from the tolerance on, by
 * bisection between a box known to be empty and one known to be crowded. Immutable.
 *
 * @param half half the side of the box to ask next, metres
 * @param empty half the side of the largest box known to hold nothing, metres; 0 for none
 * @param crowded some of what is in the smallest box that held more than a reply; empty if none did
 */
record BoxSearch(Lookup lookup, double half, double empty, List<Candidate> crowded) {

    /** Servers refuse or mistreat boxes without extent. */
    private static final double LEAST_HALF_METRES = 1;

    /** Boxes that differ by less are not worth another request. */
    private static final double LEAST_STEP_METRES = 0.5;

    private static final int LEAST_COUNT = 50;

    BoxSearch {
        crowded = List.copyOf(crowded);
    }

    static BoxSearch of(Lookup lookup) {
        return new BoxSearch(lookup, Math.max(lookup.searchMetres(), LEAST_HALF_METRES), 0, List.of());
    }

    /** Whether the box is larger than the tolerance needs. */
    boolean isWide() {
        return half > Math.max(lookup.toleranceMetres(), LEAST_HALF_METRES);
    }

    /** The search that looks no farther than the tolerance. */
    BoxSearch withinTolerance() {
        return of(lookup.withinTolerance());
    }

    /** Most features to ask for in one reply: enough to leave no doubt about the nearest. */
    int count() {
        return Math.max(LEAST_COUNT, lookup.limit() + 1);
    }

    /** Whether a larger box held more than a reply. */
    boolean isNarrowed() {
        return !crowded.isEmpty();
    }

    /** How far from the point anything in the box can be, rounded coordinates allowed for, metres. */
    double reach() {
        return 1.5 * half + 1;
    }

    /**
     * Judges what came for this box.
     *
     * @param truncated whether the server says that there is more
     */
    Hits judge(List<Candidate> candidates, boolean truncated) {
        return new Hits(candidates, nearest(candidates), truncated || candidates.size() >= count());
    }

    /** Metres; infinite if there is no geometry. */
    private double nearest(List<Candidate> candidates) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Candidate candidate : candidates) {
            Geometry geometry = candidate.geometry();
            if (geometry != null && nearest > 0) {
                nearest = Math.min(nearest, Geodesy.distanceWithin(reach(), lookup.point(), geometry));
            }
        }
        return nearest;
    }

    /** What came for a box. */
    final class Hits {

        private final List<Candidate> candidates;
        private final double nearest;
        private final boolean cut;

        private Hits(List<Candidate> candidates, double nearest, boolean cut) {
            this.candidates = candidates;
            this.nearest = nearest;
            this.cut = cut;
        }

        /** Whether a geometry shows that the server looked where it was asked to. */
        boolean areLocated() {
            return nearest <= reach();
        }

        /** Whether there is nothing but strays. */
        boolean areNone() {
            return !areLocated() && candidates.stream().allMatch(candidate -> candidate.geometry() != null);
        }

        /** Whether there are some, all without geometry. */
        boolean areWithoutGeometry() {
            return !candidates.isEmpty() && candidates.stream().allMatch(candidate -> candidate.geometry() == null);
        }

        /** The box to ask after this one; empty if what is known by now will do, or no other box would tell more. */
        Optional<BoxSearch> next() {
            if (half - empty <= LEAST_STEP_METRES || isNearestKnown()) {
                return Optional.empty();
            } else if (cut && isWide()) {
                return Optional.of(withinTolerance());
            } else if (cut && !areNone()) {
                return Optional.of(new BoxSearch(lookup, (empty + half) / 2, empty, candidates));
            } else if (areNone() && isNarrowed()) {
                // The crowded box is as much larger than this one as the empty one is smaller.
                return Optional.of(new BoxSearch(lookup, half + (half - empty) / 2, half, crowded));
            }
            return Optional.empty();
        }

        /** All that has been found by now, what came for this box first. */
        List<Candidate> all() {
            Set<Candidate> all = new LinkedHashSet<>(candidates);
            if (!isNearestKnown()) {
                all.addAll(crowded);
            }
            return List.copyOf(all);
        }

        /** Whether there may be more within tolerance than {@link #all()}, or, of one wanted, something nearer. */
        boolean areTruncated() {
            boolean certain = lookup.limit() == 1 && nearest <= half && !cut;
            return !isNearestKnown() && !certain && (cut || isNarrowed());
        }

        /** How far from the point nothing is missing, as in {@link Step.Answer}. */
        double completeMetres() {
            return cut ? Step.Answer.INCOMPLETE : half;
        }

        private boolean isNearestKnown() {
            return lookup.limit() == 1 && nearest == 0;
        }
    }
}
