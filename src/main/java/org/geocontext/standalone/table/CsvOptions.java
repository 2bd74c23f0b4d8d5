package org.geocontext.standalone.table;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is to be read; what is null is found out from its header line.
 *
 * @param x name of the column with the longitude or east coordinate
 * @param y name of the column with the latitude or north coordinate
 * @param delimiter between fields
 * @param crs of the coordinates; null for EPSG:4326
 */
public record CsvOptions(
        @Nullable String x,
        @Nullable String y,
        @Nullable Character delimiter,
        @Nullable String crs) {

    /** Everything is found out. */
    public static final CsvOptions DETECT = new CsvOptions(null, null, null, null);
}
