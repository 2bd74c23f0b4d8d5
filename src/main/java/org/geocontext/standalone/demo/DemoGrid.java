package org.geocontext.standalone.demo;

import java.util.OptionalInt;
import org.locationtech.jts.geom.Envelope;

/** A raster of one band with whole numbers in lon/lat WGS 84, read from an Esri ASCII grid. Immutable. */
final class DemoGrid {

    private static final int HEADER_LINES = 6;

    private final int columns;
    private final int rows;
    private final double west;
    private final double south;
    private final double cell;
    private final int noData;
    private final int[] values;

    private DemoGrid(String[] lines) {
        this.columns = (int) header(lines[0], "ncols");
        this.rows = (int) header(lines[1], "nrows");
        this.west = header(lines[2], "xllcorner");
        this.south = header(lines[3], "yllcorner");
        this.cell = header(lines[4], "cellsize");
        this.noData = (int) header(lines[5], "NODATA_value");
        this.values = new int[columns * rows];
        for (int row = 0; row < rows; row++) {
            String[] words = lines[HEADER_LINES + row].trim().split(" ");
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = Integer.parseInt(words[column]);
            }
        }
    }

    /** @throws RuntimeException if the text is no such grid: it is one of ours */
    static DemoGrid parse(String text) {
        return new DemoGrid(text.split("\n"));
    }

    private static double header(String line, String name) {
        String[] words = line.trim().split("\\s+");
        if (!words[0].equals(name)) {
            throw new IllegalArgumentException("header: " + line + " (expected: " + name + ")");
        }
        return Double.parseDouble(words[1]);
    }

    /** The value that stands for no data. */
    int noData() {
        return noData;
    }

    Envelope extent() {
        return new Envelope(west, west + columns * cell, south, south + rows * cell);
    }

    /** The value of the pixel that holds a position, {@link #noData()} included; empty outside the raster. */
    OptionalInt valueAt(double lon, double lat) {
        int column = (int) Math.floor((lon - west) / cell);
        int northward = (int) Math.floor((lat - south) / cell);
        if (column < 0 || northward < 0 || column >= columns || northward >= rows) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(values[(rows - 1 - northward) * columns + column]);
    }
}
