package org.geocontext.source;

import org.geocontext.catalogue.QueryType;

/**
 * One protocol, as pure functions on immutable values: a lookup becomes a call, its outcome becomes candidates or the
 * next call. Implementations have no state, do no I/O, know no clock and no thread, and never throw on what a server
 * sent: every body, status and failure leads to a {@link Step}.
 */
public interface Source {

    /** The catalogue's word for the protocol. */
    QueryType type();

    /**
     * The first step for a lookup.
     *
     * @param lookup of this source's type
     * @param facts what has been learned about the lookup's endpoint so far
     */
    Step begin(Lookup lookup, Facts facts);
}
