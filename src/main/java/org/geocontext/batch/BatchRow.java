package org.geocontext.batch;

import java.util.List;
import org.geocontext.query.ContextValue;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a point of the input.
 *
 * @param index of the point in the input, from 0
 * @param values in catalogue order, at least one for every column; none if the point could not be asked about
 * @param mistake what is wrong with the point; null if nothing is
 * @param <T> what goes with points
 */
public record BatchRow<T>(
        long index,
        BatchPoint<T> point,
        List<ContextValue> values,
        @Nullable String mistake) {

    public BatchRow {
        values = List.copyOf(values);
    }
}
