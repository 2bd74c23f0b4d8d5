package org.geocontext.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.geocontext.query.Reduction.Finding;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Whether two answers say the same about a lookup: the same features in any order, numbers equal as numbers, texts as
 * texts, geometries to a millionth of a degree. Stateless.
 */
final class SameSaying {

    private static final double ROUNDING_DEGREES = 1e-6;

    private SameSaying() {}

    /** Whether there is a value in what an answer says. */
    static boolean hasValue(Lookup lookup, Step.Answer answer) {
        return findings(lookup, answer).stream().anyMatch(finding -> finding.status() == Status.VALUE);
    }

    static boolean of(Lookup lookup, Step.Answer one, Step.Answer other) {
        List<Finding> rest = new ArrayList<>(findings(lookup, other));
        for (Finding finding : findings(lookup, one)) {
            int match = 0;
            while (match < rest.size() && !same(finding, rest.get(match))) {
                match++;
            }
            if (match == rest.size()) {
                return false;
            }
            rest.remove(match);
        }
        return rest.isEmpty();
    }

    private static List<Finding> findings(Lookup lookup, Step.Answer answer) {
        return Reduction.reduce(lookup, answer.candidates(), answer.truncated(), FeaturesMode.ALL);
    }

    private static boolean same(Finding one, Finding other) {
        return one.status() == other.status()
                && one.reason() == other.reason()
                && sameValue(one, other)
                && sameGeometry(one.geometry(), other.geometry());
    }

    private static boolean sameValue(Finding one, Finding other) {
        return one.number() != null && other.number() != null
                ? one.number().equals(other.number())
                : Objects.equals(one.value(), other.value());
    }

    private static boolean sameGeometry(@Nullable Geometry one, @Nullable Geometry other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.equalsExact(other, ROUNDING_DEGREES) || one.norm().equalsExact(other.norm(), ROUNDING_DEGREES);
    }
}
