package org.geocontext.batch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Points one after the other, read only as fast as they are answered.
 *
 * @param <T> what goes with points
 */
@FunctionalInterface
public interface PointSource<T> {

    /**
     * The next point; null at the end.
     *
     * @throws IOException if the input cannot be read any further
     */
    @Nullable
    BatchPoint<T> next() throws IOException;
}
