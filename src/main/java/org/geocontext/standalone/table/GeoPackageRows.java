package org.geocontext.standalone.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Point;

/**
 * A GeoPackage with one feature table. What type a column has is known when all its values are: rows are gathered in a
 * table of texts and copied from there at the end.
 */
final class GeoPackageRows implements RowWriter {

    private static final String TABLE = "enriched";
    private static final String GATHERED = "gathered";
    private static final int WGS84 = 4326;
    private static final int ROWS_AT_ONCE = 1000;

    /** "GPKG" in ASCII, and version 1.3. */
    private static final String HEADER = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"
            + " PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF";

    private static final String WGS84_WKT = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
            + "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";

    /** Clauses 1.1.2, 1.1.3 and 2.1.5. */
    private static final String TABLES = """
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
              organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
              description TEXT);
            INSERT INTO gpkg_spatial_ref_sys VALUES
              ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
              ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
              ('WGS 84', 4326, 'EPSG', 4326, '%s', NULL);
            CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
              identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL
              DEFAULT (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
              max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
            CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name),
              column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL
              REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
              PRIMARY KEY (table_name, column_name))
            """;

    /** What a column can hold, each more than the one before. */
    private enum Type {
        NOTHING("TEXT"),
        BOOLEAN("BOOLEAN"),
        INTEGER("INTEGER"),
        DOUBLE("DOUBLE"),
        TEXT("TEXT");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        static Type of(@Nullable Object value) {
            if (value == null) {
                return NOTHING;
            } else if (value instanceof Boolean) {
                return BOOLEAN;
            } else if (value instanceof Number) {
                return value.toString().matches("-?\\d{1,18}") ? INTEGER : DOUBLE;
            }
            return TEXT;
        }

        Type and(Type other) {
            if (this == NOTHING || this == other) {
                return other;
            } else if (other == NOTHING) {
                return this;
            }
            boolean numbers = ordinal() > BOOLEAN.ordinal() && other.ordinal() > BOOLEAN.ordinal();
            return numbers && this != TEXT && other != TEXT ? DOUBLE : TEXT;
        }
    }

    private final Connection connection;
    private final List<String> columns;
    private final Type[] types;
    private final PreparedStatement insert;
    private final Envelope extent = new Envelope();
    private int waiting;

    private GeoPackageRows(Connection connection, List<String> columns) throws SQLException {
        this.connection = connection;
        this.columns = names(columns);
        this.types = new Type[columns.size()];
        Arrays.fill(types, Type.NOTHING);
        executeEach(HEADER);
        connection.setAutoCommit(false);
        executeEach(TABLES.formatted(WGS84_WKT));
        execute("CREATE TABLE " + GATHERED + " (fid INTEGER PRIMARY KEY, geom BLOB"
                + each(column -> ", c" + column + " TEXT") + ")");
        this.insert = connection.prepareStatement(
                "INSERT INTO " + GATHERED + " VALUES (NULL, ?" + each(column -> ", ?") + ")");
    }

    /** SQLite does not tell upper from lower case. */
    private static List<String> names(List<String> columns) {
        List<String> names = new ArrayList<>(List.of("fid", "geom"));
        columns.forEach(column -> names.add(ColumnNames.free(column, names)));
        return List.copyOf(names.subList(2, names.size()));
    }

    /** @param file replaced if it is there */
    static GeoPackageRows create(Path file, List<String> columns) throws IOException {
        Files.deleteIfExists(file);
        try {
            Connection connection = GeoPackage.connect(file);
            try {
                return new GeoPackageRows(connection, columns);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SQLException e) {
        return new IOException("the GeoPackage cannot be written: " + e.getMessage(), e);
    }

    private interface Piece {
        String of(int column);
    }

    private String each(Piece piece) {
        return IntStream.range(0, columns.size()).mapToObj(piece::of).collect(Collectors.joining());
    }

    private void executeEach(String statements) throws SQLException {
        for (String one : statements.split(";\\s*", -1)) {
            execute(one);
        }
    }

    private void execute(String one) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(one);
        }
    }

    @Override
    public void write(@Nullable Object id, @Nullable Point point, List<@Nullable Object> values) throws IOException {
        try {
            insert.setBytes(1, point == null ? null : GeoPackage.blob(point, WGS84));
            if (point != null) {
                extent.expandToInclude(point.getCoordinate());
            }
            for (int column = 0; column < types.length; column++) {
                Object value = values.get(column);
                types[column] = types[column].and(Type.of(value));
                insert.setString(column + 2, text(value));
            }
            insert.addBatch();
            if (++waiting == ROWS_AT_ONCE) {
                insert.executeBatch();
                waiting = 0;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        boolean tree = value instanceof Map || value instanceof List;
        return tree ? Json.write(value, false) : value == null ? null : value.toString();
    }

    @Override
    public void finish() throws IOException {
        try {
            insert.executeBatch();
            execute("CREATE TABLE " + TABLE + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT"
                    + each(column -> ", " + GeoPackage.quoted(columns.get(column)) + " " + types[column].sql) + ")");
            execute("INSERT INTO " + TABLE + " SELECT fid, geom" + each(this::typed) + " FROM " + GATHERED);
            execute("DROP TABLE " + GATHERED);
            String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            execute("INSERT INTO gpkg_contents VALUES ('" + TABLE + "', 'features', '" + TABLE + "', '', '" + now
                    + "', " + extent() + ", " + WGS84 + ")");
            execute("INSERT INTO gpkg_geometry_columns VALUES ('" + TABLE + "', 'geom', 'POINT', " + WGS84 + ", 0, 0)");
            connection.commit();
            connection.setAutoCommit(true);
            execute("VACUUM");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private String extent() {
        return extent.isNull()
                ? "NULL, NULL, NULL, NULL"
                : extent.getMinX() + ", " + extent.getMinY() + ", " + extent.getMaxX() + ", " + extent.getMaxY();
    }

    /** The affinity of the target column makes numbers of texts. */
    private String typed(int column) {
        String name = "c" + column;
        return types[column] == Type.BOOLEAN ? ", " + name + " = 'true'" : ", " + name;
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            insert.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
