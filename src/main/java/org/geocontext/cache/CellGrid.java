package org.geocontext.cache;

import org.locationtech.jts.geom.Envelope;

/**
 * The earth in square cells of 360 degrees halved level by level. A box belongs to the level where it touches at most
 * two cells each way, so that a position has to be looked for in one cell of each level only. Cells are numbers, those
 * of all levels distinct.
 */
final class CellGrid {

    /** The finest level, 1 m at the equator; smaller boxes belong there too. */
    static final int FINEST = 25;

    /** Where single positions are, by their exact coordinates. */
    static final int POSITIONS = 63;

    private static final int LEVEL_SHIFT = 58;
    private static final int ROW_SHIFT = 29;

    private CellGrid() {}

    /** The level of a box that is no single position. */
    static int level(Envelope box) {
        double size = Math.max(box.getWidth(), box.getHeight());
        int level = (int) Math.floor(Math.log(360 / size) / Math.log(2));
        return Math.max(0, Math.min(FINEST, level));
    }

    /** The cell of a level that holds a position. */
    static long cell(int level, double lon, double lat) {
        return cell(level, column(level, lon), row(level, lat));
    }

    /** The number that stands for exactly this position; others may have it, too. */
    static long position(double lon, double lat) {
        long hash = Double.doubleToLongBits(lon) * 0x9E3779B97F4A7C15L
                + Long.rotateLeft(Double.doubleToLongBits(lat) * 0xC2B2AE3D27D4EB4FL, 31);
        hash ^= hash >>> 29;
        return (long) POSITIONS << LEVEL_SHIFT | (hash * 0xBF58476D1CE4E5B9L) >>> (Long.SIZE - LEVEL_SHIFT);
    }

    /** The cells of a level that a box touches, four at most if the level is the box's own. */
    static long[] cells(int level, Envelope box) {
        long west = column(level, box.getMinX());
        long east = column(level, box.getMaxX());
        long south = row(level, box.getMinY());
        long north = row(level, box.getMaxY());
        long[] cells = new long[Math.toIntExact((east - west + 1) * (north - south + 1))];
        int count = 0;
        for (long column = west; column <= east; column++) {
            for (long row = south; row <= north; row++) {
                cells[count++] = cell(level, column, row);
            }
        }
        return cells;
    }

    private static long cell(int level, long column, long row) {
        long around = Math.floorMod(column, 1L << level);
        return (long) level << LEVEL_SHIFT | row << ROW_SHIFT | around;
    }

    private static long column(int level, double lon) {
        return (long) Math.floor((lon + 180) * (1L << level) / 360);
    }

    /** From the south pole, a little beyond which there are positions, too. */
    private static long row(int level, double lat) {
        return Math.max(0, (long) Math.floor((lat + 90) * (1L << level) / 360));
    }
}
