package org.geocontext.batch;

import org.geocontext.query.AreaEngine;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.PreparedQuery;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.RunningQuery;

/** What a run needs of the engine, which knows who asks. Thread-safe. */
public interface PointEngine {

    /** @throws InvalidRequestException for a bad key or number */
    PreparedQuery prepare(QueryRequest request) throws InvalidRequestException;

    /**
     * Asks about one point.
     *
     * @throws InvalidRequestException naming the input at fault; nothing was sent
     */
    RunningQuery start(QueryRequest request, QueryListener listener) throws InvalidRequestException;

    /** Asks for areas. */
    AreaEngine areas();
}
