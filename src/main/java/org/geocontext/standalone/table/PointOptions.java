package org.geocontext.standalone.table;

import org.jspecify.annotations.Nullable;

/**
 * How a file of points is to be read; what is null is found out.
 *
 * @param x CSV: name of the column with the longitude or east coordinate
 * @param y CSV: name of the column with the latitude or north coordinate
 * @param delimiter CSV: between fields
 * @param crs CSV: of the coordinates; null for EPSG:4326
 * @param layer GeoPackage: name of the table
 */
public record PointOptions(
        @Nullable String x,
        @Nullable String y,
        @Nullable Character delimiter,
        @Nullable String crs,
        @Nullable String layer) {}
