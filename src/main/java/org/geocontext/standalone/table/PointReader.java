package org.geocontext.standalone.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.geocontext.batch.BatchPoint;
import org.geocontext.batch.PointSource;
import org.jspecify.annotations.Nullable;

/** Reads a file of points from its beginning to its end. Not thread-safe. */
public interface PointReader extends PointSource<InputRow>, Closeable {

    /** Names of the values that go with every point; those that hold the point itself too, where they are columns. */
    List<String> columns();

    /** @throws TableException (an IOException) if what follows is not of the format; the message says where */
    @Override
    @Nullable
    BatchPoint<InputRow> next() throws IOException;
}
