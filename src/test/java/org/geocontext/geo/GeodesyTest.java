package org.geocontext.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeodesyTest {

    private static Geometry wkt(String text) throws ParseException {
        return new WKTReader().read(text);
    }

    @Test
    void anEmptyGeometryIsInfinitelyFar() throws ParseException {
        assertThat(Geodesy.distanceMetres(new LonLat(0, 0), wkt("POLYGON EMPTY")))
                .isInfinite();
        assertThat(Geodesy.distanceMetres(new LonLat(0, 0), wkt("GEOMETRYCOLLECTION (POINT EMPTY)")))
                .isInfinite();
    }

    @Test
    void distanceBetweenPositionsIsKarneys() {
        // JFK to LHR, the worked example of GeographicLib's documentation: 5551759.400 m.
        assertThat(Geodesy.distanceMetres(new LonLat(-73.8, 40.6), new LonLat(-0.5, 51.6)))
                .isCloseTo(5_551_759.400, offset(0.001));
    }

    @Test
    void aPolygonCoversItsInsideAndItsRimButNotItsHole() throws ParseException {
        Geometry ring = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))");
        assertThat(Geodesy.distanceMetres(new LonLat(0.5, 0.5), ring)).isZero();
        assertThat(Geodesy.distanceMetres(new LonLat(0, 2), ring)).isZero();
        assertThat(Geodesy.distanceMetres(new LonLat(2, 1.1), ring))
                .isCloseTo(Geodesy.distanceMetres(new LonLat(2, 1.1), new LonLat(2, 1)), offset(0.5));
    }

    @Test
    void theNearestPointOfASegmentIsFoundToTheMillimetre() throws ParseException {
        // On a meridian the nearest point is due east; brute force beside it.
        LonLat from = new LonLat(31.4, -24.4);
        Geometry line = wkt("LINESTRING (31.39 -25, 31.41 -23.5)");
        double brute = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 200_000; i++) {
            double t = i / 200_000.0;
            brute = Math.min(brute, Geodesy.distanceMetres(from, new LonLat(31.39 + t * 0.02, -25 + t * 1.5)));
        }
        assertThat(Geodesy.distanceMetres(from, line)).isCloseTo(brute, offset(0.001));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 89.99; LINESTRING (180 89.985, 90 89, 0 89.964, 0 80)",
                "30; 85; LINESTRING (29 85.9, 40 85.5, 38 84.6, 10 84, 29 84.1)",
                "180; 0; LINESTRING (-179.9 80, 0 40, 179.5 0)",
                "-179.99; -60; LINESTRING (179 -61, 181 -60.5)",
            })
    void theNearestSegmentIsFoundAtThePolesAndTheAntimeridian(double lon, double lat, String line)
            throws ParseException {
        LonLat from = new LonLat(lon, lat);
        Geometry vertices = new GeometryFactory()
                .createMultiPointFromCoords(Densifier.densify(wkt(line), 0.001).getCoordinates());
        assertThat(Geodesy.distanceMetres(from, wkt(line)))
                .isCloseTo(Geodesy.distanceMetres(from, vertices), offset(0.5));
    }

    @Test
    void withinALimitTheDistanceIsTheSame_beyondItSomethingGreater() throws ParseException {
        LonLat from = new LonLat(0, 0);
        Geometry lines = wkt("MULTILINESTRING ((1 -1, 1 1), (0.5 -1, 0.5 1, 0.4 2), (3 3, 4 4))");
        double distance = Geodesy.distanceMetres(from, lines);
        assertThat(Geodesy.distanceWithin(distance + 0.01, from, lines)).isEqualTo(distance);
        assertThat(Geodesy.distanceWithin(distance - 0.01, from, lines)).isGreaterThan(distance - 0.01);
        assertThat(Geodesy.distanceWithin(1000, from, lines)).isGreaterThan(1000);
    }

    @Test
    void whatIsNearerThanALimitIsFoundWithinItEverywhere() {
        Random random = new Random(7);
        GeometryFactory factory = new GeometryFactory();
        int found = 0;
        for (int i = 0; i < 5000; i++) {
            LonLat from = new LonLat(
                    List.of(0.0, 179.99, -180.0, 31.4).get(random.nextInt(4)),
                    List.of(0.0, -24.4, 89.5, -89.99, 90.0).get(random.nextInt(5)));
            Coordinate[] line = new Coordinate[5];
            Arrays.setAll(
                    line,
                    k -> new Coordinate(
                            from.lon() + 3 * random.nextGaussian() + 360 * (random.nextInt(3) - 1),
                            Math.max(-90, Math.min(90, from.lat() + random.nextGaussian()))));
            Geometry geometry = factory.createLineString(line);
            double distance = Geodesy.distanceMetres(from, geometry);
            double most = 200_000 * random.nextDouble();
            double within = Geodesy.distanceWithin(most, from, geometry);
            if (distance <= most) {
                found++;
                assertThat(within).as(from + " " + geometry).isEqualTo(distance);
            } else {
                assertThat(within).as(from + " " + geometry).isGreaterThan(most);
            }
        }
        assertThat(found).isGreaterThan(1000);
    }

    @Test
    void theNearestPointIsNearestOverTheEarth() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            LonLat from = new LonLat(20 * random.nextDouble(), 140 * random.nextDouble() - 70);
            Coordinate a = new Coordinate(from.lon() + random.nextGaussian(), from.lat() + random.nextGaussian());
            Coordinate b = new Coordinate(from.lon() + random.nextGaussian(), from.lat() + random.nextGaussian());
            Geometry segment = new GeometryFactory().createLineString(new Coordinate[] {a, b});
            double around = 0.5;
            for (double width = 1; width > 1e-9; width /= 100) {
                around = nearestShare(from, a, b, around - width / 2, around + width / 2);
            }
            double brute = Geodesy.distanceMetres(from, at(a, b, around));
            assertThat(Geodesy.distanceMetres(from, segment)).isCloseTo(brute, offset(0.001));
        }
    }

    private static double nearestShare(LonLat from, Coordinate a, Coordinate b, double low, double high) {
        return IntStream.rangeClosed(0, 500)
                .mapToDouble(step -> Math.max(0, Math.min(1, low + (high - low) * step / 500)))
                .boxed()
                .min(Comparator.comparingDouble(share -> Geodesy.distanceMetres(from, at(a, b, share))))
                .orElseThrow();
    }

    private static LonLat at(Coordinate a, Coordinate b, double share) {
        return new LonLat(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y));
    }

    @Test
    void aLatitudeAHairBeyondThePoleIsThePoles() throws ParseException {
        LonLat from = new LonLat(0, -89.9);
        assertThat(Geodesy.distanceMetres(from, wkt("LINESTRING (-90 -90.0000001, 90 -90.0000001)")))
                .isCloseTo(Geodesy.distanceMetres(from, new LonLat(0, -90)), offset(0.001));
    }

    @Test
    void anEmptyHoleIsNoHole() throws ParseException {
        assertThat(Geodesy.distanceMetres(new LonLat(0, 2), wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0), EMPTY)")))
                .isCloseTo(110_576, offset(10.0));
    }

    @Test
    void aPolygonAcrossTheAntimeridianIsFoundFromBothSides() throws ParseException {
        Geometry polygon = wkt("POLYGON ((179 -1, 181 -1, 181 1, 179 1, 179 -1))");
        assertThat(Geodesy.distanceMetres(new LonLat(-179.5, 0), polygon)).isZero();
        assertThat(Geodesy.distanceMetres(new LonLat(179.5, 0), polygon)).isZero();
    }

    @Test
    void aMultiPointGivesItsNearestMember() throws ParseException {
        assertThat(Geodesy.distanceMetres(new LonLat(0, 0), wkt("MULTIPOINT ((0 1), (0 0.001))")))
                .isCloseTo(110.574, offset(0.001));
    }

    @Test
    void aBoxHoldsEveryPositionWithinItsDistance() {
        for (String code : new String[] {"EPSG:4326", "EPSG:3857", "EPSG:32735", "EPSG:4148", "EPSG:2056"}) {
            Crs crs = Crs.of(code);
            LonLat centre = code.equals("EPSG:2056") ? new LonLat(7.4, 46.9) : new LonLat(28.05, -26.2);
            for (double metres : new double[] {1, 10, 5000}) {
                Envelope box = Boxes.around(centre, metres, crs);
                for (int bearing = 0; bearing < 360; bearing += 15) {
                    GeodesicData end = Geodesic.WGS84.Direct(centre.lat(), centre.lon(), bearing, metres * 0.999999);
                    Coordinate there = crs.fromLonLat(new LonLat(end.lon2, end.lat2));
                    assertThat(box.contains(there))
                            .as("%s %s m, bearing %s", code, metres, bearing)
                            .isTrue();
                }
                assertThat(crs.toLonLat(new GeometryFactory().toGeometry(box)).isValid())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EPSG:4326, 10, 89.99", "EPSG:4326, 10, -89.9999", "EPSG:3031, 100, -89.9999", "EPSG:3031, 0, -90"})
    void aBoxAtAPoleHoldsEveryPositionWithinItsDistance(String code, double lon, double lat) {
        Crs crs = Crs.of(code);
        Envelope box = Boxes.around(new LonLat(lon, lat), 100, crs);
        for (int bearing = 0; bearing < 360; bearing += 15) {
            GeodesicData end = Geodesic.WGS84.Direct(lat, lon, bearing, 99.9999);
            Coordinate there = crs.fromLonLat(new LonLat(end.lon2, end.lat2));
            assertThat(box.contains(there) || box.contains(there.x + 360, there.y))
                    .as("bearing %s", bearing)
                    .isTrue();
        }
    }

    @Test
    void aLineCoversWhatIsExactlyOnIt() throws ParseException {
        assertThat(Geodesy.distanceMetres(new LonLat(31.25, -24.25), wkt("LINESTRING (31 -24, 31.5 -24.5)")))
                .isZero();
    }
}
