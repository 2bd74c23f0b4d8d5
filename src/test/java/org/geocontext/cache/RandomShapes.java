package org.geocontext.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Star-shaped polygons, ragged, with and without holes, of one part or several. */
final class RandomShapes {

    private final GeometryFactory factory = new GeometryFactory();
    private final Random random;

    RandomShapes(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** @param size degrees from the middle to the farthest vertex */
    Geometry area(double lon, double lat, double size, int vertices) {
        if (random.nextInt(4) > 0) {
            return polygon(lon, lat, size, vertices);
        }
        Polygon[] parts = {
            polygon(lon - size / 2, lat, size * 0.45, vertices / 2 + 3),
            polygon(lon + size / 2, lat, size * 0.45, vertices / 2 + 3)
        };
        return factory.createMultiPolygon(parts);
    }

    Polygon polygon(double lon, double lat, double size, int vertices) {
        List<LinearRing> holes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            double angle = 2 * Math.PI * i / 3;
            holes.add(ring(
                    lon + 0.2 * size * Math.cos(angle),
                    lat + 0.2 * size * Math.sin(angle),
                    0.12 * size,
                    3 + vertices / 4));
        }
        return factory.createPolygon(ring(lon, lat, size, vertices), holes.toArray(new LinearRing[0]));
    }

    private LinearRing ring(double lon, double lat, double size, int vertices) {
        Coordinate[] positions = new Coordinate[vertices + 1];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / vertices;
            double radius = size * (0.5 + 0.5 * random.nextDouble());
            positions[i] = new Coordinate(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle));
        }
        positions[vertices] = positions[0].copy();
        return factory.createLinearRing(positions);
    }

    /** A position in the box of an area, often next to one of its vertices or edges. */
    Coordinate near(Geometry area, double degrees) {
        Envelope box = area.getEnvelopeInternal();
        if (random.nextBoolean()) {
            return new Coordinate(
                    box.getMinX() + random.nextDouble() * box.getWidth(),
                    box.getMinY() + random.nextDouble() * box.getHeight());
        }
        Coordinate[] outline = area.getCoordinates();
        int i = random.nextInt(outline.length - 1);
        double t = random.nextBoolean() ? 0 : random.nextDouble();
        return new Coordinate(
                outline[i].x + t * (outline[i + 1].x - outline[i].x) + degrees * random.nextGaussian(),
                outline[i].y + t * (outline[i + 1].y - outline[i].y) + degrees * random.nextGaussian());
    }
}
