package org.geocontext.standalone.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.batch.BatchRow;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the input with a column for every service, named by its key, and on demand one that says how it did: the
 * status, or the reason of a failure. A service that is in several groups has one column.
 */
public final class WideLayout implements ResultLayout {

    private static final String STATUS = "_status";

    private final List<String> columns;
    private final List<String> services;
    private final boolean status;

    /**
     * @param input columns of the input
     * @param answers what is answered for each point
     * @param status whether to say how each service did
     */
    public WideLayout(List<String> input, List<QueryPlan.Row> answers, boolean status) {
        this.services =
                answers.stream().map(row -> row.service().key()).distinct().toList();
        this.status = status;
        List<String> names = new ArrayList<>(input);
        for (String key : services) {
            names.add(ColumnNames.free(ColumnNames.safe(key), names));
            if (status) {
                names.add(ColumnNames.free(ColumnNames.safe(key) + STATUS, names));
            }
        }
        this.columns = List.copyOf(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void write(BatchRow<InputRow> row, RowWriter out) throws IOException {
        InputRow input = row.point().origin();
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        values.addAll(input.values());
        int next = 0;
        for (String service : services) {
            while (next < row.values().size() && !isOf(service, row.values().get(next))) {
                next++;
            }
            ContextValue answer = next < row.values().size() ? row.values().get(next) : null;
            values.add(answer == null ? null : ResultLayout.typed(answer));
            if (status) {
                values.add(answer == null ? null : status(answer));
            }
        }
        out.write(input.id(), OutputPoint.of(row.point()), values);
    }

    private static boolean isOf(String service, ContextValue answer) {
        return answer.service().key().equals(service);
    }

    private static String status(ContextValue answer) {
        return answer.status() == Status.FAILED && answer.reason() != null
                ? answer.reason().code()
                : answer.status().code();
    }
}
