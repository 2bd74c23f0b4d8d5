package org.geocontext.standalone.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.geocontext.batch.BatchPoint;
import org.jspecify.annotations.Nullable;

/** The points of a feature table of a GeoPackage. Columns with bytes are left out. */
final class GeoPackagePoints implements PointReader {

    /**
     * A feature table.
     *
     * @param crs as in EPSG:4326; null if the table has none
     */
    private record Layer(
            String table, String geometryColumn, @Nullable String crs) {}

    /** @param flag whether its integers are Booleans */
    private record Column(String name, boolean flag) {}

    private final Connection connection;
    private final Statement statement;
    private final Layer layer;
    private final @Nullable String idColumn;
    private final List<Column> columns;
    private final ResultSet rows;

    private GeoPackagePoints(Connection connection, @Nullable String wanted) throws SQLException, TableException {
        this.connection = connection;
        this.layer = layer(connection, wanted);
        this.statement = connection.createStatement();
        List<Column> found = new ArrayList<>();
        String key = null;
        try (ResultSet info = statement.executeQuery("PRAGMA table_info(" + GeoPackage.quoted(layer.table()) + ")")) {
            while (info.next()) {
                String name = info.getString("name");
                String type = String.valueOf(info.getString("type")).toUpperCase(Locale.ROOT);
                if (info.getInt("pk") > 0) {
                    key = name;
                } else if (!name.equals(layer.geometryColumn()) && !type.startsWith("BLOB")) {
                    found.add(new Column(name, type.equals("BOOLEAN")));
                }
            }
        }
        this.idColumn = key;
        this.columns = List.copyOf(found);
        String order = key == null ? "" : " ORDER BY " + GeoPackage.quoted(key);
        this.rows = statement.executeQuery("SELECT * FROM " + GeoPackage.quoted(layer.table()) + order);
    }

    static GeoPackagePoints open(Path file, @Nullable String layer) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            Connection connection = GeoPackage.connect(file);
            try {
                return new GeoPackagePoints(connection, layer);
            } catch (SQLException | TableException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static TableException failed(SQLException e) {
        return new TableException("not a GeoPackage that can be read: " + e.getMessage());
    }

    private static Layer layer(Connection connection, @Nullable String wanted) throws SQLException, TableException {
        List<String> names = new ArrayList<>();
        Layer found = null;
        try (PreparedStatement query = connection.prepareStatement("SELECT g.table_name, g.column_name, s.organization,"
                        + " s.organization_coordsys_id, s.srs_id FROM gpkg_geometry_columns g"
                        + " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY g.table_name");
                ResultSet layers = query.executeQuery()) {
            while (layers.next()) {
                String name = layers.getString(1);
                names.add(name);
                if (wanted == null || wanted.equals(name)) {
                    boolean known = layers.getInt(5) > 0;
                    String crs = known ? layers.getString(3) + ":" + layers.getInt(4) : null;
                    found = new Layer(name, layers.getString(2), crs);
                }
            }
        }
        if (found == null || wanted == null && names.size() > 1) {
            String problem = names.isEmpty() ? "no feature table" : wanted == null ? "several feature tables" : wanted;
            throw new TableException(problem + " (expected: --layer with one of " + String.join(", ", names) + ")");
        }
        return found;
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    @Override
    public @Nullable BatchPoint<InputRow> next() throws IOException {
        try {
            if (!rows.next()) {
                return null;
            }
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            for (Column column : columns) {
                values.add(value(column));
            }
            Object id = idColumn == null ? null : rows.getObject(idColumn);
            return new BatchPoint<>(
                    GeoPackage.geometry(rows.getBytes(layer.geometryColumn())), layer.crs(), new InputRow(id, values));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private @Nullable Object value(Column column) throws SQLException {
        Object value = rows.getObject(column.name());
        if (column.flag() && value instanceof Number number) {
            return number.intValue() != 0;
        }
        return value instanceof byte[] ? null : value;
    }

    @Override
    public void close() throws IOException {
        try (connection;
                statement) {
            rows.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
