package org.geocontext.standalone.table;

import java.io.IOException;
import java.util.List;
import org.geocontext.batch.BatchRow;
import org.geocontext.codec.JsonNumber;
import org.geocontext.query.ContextValue;
import org.jspecify.annotations.Nullable;

/** How the answers for a point stand in the output. */
public interface ResultLayout {

    /** Names of what {@link #write} writes besides the point. */
    List<String> columns();

    /** Writes what is said about a point. */
    void write(BatchRow<InputRow> row, RowWriter out) throws IOException;

    /** The value as a number, digit for digit, if it is one; else as text; null if there is none. */
    static @Nullable Object typed(ContextValue answer) {
        String value = answer.value();
        Double number = answer.number();
        if (value == null || number == null) {
            return value;
        }
        try {
            return JsonNumber.of(value.strip());
        } catch (IllegalArgumentException e) {
            return number;
        }
    }
}
