package org.geocontext.codec;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A geometry as it was written, before anything is known about its axes.
 *
 * @param geometry coordinates in the order sent
 * @param srs the CRS it names, as sent; null if none
 */
public record ParsedGeometry(Geometry geometry, @Nullable String srs) {}
