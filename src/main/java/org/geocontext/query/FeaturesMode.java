package org.geocontext.query;

/** How many features of a service become rows: {@code features} of the process. */
public enum FeaturesMode {
    /** The one that covers the point, else the nearest within tolerance. */
    NEAREST,
    /** All within tolerance, nearest first, at most {@link QueryRequest#MAX_FEATURES} per service. */
    ALL
}
