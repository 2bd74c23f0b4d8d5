package org.geocontext.source;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/** What a {@link SharedAsk} came to. */
public sealed interface Split {

    /** To be known next time at this endpoint. */
    Facts learned();

    /**
     * Every hit belongs to a known part.
     *
     * @param steps how the lookup of each part goes on, as if it had been asked alone; a part that is missing is to be
     *     asked alone
     */
    record Attributed(Map<Part, Step> steps, Facts learned) implements Split {
        public Attributed {
            Map<Part, Step> copy = new IdentityHashMap<>(steps);
            steps = Collections.unmodifiableMap(copy);
        }
    }

    /** The same parts are worth asking for in another way. */
    record Again(SharedAsk ask, Facts learned) implements Split {}

    /**
     * Nothing can be said about any part, and it may be the fault of one of them or of their number: smaller requests
     * are worth a try.
     *
     * @param blames whether a part may be at fault for good, so that the one that is found to be is asked alone from
     *     now on; false where only this point or this moment is
     * @param message one sentence for a person, without secrets
     */
    record Apart(boolean blames, String message, Facts learned) implements Split {}

    /**
     * What came says the same about every part, as a refused connection does: each lookup goes on from it by itself.
     */
    record Common(Facts learned) implements Split {}
}
