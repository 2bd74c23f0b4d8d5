package org.geocontext.query;

/** Which geometry a row carries: {@code geometry} of the process. */
public enum GeometryMode {
    /** The matched feature's own. */
    SOURCE,
    /** The asked point. */
    POINT,
    NONE
}
