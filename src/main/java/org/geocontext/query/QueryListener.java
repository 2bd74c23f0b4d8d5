package org.geocontext.query;

/** Follows a query while it runs. Called from any thread, never twice at once; must not block. */
@FunctionalInterface
public interface QueryListener {

    /** Follows nothing. */
    QueryListener NONE = (done, total) -> {};

    /** A lookup has ended. */
    void progressed(int done, int total);
}
