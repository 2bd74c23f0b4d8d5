package org.geocontext.standalone.demo;

import java.util.List;

/** A layer of the demo's map server, known by its name to WMS and WFS and by its number to ArcGIS REST. */
sealed interface DemoLayer {

    /** As in {@code catchments}. */
    String name();

    String title();

    /** Its number in the MapServer. */
    int id();

    record Vector(String name, String title, int id, List<DemoFeature> features) implements DemoLayer {
        public Vector {
            features = List.copyOf(features);
        }
    }

    record Raster(String name, String title, int id, DemoGrid grid) implements DemoLayer {}

    /**
     * A layer whose data cannot be had.
     *
     * @param fault what the server says about it
     */
    record Broken(String name, String title, int id, String fault) implements DemoLayer {}
}
