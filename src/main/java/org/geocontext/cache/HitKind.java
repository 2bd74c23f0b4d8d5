package org.geocontext.cache;

/** Why an answer from the cache is one to the question. */
public enum HitKind {
    /** The point lies in the polygon that was the answer. */
    POLYGON,
    /** The point lies near one of which everything around it is known. */
    RADIUS,
    /** The same point was asked before. */
    POINT,
    /** The point lies as near to one asked before as the service allows. */
    REUSE;

    /** The lower-case word in metrics and messages. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
