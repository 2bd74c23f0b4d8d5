package org.geocontext.batch;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A point of the input, and what goes with it from the input to the output.
 *
 * @param point x east, y north; null if the input has none there
 * @param crs of the point if it does not say so itself; null for EPSG:4326
 * @param origin passed through untouched
 * @param <T> what goes with points
 */
public record BatchPoint<T>(
        @Nullable Geometry point, @Nullable String crs, T origin) {}
