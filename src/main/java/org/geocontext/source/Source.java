package org.geocontext.source;

import java.util.Optional;
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

    /** Whether services can tell all that they have in an area. */
    default boolean tellsOfAreas() {
        return false;
    }

    /**
     * The first step of asking for all that lies in a box. It leads to an {@link Step.Answer} whose candidates all have
     * a geometry, {@linkplain Step.Answer#truncated truncated} if there were more than a reply holds; or to a failure,
     * after which the points of the box have to be asked about one by one.
     *
     * @param lookup of this source's type
     * @param facts what has been learned about the lookup's endpoint so far
     * @return empty if the service cannot tell of areas, or not of this one
     */
    default Optional<Step> beginArea(AreaLookup lookup, Facts facts) {
        return Optional.empty();
    }
}
