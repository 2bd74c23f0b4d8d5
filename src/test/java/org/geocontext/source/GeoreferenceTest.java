package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeoreferenceTest {

    private static final LonLat POINT = new LonLat(26.2, -29.1);

    private final Georeference asked4326 = new Georeference(Crs.WGS84, POINT, 10);

    private static Geometry wkt(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void assertAtPoint(@Nullable Geometry geometry) {
        assertThat(geometry).isNotNull();
        assertThat(geometry.getCoordinate().x).isBetween(26.19, 26.21);
        assertThat(geometry.getCoordinate().y).isBetween(-29.11, -29.09);
    }

    @Test
    void theSameNameIsReadInEitherAxisOrder() {
        assertAtPoint(asked4326.toLonLat(wkt("POINT(26.2 -29.1)"), "EPSG:4326"));
        assertAtPoint(asked4326.toLonLat(wkt("POINT(-29.1 26.2)"), "EPSG:4326"));
        assertAtPoint(asked4326.toLonLat(wkt("POINT(26.2 -29.1)"), "urn:ogc:def:crs:EPSG::4326"));
        assertAtPoint(asked4326.toLonLat(wkt("POINT(-29.1 26.2)"), "urn:ogc:def:crs:EPSG::4326"));
    }

    @Test
    void aRoundingErrorBeyondThePole_isNoReasonToDropAContinent() {
        Georeference inAntarctica = new Georeference(Crs.WGS84, new LonLat(10, -80), 10);
        Geometry antarctica = wkt(
                "POLYGON((-180 -90.00000000000003, 180 -90.00000000000003, 180 -60, -180 -60, -180 -90.00000000000003))");

        assertThat(inAntarctica.toLonLat(antarctica, "EPSG:4326")).isEqualTo(antarctica);
    }

    @Test
    void whereBothOrdersFit_theNameDecides() {
        Georeference onTheDiagonal = new Georeference(Crs.WGS84, new LonLat(10.001, 10.002), 10);

        assertThat(onTheDiagonal.toLonLat(wkt("POINT(10.002 10.001)"), "urn:ogc:def:crs:EPSG::4326"))
                .isEqualTo(wkt("POINT(10.001 10.002)"));
        assertThat(onTheDiagonal.toLonLat(wkt("POINT(10.001 10.002)"), "EPSG:4326"))
                .isEqualTo(wkt("POINT(10.001 10.002)"));
    }

    @Test
    void withoutAName_theAskedCrsIsTried() {
        Georeference asked3857 = new Georeference(Crs.of("EPSG:3857"), POINT, 10);

        assertAtPoint(asked3857.toLonLat(wkt("POINT(2916570.6 -3388618.0)"), null));
        assertAtPoint(asked3857.toLonLat(wkt("POINT(26.2 -29.1)"), null));
    }

    @Test
    void aCrsNamedWrongly_isSeenThrough() {
        Georeference asked3857 = new Georeference(Crs.of("EPSG:3857"), POINT, 10);

        assertAtPoint(asked3857.toLonLat(wkt("POINT(2916570.6 -3388618.0)"), "EPSG:4326"));
        assertAtPoint(asked4326.toLonLat(wkt("POINT(2916570.6 -3388618.0)"), "urn:unknown"));
    }

    @Test
    void aNamedCrsIsReprojected() {
        assertAtPoint(asked4326.toLonLat(wkt("POINT(422134.6 6780505.6)"), "EPSG:32735"));
    }

    @Test
    void aPolygonThatCoversThePointIsThere_howeverLargeItIs() {
        Geometry country = wkt("POLYGON((16 -35, 33 -35, 33 -22, 16 -22, 16 -35))");

        assertThat(asked4326.toLonLat(country, null)).isEqualTo(country);
    }

    @Test
    void aStrayKeepsThePlaceItsCrsGivesIt() {
        assertThat(asked4326.toLonLat(wkt("POINT(5 50)"), "EPSG:4326")).isEqualTo(wkt("POINT(5 50)"));
    }

    @Test
    void coordinatesThatCannotBeOnTheEarth_areNoGeometry() {
        assertThat(asked4326.toLonLat(wkt("POINT(123456 987654)"), "EPSG:4326")).isNull();
    }

    @Test
    void anEmptyGeometryIsNone() {
        assertThat(asked4326.toLonLat(wkt("POLYGON EMPTY"), "EPSG:4326")).isNull();
    }
}
