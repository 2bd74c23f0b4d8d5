package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** What must be the same in two answers to the same query, however the services were asked. */
final class SameRows {

    private static final double ROUNDING_DEGREES = 1e-6;
    private static final double ROUNDING_METRES = 0.2;

    private SameRows() {}

    static void assertSame(String what, List<ContextValue> some, List<ContextValue> others) {
        assertThat(said(some)).as(what).containsExactlyElementsOf(said(others));
        for (int row = 0; row < some.size(); row++) {
            String which = what + ", " + some.get(row).service().key();
            assertSameGeometry(which, some.get(row).geometry(), others.get(row).geometry());
            Double distance = others.get(row).distanceMetres();
            if (distance != null) {
                assertThat(some.get(row).distanceMetres()).as(which).isCloseTo(distance, within(ROUNDING_METRES));
            }
        }
    }

    private static List<String> said(List<ContextValue> rows) {
        return rows.stream()
                .map(row -> String.join(
                        " ",
                        row.service().key(),
                        row.status().toString(),
                        String.valueOf(row.reason()),
                        row.number() == null ? String.valueOf(row.value()) : String.valueOf(row.number())))
                .toList();
    }

    private static void assertSameGeometry(String which, Geometry one, Geometry other) {
        if (other == null) {
            assertThat(one).as(which).isNull();
        } else {
            assertThat(one == null ? null : one.toText()).as(which).isNotNull();
            assertThat(one.norm().equalsExact(other.norm(), ROUNDING_DEGREES))
                    .as(which)
                    .isTrue();
        }
    }
}
