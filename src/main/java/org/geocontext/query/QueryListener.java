package org.geocontext.query;

/**
 * Follows a query while it runs. Called from any thread, never twice at once and never after the result: the query
 * stands still meanwhile, so it must neither block nor throw.
 */
@FunctionalInterface
public interface QueryListener {

    /** Follows nothing. */
    QueryListener NONE = (done, total) -> {};

    /** A lookup has ended. */
    void progressed(int done, int total);
}
