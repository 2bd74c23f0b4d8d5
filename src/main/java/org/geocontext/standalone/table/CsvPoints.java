package org.geocontext.standalone.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.geocontext.batch.BatchPoint;
import org.geocontext.geo.Crs;
import org.geocontext.standalone.api.Coordinates;
import org.geocontext.standalone.api.Coordinates.Axis;
import org.geocontext.standalone.web.RefusedException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/**
 * Points of a CSV file in UTF-8 with a header line. Coordinates are decimal degrees, degrees with minutes and seconds,
 * or, in a projected CRS, plain numbers. One that cannot be read makes a row without a point.
 */
final class CsvPoints implements PointReader {

    private static final String DELIMITERS = ",;\t|";
    private static final List<String> X_NAMES = List.of(
            "lon", "longitude", "long", "lng", "x", "easting", "east", "decimallongitude", "point_x", "x_coord");
    private static final List<String> Y_NAMES =
            List.of("lat", "latitude", "y", "northing", "north", "decimallatitude", "point_y", "y_coord");
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int LONGEST_HEADER = 1 << 16;

    private final BufferedReader reader;
    private final CsvLines lines;
    private final List<String> columns;
    private final int x;
    private final int y;
    private final @Nullable String crs;
    private final boolean degrees;

    private CsvPoints(BufferedReader reader, CsvLines lines, List<String> columns, PointOptions options)
            throws TableException {
        this.reader = reader;
        this.lines = lines;
        this.columns = List.copyOf(columns);
        this.x = column("x", options.x(), X_NAMES);
        this.y = column("y", options.y(), Y_NAMES);
        this.crs = options.crs();
        this.degrees = crs == null || Crs.find(crs).map(Crs::isGeographic).orElse(true);
    }

    static CsvPoints open(Path file, PointOptions options) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            char delimiter = options.delimiter() == null ? delimiter(reader) : options.delimiter();
            CsvLines lines = new CsvLines(reader, delimiter);
            List<String> header = lines.next();
            if (header == null) {
                throw new TableException("the file is empty (expected: a header line)");
            }
            return new CsvPoints(reader, lines, names(header), options);
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /** The one that the header line has most often. */
    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER];
        int length = Math.max(0, reader.read(start));
        reader.reset();
        String header = new String(start, 0, length).lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : DELIMITERS.toCharArray()) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }

    private static List<String> names(List<String> header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            names.add(ColumnNames.free(name.isEmpty() ? "column_" + (i + 1) : name, names));
        }
        return names;
    }

    private int column(String what, @Nullable String name, List<String> usual) throws TableException {
        for (String wanted : name == null ? usual : List.of(name)) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
        }
        throw new TableException((name == null ? "no column looks like the " + what + " coordinate" : name)
                + " (expected: " + (name == null ? "--" + what + " with one of " : "one of ")
                + String.join(", ", columns) + ")");
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable BatchPoint<InputRow> next() throws IOException {
        List<String> fields = lines.next();
        if (fields == null) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String field = i < fields.size() ? fields.get(i) : "";
            values.add(field.isEmpty() ? null : field);
        }
        return new BatchPoint<>(point(values.get(x), values.get(y)), crs, new InputRow(null, values));
    }

    private @Nullable Point point(@Nullable Object xText, @Nullable Object yText) {
        if (!(xText instanceof String east) || !(yText instanceof String north)) {
            return null;
        }
        try {
            return GEOMETRIES.createPoint(new Coordinate(
                    Coordinates.parse(Axis.X, east, degrees), Coordinates.parse(Axis.Y, north, degrees)));
        } catch (RefusedException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
