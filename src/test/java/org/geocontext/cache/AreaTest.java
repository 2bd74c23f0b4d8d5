package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class AreaTest {

    @ParameterizedTest
    @CsvSource({
        "26, -29, 0.01, 5, 10",
        "26, -29, 0.01, 40, 10",
        "26, -29, 2, 300, 1000",
        "26, 0, 0.01, 100, 0",
        "10, 70, 0.5, 100, 500",
        "10, -84, 3, 100, 5000",
        "10, 0, 4, 60, 100000",
        "179.999, 20, 0.3, 150, 50",
        "-180, -20, 0.3, 150, 50",
    })
    void holdsWhatIsInsideAndFartherThanTheRimFromEveryBoundary(
            double lon, double lat, double size, int vertices, double rim) {
        RandomShapes shapes = new RandomShapes(vertices);
        int held = 0;
        for (int i = 0; i < 20; i++) {
            Geometry geometry = shapes.area(lon, lat, size, vertices);
            Area area = Area.of(geometry, rim);
            for (int j = 0; j < 50; j++) {
                Coordinate position = shapes.near(geometry, rim / 50_000);
                double toRim = metresInside(geometry, position);
                boolean holds = area.holds(normal(position.x), position.y);
                if (toRim <= rim) {
                    assertThat(holds).as("%s in %s", position, geometry).isFalse();
                } else if (toRim > 1.1 * rim + 0.01) {
                    assertThat(holds).as("%s in %s", position, geometry).isTrue();
                }
                held += holds ? 1 : 0;
            }
        }
        assertThat(held).isGreaterThan(20);
    }

    /** Geodesic metres to the nearest boundary; below 0 outside. */
    private static double metresInside(Geometry geometry, Coordinate position) {
        boolean inside = geometry.contains(new GeometryFactory().createPoint(position));
        LonLat point = new LonLat(normal(position.x), position.y);
        return inside ? Geodesy.distanceMetres(point, geometry.getBoundary()) : -1;
    }

    private static double normal(double lon) {
        return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
    }

    @Test
    void theBoundaryItselfIsNotInside() throws Exception {
        Area area = Area.of(wkt("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))"), 0);

        assertThat(area.holds(5, 0)).isFalse();
        assertThat(area.holds(10, 10)).isFalse();
        assertThat(area.holds(4, 5)).isFalse();
        assertThat(area.holds(5, 5)).isFalse();
        assertThat(area.holds(3, 5)).isTrue();
    }

    @Test
    void longitudesBeyondTheAntimeridianAreTheSamePlaces() throws Exception {
        Area area = Area.of(wkt("POLYGON((170 -10, 190 -10, 190 10, 170 10, 170 -10))"), 100);

        assertThat(area.holds(-175, 0)).isTrue();
        assertThat(area.holds(175, 0)).isTrue();
        assertThat(area.holds(180, 0)).isTrue();
        assertThat(area.holds(-169, 0)).isFalse();
    }

    @Test
    void aBoundaryOnTheAntimeridianIsNearOnBothItsSides() throws Exception {
        Area world = Area.of(wkt("POLYGON((-180 -80, 180 -80, 180 80, -180 80, -180 -80))"), 1000);

        assertThat(world.holds(179.999, 0)).isFalse();
        assertThat(world.holds(-179.999, 0)).isFalse();
        assertThat(world.holds(179.9, 0)).isTrue();
    }

    @Test
    void aBoundaryATurnAwayCounts() throws Exception {
        Area spiral = Area.of(wkt("POLYGON((-179 -10, 180.9995 -10, 180.9995 10, -179 10, -179 -10))"), 1000);

        assertThat(spiral.holds(-178.995, 0)).isFalse();
        assertThat(spiral.holds(0, 0)).isTrue();
    }

    @Test
    void nothingIsHeldWhereThePoleIsWithinTheRim() throws Exception {
        Area cap = Area.of(wkt("POLYGON((-180 60, 180 60, 180 90, -180 90, -180 60))"), 5000);

        assertThat(cap.holds(10, 89.98)).isFalse();
        assertThat(cap.holds(10, 70)).isTrue();
    }

    @Test
    void whatIsWiderThanTheEarthHoldsNothing() throws Exception {
        assertThat(Area.of(wkt("POLYGON((-200 -10, 200 -10, 200 10, -200 10, -200 -10))"), 0)
                        .holds(0, 0))
                .isFalse();
    }

    @Test
    void emptyPartsAreLeftOut() throws Exception {
        Area area = Area.of(wkt("MULTIPOLYGON(EMPTY, ((0 0, 10 0, 10 10, 0 10, 0 0)))"), 0);

        assertThat(area.holds(5, 5)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON((0 0, 10.1 0, 10 10, 0 10, 0 0))",
                "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4), (1 1, 2 1, 2 2, 1 1))",
                "MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))",
                "MULTIPOLYGON(((0 0, 9 0, 9 9, 0 0), (7 3, 8 3, 8 4, 7 3)), ((20 0, 29 0, 29 9, 20 0)))",
            })
    void theGeometryComesOutAsItWentIn(String wkt) throws Exception {
        Geometry geometry = AffineTransformation.scaleInstance(1.1, 0.7).transform(wkt(wkt));

        Validity.Inside inside =
                (Validity.Inside) again(Area.of(geometry, 12.5)).validity();

        assertThat(inside.area().equalsExact(geometry)).isTrue();
        assertThat(inside.area().getGeometryType()).isEqualTo(geometry.getGeometryType());
        assertThat(inside.rimMetres()).isEqualTo(12.5);
    }

    private static Shape again(Area area) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        area.write(new DataOutputStream(bytes));
        return Shape.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static Geometry wkt(String wkt) throws ParseException {
        return new WKTReader().read(wkt);
    }
}
