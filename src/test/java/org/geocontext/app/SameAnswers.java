package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.geocontext.query.ContextValue;
import org.locationtech.jts.geom.Geometry;

/** Whether two queries were told the same, whenever and by whichever request. */
final class SameAnswers {

    private static final double ROUNDING_DEGREES = 1e-6;

    /** Of {@link #ROUNDING_DEGREES}, on the ground. */
    private static final double ROUNDING_METRES = 0.2;

    private SameAnswers() {}

    /** Values, reasons, messages, distances and geometries; not when they came and what they came from. */
    static void assertSame(List<ContextValue> rows, List<ContextValue> expected) {
        assertThat(said(rows)).containsExactlyElementsOf(said(expected));
        for (int i = 0; i < rows.size(); i++) {
            assertSame(rows.get(i), expected.get(i));
        }
    }

    private static void assertSame(ContextValue row, ContextValue expected) {
        String key = expected.service().key();
        if (expected.distanceMetres() == null) {
            assertThat(row.distanceMetres()).as(key).isNull();
        } else {
            assertThat(row.distanceMetres())
                    .as(key)
                    .isNotNull()
                    .isBetween(
                            expected.distanceMetres() - ROUNDING_METRES, expected.distanceMetres() + ROUNDING_METRES);
        }
        Geometry geometry = expected.geometry();
        if (geometry == null) {
            assertThat(row.geometry()).as(key).isNull();
        } else {
            assertThat(row.geometry()).as(key).isNotNull();
            assertThat(row.geometry().equalsExact(geometry, ROUNDING_DEGREES))
                    .as(key + ": " + row.geometry() + " instead of " + geometry)
                    .isTrue();
        }
    }

    private static List<String> said(List<ContextValue> rows) {
        return rows.stream()
                .map(row -> String.join(
                        " | ",
                        row.service().key(),
                        row.status().toString(),
                        String.valueOf(row.reason()),
                        String.valueOf(row.message()),
                        row.number() == null ? String.valueOf(row.value()) : String.valueOf(row.number())))
                .toList();
    }
}
