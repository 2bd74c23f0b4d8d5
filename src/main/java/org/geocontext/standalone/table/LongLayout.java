package org.geocontext.standalone.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.batch.BatchRow;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.feature.ContextValueSchema;
import org.geocontext.query.ContextValue;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/** A row for every answer, with the attributes of a ContextValue and the id of its point. */
public final class LongLayout implements ResultLayout {

    private static final String ID = "input_id";

    private final int idColumn;
    private final List<ContextValueSchema.Attribute> attributes = ContextValueSchema.ATTRIBUTES.stream()
            .filter(attribute -> !attribute.name().equals(ContextValueSchema.GEOMETRY))
            .toList();
    private final List<String> columns;

    /**
     * @param idColumn index of the input's column with the id; -1 for the id of the feature, or the number of the row,
     *     from 1, where it has none
     */
    public LongLayout(int idColumn) {
        this.idColumn = idColumn;
        List<String> names = new ArrayList<>();
        names.add(ID);
        attributes.forEach(attribute -> names.add(attribute.name()));
        this.columns = List.copyOf(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void write(BatchRow<InputRow> row, RowWriter out) throws IOException {
        Point point = OutputPoint.of(row.point());
        Object id = id(row);
        for (ContextValue answer : row.values()) {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            values.add(id);
            for (ContextValueSchema.Attribute attribute : attributes) {
                values.add(ContextValueJson.plain(attribute.reader().apply(answer)));
            }
            out.write(null, point, values);
        }
    }

    private @Nullable Object id(BatchRow<InputRow> row) {
        InputRow input = row.point().origin();
        if (idColumn >= 0) {
            return input.values().get(idColumn);
        }
        Object own = input.id();
        return own == null ? row.index() + 1 : own;
    }
}
