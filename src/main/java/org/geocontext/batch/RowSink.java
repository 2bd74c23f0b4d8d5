package org.geocontext.batch;

import java.io.IOException;

/**
 * Takes rows, one at a time; a run waits for it.
 *
 * @param <T> what goes with points
 */
@FunctionalInterface
public interface RowSink<T> {

    /** @throws IOException if it cannot be written, which ends the run */
    void accept(BatchRow<T> row) throws IOException;
}
