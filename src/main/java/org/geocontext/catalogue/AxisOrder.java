package org.geocontext.catalogue;

/** How a service wants coordinates in BBOX and filters: {@code axis_order} of the catalogue. */
public enum AxisOrder {
    /** As the protocol, version and CRS say. */
    AUTO,
    /** East first, whatever they say. */
    XY,
    /** North first, whatever they say. */
    YX
}
