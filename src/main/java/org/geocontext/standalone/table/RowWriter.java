package org.geocontext.standalone.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/** Writes a file of points. What is closed without having been finished is not a file of points. */
public interface RowWriter extends Closeable {

    /**
     * Writes a row.
     *
     * @param id of the feature; null for none
     * @param point lon/lat WGS 84; null for none
     * @param values one for each column
     */
    void write(@Nullable Object id, @Nullable Point point, List<@Nullable Object> values) throws IOException;

    /** Completes the file. */
    void finish() throws IOException;
}
