package org.geocontext.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.CoverageUnion;

/** The sample data keep what a tour of the demo relies on. */
class DemoDataTest {

    private final DemoData data = DemoData.load();

    @Test
    void everyGeometryIsValid() {
        assertThat(vectors().flatMap(layer -> layer.features().stream()))
                .allMatch(feature -> feature.geometry().isValid());
    }

    @Test
    void catchmentsCoverTheRegionWithoutGapOrOverlap() {
        List<Geometry> polygons = vector("catchments").features().stream()
                .map(DemoFeature::geometry)
                .toList();
        double sum = polygons.stream().mapToDouble(Geometry::getArea).sum();
        Geometry union = CoverageUnion.union(new GeometryFactory().buildGeometry(polygons));

        assertThat(union).isInstanceOf(Polygon.class);
        assertThat(((Polygon) union).getNumInteriorRing()).isZero();
        assertThat(sum).isCloseTo(union.getArea(), within(1e-9));
    }

    @Test
    void oneCatchmentLiesInTheHoleOfAnother() {
        assertThat(vector("catchments").features())
                .filteredOn(feature -> ((Polygon) feature.geometry()).getNumInteriorRing() == 1)
                .singleElement()
                .satisfies(feature -> assertThat(feature.attributes()).containsEntry("name", "Nkonwane"));
    }

    @Test
    void aRiverPassesTheDemoPointWithinTwoKilometres() {
        Geometry point =
                new GeometryFactory().createPoint(new Coordinate(DemoCatalogue.POINT.lon(), DemoCatalogue.POINT.lat()));
        assertThat(vector("rivers").features())
                .anyMatch(feature -> feature.geometry().distance(point) < 0.02);
    }

    @Test
    void rastersHoldNoDataWhereThePanIs() {
        DemoGrid elevation = ((DemoLayer.Raster) data.find("elevation").orElseThrow()).grid();
        assertThat(elevation.valueAt(31.77, -24.19)).hasValue(elevation.noData());
    }

    @Test
    void aRasterHasNoPixelOutsideItsExtent() {
        DemoGrid elevation = ((DemoLayer.Raster) data.find("elevation").orElseThrow()).grid();
        Envelope extent = elevation.extent();

        assertThat(elevation.valueAt(extent.getMinX() - 1e-6, -24.5)).isEmpty();
        assertThat(elevation.valueAt(extent.getMaxX(), -24.5)).isEmpty();
        assertThat(elevation.valueAt(31.5, extent.getMaxY() + 1e-6)).isEmpty();
    }

    @Test
    void theFirstRowOfAGridIsItsNorthernmost() {
        DemoGrid grid = DemoGrid.parse(
                "ncols 2\nnrows 2\nxllcorner 10\nyllcorner 20\ncellsize 1\nNODATA_value -9999\n1 2\n3 4\n");

        assertThat(grid.valueAt(10.5, 21.5)).hasValue(1);
        assertThat(grid.valueAt(11.5, 20.5)).hasValue(4);
    }

    private Stream<DemoLayer.Vector> vectors() {
        return data.layers().stream().filter(DemoLayer.Vector.class::isInstance).map(DemoLayer.Vector.class::cast);
    }

    private DemoLayer.Vector vector(String name) {
        return (DemoLayer.Vector) data.find(name).orElseThrow();
    }
}
