package org.geocontext.query;

import org.geocontext.http.FetchOutcome;

/** Follows one request of a query, on whatever thread. It must neither block nor throw. */
public interface RequestListener {

    /** Follows nothing. */
    RequestListener NONE = outcome -> {};

    /** There is a reply, or will be none. Told once. */
    void ended(FetchOutcome outcome);

    /** The reply has been read; told for each service that reads it for itself. */
    default void read() {}
}
