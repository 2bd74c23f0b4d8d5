package org.geocontext.query;

import org.geocontext.http.Reason;

/** What came of asking a service for all that it has in an area. */
public sealed interface AreaReply {

    /** All of it. */
    record Whole(AreaFeatures features) implements AreaReply {}

    /** There is more than comes at once: a smaller area may do. */
    record TooMuch() implements AreaReply {}

    /**
     * Its points have to be asked about one by one.
     *
     * @param message one sentence for a person, without secrets
     */
    record Failed(Reason reason, String message) implements AreaReply {}
}
