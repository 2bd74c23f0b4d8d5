package org.geocontext.query;

import java.time.Duration;
import java.util.List;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Point;

/**
 * The answer: at least one row for every service asked, in catalogue order.
 *
 * @param point the asked point in {@code crs}
 * @param position the asked point in lon/lat WGS 84
 * @param crs of the rows' geometries
 * @param elapsed from the request to the last row
 */
public record QueryResult(Point point, LonLat position, Crs crs, List<ContextValue> rows, Duration elapsed) {

    public QueryResult {
        rows = List.copyOf(rows);
    }

    /** Whether at least one service gave a value or said that there is none. */
    public boolean answered() {
        return rows.stream().anyMatch(row -> row.status() == Status.VALUE || row.status() == Status.NO_DATA);
    }
}
